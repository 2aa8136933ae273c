package unfurl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.measurement.Luminosity;

/// Reads a study file: YAML with the keys of `docs/reference/study.md`. An unknown key is an error that names the
/// nearest.
public final class StudyFile {
    private static final Range POSITIVE = Range.above(0);

    private StudyFile() {}

    /// A study and the file it came from, settings of the command line included.
    ///
    /// @param study    what is asked
    /// @param document the file as written, with the settings
    public record Read(Study study, Document document) {
        /// The study with every default written out, as a run folder has it.
        public Document resolved() {
            return ResolvedStudy.document(study);
        }
    }

    /// Reads a study.
    ///
    /// @param file     the study file
    /// @param settings `key=value`, each as if written in the file
    /// @throws InputException when something in it cannot be used; the message has file, key, line and column
    public static Read read(Path file, List<String> settings) {
        Document document = Document.read(file);
        for (String setting : settings) {
            document = document.withSetting(setting);
        }
        Path base = file.toAbsolutePath().normalize().getParent();
        return new Read(bind(document, base), document);
    }

    /// The study that a document states.
    ///
    /// @param document the whole study file
    /// @param base     what its `folder` is relative to
    /// @throws InputException when something in it cannot be used
    public static Study bind(Document document, Path base) {
        document.onlyKeys(
                "study",
                "title",
                "folder",
                "data",
                "simulation",
                "background",
                "truth",
                "observables",
                "features",
                "categories",
                "method",
                "phaseSpace",
                "luminosity",
                "missing",
                "seed");
        List<Study.Observable> observables = observables(document.get("observables"));
        List<String> names = observables.stream().map(Study.Observable::name).toList();
        return new Study(
                name(document.get("study")),
                document.find("title").map(StudyFile::title).orElse(new Study.Title("", "**Unfurl**", "")),
                base.resolve(document.find("folder").map(Document::text).orElse("."))
                        .normalize(),
                data(document.get("data")),
                simulation(document.get("simulation")),
                document.find("background").map(StudyFile::backgrounds).orElse(List.of()),
                document.find("truth").map(StudyFile::truth),
                observables,
                document.find("features").map(d -> transforms(d, names)).orElse(Map.of()),
                document.find("categories").map(d -> categories(d, names)).orElse(List.of()),
                document.find("method")
                        .map(d -> MethodFile.bind(d, names))
                        .orElseGet(() -> MethodFile.bind(Document.of("defaults", Map.of()), names)),
                expression(document, "phaseSpace"),
                document.find("luminosity").map(StudyFile::luminosity),
                document.find("missing")
                        .map(d ->
                                Study.Missing.valueOf(d.oneOf("refuse", "drop").toUpperCase(Locale.ROOT)))
                        .orElse(Study.Missing.REFUSE),
                document.find("seed").map(Document::whole).orElse(1L));
    }

    private static String name(Document value) {
        String name = value.text();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw value.refuse("a name of letters, digits, '_', '.' and '-' that begins with a letter or a digit");
        }
        return name;
    }

    private static Study.Title title(Document value) {
        value.onlyKeys("about", "left", "right");
        return new Study.Title(
                value.find("about").map(Document::text).orElse(""),
                value.find("left").map(Document::text).orElse("**Unfurl**"),
                value.find("right").map(Document::text).orElse(""));
    }

    private static Study.Data data(Document value) {
        value.onlyKeys("file", "weight", "passReco");
        return new Study.Data(value.get("file").text(), expression(value, "weight"), expression(value, "passReco"));
    }

    private static Study.Simulation simulation(Document value) {
        value.onlyKeys("file", "genWeight", "recoWeight", "passGen", "passReco", "scale");
        return new Study.Simulation(
                value.get("file").text(),
                expression(value, "genWeight"),
                expression(value, "recoWeight"),
                expression(value.get("passGen")),
                expression(value.get("passReco")),
                scale(value));
    }

    private static List<Study.Background> backgrounds(Document value) {
        var out = new ArrayList<Study.Background>();
        for (Document item : value.list()) {
            item.onlyKeys("name", "file", "weight", "passReco", "scale");
            out.add(new Study.Background(
                    item.find("name").map(Document::text).orElse("background " + (out.size() + 1)),
                    item.get("file").text(),
                    expression(item, "weight"),
                    expression(item, "passReco"),
                    scale(item)));
        }
        return out;
    }

    private static Study.Truth truth(Document value) {
        value.onlyKeys("file", "weight", "passGen", "scale");
        return new Study.Truth(
                value.get("file").text(), expression(value, "weight"), expression(value, "passGen"), scale(value));
    }

    private static double scale(Document value) {
        return value.find("scale").map(d -> d.number(POSITIVE)).orElse(1.0);
    }

    private static Optional<Expression> expression(Document value, String key) {
        return value.find(key).map(StudyFile::expression);
    }

    private static Expression expression(Document value) {
        try {
            return Expression.parse(value.isNumber() ? Double.toString(value.number()) : value.text());
        } catch (InputException wrong) {
            throw wrong.askedBy(value.place().asker());
        }
    }

    private static List<Study.Observable> observables(Document value) {
        value.onlyKeys("gen", "reco", "names", "labels", "units", "bins");
        String gen = template(value, "gen", "{}");
        String reco = template(value, "reco", "{}_reco");
        List<String> names =
                value.get("names").list().stream().map(Document::text).toList();
        if (names.isEmpty()) {
            throw value.get("names").refuse("a list of at least one observable");
        }
        Map<String, String> labels = perObservable(value, "labels", names, Document::text);
        Map<String, String> units = perObservable(value, "units", names, Document::text);
        Map<String, List<Double>> bins = perObservable(value, "bins", names, StudyFile::edges);
        return names.stream()
                .map(name -> new Study.Observable(
                        name,
                        gen.replace("{}", name),
                        reco.replace("{}", name),
                        labels.getOrDefault(name, name.replace("_", "\\_")),
                        units.getOrDefault(name, ""),
                        bins.getOrDefault(name, List.of())))
                .toList();
    }

    private static String template(Document value, String key, String fallback) {
        Optional<Document> written = value.find(key);
        String template = written.map(Document::text).orElse(fallback);
        if (!template.contains("{}")) {
            throw written.orElseThrow().refuse("a column name with {} where the observable's name goes");
        }
        return template;
    }

    /// Edges: a list of numbers, or `{bins: 25, from: 0, to: 50}`.
    ///
    /// @throws InputException when it is neither, or the edges do not rise
    public static List<Double> edges(Document value) {
        List<Double> edges;
        if (value.isMap()) {
            value.onlyKeys("bins", "from", "to");
            int bins = value.get("bins").integer(Range.between(1, 1000));
            double low = value.get("from").number();
            double high = value.get("to").number(Range.above(low));
            edges = Stream.iterate(0, i -> i <= bins, i -> i + 1)
                    .map(i -> low + (high - low) * i / bins)
                    .toList();
        } else {
            edges = value.list().stream().map(Document::number).toList();
        }
        for (int i = 1; i < edges.size(); i++) {
            if (edges.get(i) <= edges.get(i - 1)) {
                throw value.refuse("rising edges");
            }
        }
        if (edges.size() < 2) {
            throw value.refuse("at least two edges");
        }
        return edges;
    }

    private static <T> Map<String, T> perObservable(
            Document value, String key, List<String> names, Function<Document, T> read) {
        var out = new HashMap<String, T>();
        value.find(key).ifPresent(map -> entries(map, names).forEach((name, item) -> out.put(name, read.apply(item))));
        return out;
    }

    /// The entries of a mapping whose keys are observables.
    static Map<String, Document> entries(Document map, List<String> names) {
        return map.onlyKeys(names.toArray(String[]::new)).map();
    }

    private static Map<String, Encoding.Transform> transforms(Document value, List<String> names) {
        var out = new LinkedHashMap<String, Encoding.Transform>();
        entries(value, names)
                .forEach((name, transform) -> out.put(
                        name,
                        Encoding.Transform.valueOf(
                                transform.oneOf("linear", "log", "angle").toUpperCase(Locale.ROOT))));
        return out;
    }

    private static List<Study.Category> categories(Document value, List<String> names) {
        var out = new ArrayList<Study.Category>();
        value.map().forEach((name, category) -> {
            category.onlyKeys("when", "without");
            var without = category.get("without").list().stream()
                    .map(d -> d.oneOf(names.toArray(String[]::new)))
                    .toList();
            out.add(new Study.Category(name, expression(category.get("when")), java.util.Set.copyOf(without)));
        });
        return out;
    }

    private static Luminosity luminosity(Document value) {
        value.onlyKeys("value", "unit", "relativeUncertainty");
        return new Luminosity(
                value.get("value").number(POSITIVE),
                value.get("unit").oneOf("1/fb", "1/pb", "1/nb"),
                value.find("relativeUncertainty")
                        .map(d -> d.number(new Range(0, true, 1, false)))
                        .orElse(0.0));
    }
}
