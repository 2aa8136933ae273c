package unfurl.study;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.measurement.Luminosity;
import unfurl.report.figure.Label;

/// Reads a study file: YAML with the keys of `docs/reference/study.md`. An unknown key is an error that
/// names the nearest.
public final class StudyFile {
    private static final Range POSITIVE = Range.above(0);
    private static final String[] KEYS = {
        "study",
        "title",
        "folder",
        "data",
        "simulation",
        "background",
        "truth",
        "observables",
        "particles",
        "features",
        "categories",
        "method",
        "nuisances",
        "response",
        "phaseSpace",
        "luminosity",
        "uncertainty",
        "missing",
        "seed"
    };

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
    /// @throws InputException when something in it cannot be used; the message has file, key, line and
    ///                        column
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
        document.onlyKeys(KEYS);
        Optional<Document> particles = document.find("particles");
        ObservablesFile.Read observables = ObservablesFile.bind(
                document.get("observables"), particles.map(ParticlesFile::names).orElse(List.of()));
        List<String> names = observables.unfoldedNames();
        List<String> atReco = observables.allNames();
        List<Study.Background> backgrounds =
                document.find("background").map(SamplesFile::backgrounds).orElse(List.of());
        Study.Simulation simulation = SamplesFile.simulation(document.get("simulation"));
        Optional<Document> response = document.find("response");
        List<NuisanceBlock> nuisances = document.find("nuisances")
                .map(d -> NuisancesFile.bind(d, effects(document, atReco, List.of(), simulation), response.isPresent()))
                .orElse(List.of());
        var study = new Study(
                name(document.get("study")),
                document.find("title").map(StudyFile::title).orElse(new Study.Title("", "**Unfurl**", "")),
                base.resolve(document.find("folder").map(StudyFile::file).orElse("."))
                        .normalize(),
                SamplesFile.data(document.get("data")),
                simulation,
                backgrounds,
                document.find("truth").map(SamplesFile::truth),
                observables.unfolded(),
                observables.recoOnly(),
                particles.map(d -> ParticlesFile.bind(d, names, atReco)),
                document.find("features")
                        .map(d -> ObservablesFile.transforms(d, atReco))
                        .orElse(Map.of()),
                document.find("categories")
                        .map(d -> ObservablesFile.categories(d, names, atReco))
                        .orElse(List.of()),
                MethodFile.bind(document.find("method").orElse(Document.of("defaults", Map.of())), names),
                nuisances,
                response.map(d -> ResponseFile.bind(d, nuisances, simulation)),
                document.find("phaseSpace").map(d -> ObservablesFile.condition(d, names)),
                document.find("luminosity").map(StudyFile::luminosity),
                uncertainty(document, atReco, backgrounds, simulation),
                document.find("missing").map(StudyFile::missing).orElse(Study.Missing.REFUSE),
                document.find("seed").map(Document::whole).orElse(1L));
        requireRatiosOfEvents(study, document);
        requireEyes(study, document);
        requireNetworks(study, document);
        NuisancesFile.requireFitting(study, document);
        ResponseFile.requireSmooth(study, document);
        return study;
    }

    private static UncertaintyBlock uncertainty(
            Document document, List<String> names, List<Study.Background> backgrounds, Study.Simulation simulation) {
        List<String> ofBackgrounds =
                backgrounds.stream().map(Study.Background::name).toList();
        return document.find("uncertainty")
                .map(d -> UncertaintyFile.bind(d, effects(document, names, ofBackgrounds, simulation)))
                .orElseGet(UncertaintyFile::none);
    }

    private static EffectFile effects(
            Document document, List<String> names, List<String> backgrounds, Study.Simulation simulation) {
        Stream<String> ofParticles = document.find("particles").stream().flatMap(ParticlesFile::columns);
        return new EffectFile(Stream.concat(names.stream(), ofParticles).toList(), backgrounds, simulation);
    }

    private static Study.Missing missing(Document value) {
        return Study.Missing.valueOf(value.oneOf("refuse", "drop").toUpperCase(Locale.ROOT));
    }

    /// The histograms of IBU have axes for the observables and no others.
    private static void requireRatiosOfEvents(Study study, Document document) {
        if (study.method() instanceof Method.Ibu && !study.recoOnly().isEmpty()) {
            throw document.get("observables")
                    .get("recoOnly")
                    .wrong(
                            "is for methods that see events, and method ibu has bins of the unfolded observables alone",
                            "method.name: omnifold, or no recoOnly");
        }
    }

    /// Particles want an estimator that sees them, and such an estimator wants particles.
    private static void requireEyes(Study study, Document document) {
        boolean sees = study.method().seesParticles();
        if (study.particles().isPresent() && !sees) {
            throw new InputException(
                    "the study has particles, and its estimator cannot see them\n  asked by   %s\n  allowed    %s"
                            .formatted(
                                    document.get("particles").place().describe(),
                                    "method.estimator: {deepSets: {}} or {attention: {}}; or no particles"));
        }
        if (study.particles().isEmpty() && sees) {
            throw new InputException(
                    "the estimator sees particles, and the study has none\n  asked by   %s\n  allowed    %s"
                            .formatted(
                                    document.get("method")
                                            .get("estimator")
                                            .place()
                                            .describe(),
                                    "particles: {names: [pt, eta, phi]}, say; or a network on observables"));
        }
    }

    /// Networks alone go on from others.
    private static void requireNetworks(Study study, Document document) {
        boolean networks = study.method() instanceof Method.OmniFold omnifold
                && omnifold.estimator() instanceof Estimator.Networks;
        if (study.uncertainty().warmEpochs().isPresent() && !networks) {
            throw document.get("uncertainty")
                    .get("warmEpochs")
                    .wrong(
                            "is for networks that go on from the nominal ones, and the method has none",
                            "leaving it out");
        }
    }

    private static String name(Document value) {
        String name = value.text();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw value.refuse("a name of letters, digits, '_', '.' and '-' that begins with a letter or a digit");
        }
        return name;
    }

    static String file(Document value) {
        try {
            return Path.of(value.text()).toString();
        } catch (InvalidPathException wrong) {
            throw value.refuse("the path of a file");
        }
    }

    private static Study.Title title(Document value) {
        value.onlyKeys("about", "left", "right");
        return new Study.Title(
                value.find("about").map(Document::text).orElse(""),
                value.find("left").map(StudyFile::markup).orElse("**Unfurl**"),
                value.find("right").map(StudyFile::markup).orElse(""));
    }

    /// A text in the markup of figures.
    static String markup(Document value) {
        try {
            Label.parse(value.text());
            return value.text();
        } catch (InputException wrong) {
            throw wrong.askedBy(value.place().describe());
        }
    }

    static Optional<Expression> weight(Document value, String key) {
        return value.find(key).map(StudyFile::weight);
    }

    static Expression weight(Document value) {
        Expression weight = expression(value);
        if (weight.isCondition()) {
            throw value.refuse("a number for each event");
        }
        return weight;
    }

    static Expression flag(Document value) {
        Expression flag = expression(value);
        if (!flag.isCondition() && flag.column().isEmpty()) {
            throw value.refuse("a column of flags or a condition");
        }
        return flag;
    }

    static Expression expression(Document value) {
        try {
            return Expression.parse(value.isNumber() ? Double.toString(value.number()) : value.text());
        } catch (InputException wrong) {
            throw wrong.askedBy(value.place().describe());
        }
    }

    /// Edges: a list of numbers, or `{bins: 25, from: 0, to: 50}`.
    ///
    /// @throws InputException when it is neither, or the edges do not rise
    public static List<Double> edges(Document value) {
        return ObservablesFile.edges(value);
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
