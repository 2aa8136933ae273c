package unfurl.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.unfold.Misses;

/// The `method` block of a study file, and all of its defaults but those of [EstimatorFile].
final class MethodFile {
    static final double MINIMUM_NEFF = 100;

    private MethodFile() {}

    static Method bind(Document value, List<String> observables) {
        String name = value.find("name").map(d -> d.oneOf("omnifold", "ibu")).orElse("omnifold");
        Iterations iterations =
                value.find("iterations").map(IterationsFile::bind).orElse(Iterations.of(IterationsFile.FIXED));
        return name.equals("ibu") ? ibu(value, iterations, observables) : omnifold(value, iterations);
    }

    private static Method omnifold(Document value, Iterations iterations) {
        value.onlyKeys("name", "iterations", "misses", "minimumNEff", "estimator");
        return new Method.OmniFold(
                iterations,
                value.find("misses").map(MethodFile::misses).orElse(Misses.STEP_1B),
                value.find("minimumNEff").map(d -> d.number(Range.atLeast(0))).orElse(MINIMUM_NEFF),
                EstimatorFile.bind(value.find("estimator").orElse(Document.of("defaults", Map.of()))));
    }

    private static Misses misses(Document value) {
        String label = value.oneOf(Stream.of(Misses.values()).map(Misses::label).toArray(String[]::new));
        return Stream.of(Misses.values())
                .filter(m -> m.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Method ibu(Document value, Iterations iterations, List<String> observables) {
        value.onlyKeys("name", "iterations", "bins", "recoBins");
        Map<String, List<Double>> gen = edges(value.get("bins"), observables);
        var reco = new HashMap<>(gen);
        value.find("recoBins")
                .ifPresent(d -> ObservablesFile.entries(d, observables)
                        .forEach((name, edges) -> reco.put(name, ObservablesFile.edges(edges))));
        return new Method.Ibu(iterations, gen, reco);
    }

    private static Map<String, List<Double>> edges(Document value, List<String> observables) {
        var out = new LinkedHashMap<String, List<Double>>();
        ObservablesFile.entries(value, observables)
                .forEach((name, edges) -> out.put(name, ObservablesFile.edges(edges)));
        for (String observable : observables) {
            if (!out.containsKey(observable)) {
                throw new InputException(
                        "method ibu needs bins for every observable, and '%s' has none\n  asked by   %s"
                                .formatted(observable, value.place().asker()));
            }
        }
        return out;
    }
}
