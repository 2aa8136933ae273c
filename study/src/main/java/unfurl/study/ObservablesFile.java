package unfurl.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.report.figure.Label;

/// The blocks of a study file that are about observables: `observables`, `features`, `categories`, bins, and
/// conditions on them.
final class ObservablesFile {
    private ObservablesFile() {}

    /// Observables, in order.
    ///
    /// @param unfolded those that are unfolded
    /// @param recoOnly those that are measured at reco alone
    record Read(List<Study.Observable> unfolded, List<Study.Observable> recoOnly) {
        List<String> unfoldedNames() {
            return unfolded.stream().map(Study.Observable::name).toList();
        }

        List<String> allNames() {
            return Stream.concat(unfolded.stream(), recoOnly.stream())
                    .map(Study.Observable::name)
                    .toList();
        }
    }

    /// @param particles the names of what a particle has, which an observable may be made of
    static Read bind(Document value, List<String> particles) {
        value.onlyKeys("gen", "reco", "names", "recoOnly", "from", "labels", "units", "bins");
        List<Document> unfolded = value.get("names").list();
        if (unfolded.isEmpty()) {
            throw value.get("names").refuse("a list of at least one observable");
        }
        List<Document> recoOnly = value.find("recoOnly").map(Document::list).orElse(List.of());
        List<String> names =
                names(Stream.concat(unfolded.stream(), recoOnly.stream()).toList());
        List<Study.Observable> all =
                observables(value, names, from(value, names.subList(0, unfolded.size()), particles));
        return new Read(all.subList(0, unfolded.size()), all.subList(unfolded.size(), all.size()));
    }

    private static List<Study.Observable> observables(
            Document value, List<String> names, Map<String, Expression> from) {
        String gen = template(value, "gen", "{}");
        String reco = template(value, "reco", "{}_reco");
        Map<String, String> labels = perObservable(value, "labels", names, StudyFile::markup);
        Map<String, String> units = perObservable(value, "units", names, StudyFile::markup);
        Map<String, List<Double>> bins = perObservable(value, "bins", names, ObservablesFile::edges);
        return names.stream()
                .map(name -> new Study.Observable(
                        name,
                        gen,
                        reco,
                        labels.getOrDefault(name, Label.quote(name)),
                        units.getOrDefault(name, ""),
                        bins.getOrDefault(name, List.of()),
                        Optional.ofNullable(from.get(name))))
                .toList();
    }

    /// What observables are made of that are no columns.
    private static Map<String, Expression> from(Document value, List<String> names, List<String> particles) {
        Map<String, Expression> from = perObservable(value, "from", names, StudyFile::expression);
        var columns = new ArrayList<>(particles);
        names.stream().filter(name -> !from.containsKey(name)).forEach(columns::add);
        value.find("from").ifPresent(map -> map.map().forEach((name, d) -> requireMade(d, from.get(name), columns)));
        return from;
    }

    /// An observable is a number made of columns and particles.
    private static void requireMade(Document value, Expression from, List<String> columns) {
        for (String column : from.columns()) {
            if (!columns.contains(column)) {
                throw InputException.notFound(
                        "observable that is a column, or part of a particle,",
                        column,
                        "the study",
                        value.place().describe(),
                        columns);
            }
        }
        if (from.isCondition()) {
            throw value.refuse("a number for each event");
        }
    }

    /// A name that the measurement does not use itself.
    static String name(Document item) {
        String name = item.text();
        if (name.isBlank() || name.contains("`") || name.equals("weight_mc") || name.startsWith("weights_")) {
            throw item.refuse("a name without back-quotes that is not kept for weights (weight_mc, weights_…)");
        }
        return name;
    }

    /// Names that differ, also as names of the figures' files.
    private static List<String> names(List<Document> items) {
        var files = new HashMap<String, String>();
        for (Document item : items) {
            String name = name(item);
            String other = files.put(file(name), name);
            if (name.equals(other)) {
                throw item.refuse("another name", "the observable stands twice");
            }
            if (other != null) {
                throw item.refuse(
                        "a name whose files differ from those of '%s' by more than case and signs".formatted(other));
            }
        }
        return items.stream().map(Document::text).toList();
    }

    private static String file(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "_").toLowerCase(Locale.ROOT);
    }

    static String template(Document value, String key, String fallback) {
        Optional<Document> written = value.find(key);
        String template = written.map(Document::text).orElse(fallback);
        if (!template.contains("{}")) {
            throw written.orElseThrow().refuse("a column name with {} where the observable's name goes");
        }
        return template;
    }

    /// Edges: a list of numbers, or `{bins: 25, from: 0, to: 50}`.
    static List<Double> edges(Document value) {
        List<Double> edges = value.isMap()
                ? equalEdges(value)
                : value.list().stream().map(Document::number).toList();
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

    private static List<Double> equalEdges(Document value) {
        value.onlyKeys("bins", "from", "to");
        int bins = value.get("bins").integer(Range.between(1, 1000));
        double low = value.get("from").number();
        double high = value.get("to").number(Range.above(low));
        return IntStream.rangeClosed(0, bins)
                .mapToObj(i -> low + (high - low) * i / bins)
                .toList();
    }

    static <T> Map<String, T> perObservable(
            Document value, String key, List<String> names, Function<Document, T> read) {
        var out = new HashMap<String, T>();
        value.find(key).ifPresent(map -> entries(map, names).forEach((name, item) -> out.put(name, read.apply(item))));
        return out;
    }

    /// The entries of a mapping whose keys are observables.
    static Map<String, Document> entries(Document map, List<String> names) {
        return map.onlyKeys(names.toArray(String[]::new)).map();
    }

    static Map<String, Encoding.Transform> transforms(Document value, List<String> names) {
        var out = new LinkedHashMap<String, Encoding.Transform>();
        entries(value, names).forEach((name, transform) -> out.put(name, transform(transform)));
        return out;
    }

    private static Encoding.Transform transform(Document value) {
        return Encoding.Transform.valueOf(value.oneOf("linear", "log", "log-or-zero", "angle")
                .replace('-', '_')
                .toUpperCase(Locale.ROOT));
    }

    /// @param names of the observables, which conditions are on
    /// @param all   those that may have no value
    static List<Study.Category> categories(Document value, List<String> names, List<String> all) {
        var out = new ArrayList<Study.Category>();
        value.map().forEach((name, category) -> {
            category.onlyKeys("when", "without");
            var without = category.get("without").list().stream()
                    .map(d -> d.oneOf(all.toArray(String[]::new)))
                    .toList();
            out.add(new Study.Category(name, condition(category.get("when"), names), Set.copyOf(without)));
        });
        return out;
    }

    /// A condition on observables.
    static Expression condition(Document value, List<String> names) {
        Expression condition = StudyFile.expression(value);
        for (String column : condition.columns()) {
            if (!names.contains(column)) {
                throw InputException.notFound(
                        "observable", column, "observables.names", value.place().describe(), names);
            }
        }
        if (!condition.isCondition() && condition.column().isEmpty()) {
            throw value.refuse("a condition on observables, such as `%s > 0`".formatted(names.getFirst()));
        }
        return condition;
    }
}
