package unfurl.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.unfold.Misses;
import unfurl.unfold.Nuisances;

/// The `method` block of a study file, and all of its defaults but those of [EstimatorFile].
final class MethodFile {
    static final double MINIMUM_NEFF = 100;
    private static final String PROFILE = "profile-omnifold";

    private MethodFile() {}

    static Method bind(Document value, List<String> observables) {
        String name =
                value.find("name").map(d -> d.oneOf("omnifold", PROFILE, "ibu")).orElse("omnifold");
        Iterations iterations =
                value.find("iterations").map(IterationsFile::bind).orElse(Iterations.of(IterationsFile.FIXED));
        return switch (name) {
            case "ibu" -> ibu(value, iterations, observables);
            case PROFILE ->
                omnifold(
                        value.onlyKeys(
                                "name", "iterations", "misses", "minimumNEff", "estimator", "step3", "templates"),
                        iterations,
                        Optional.of(profile(value)));
            default ->
                omnifold(
                        value.onlyKeys("name", "iterations", "misses", "minimumNEff", "estimator"),
                        iterations,
                        Optional.empty());
        };
    }

    private static Method omnifold(Document value, Iterations iterations, Optional<Method.Profile> profile) {
        return new Method.OmniFold(
                iterations,
                value.find("misses").map(MethodFile::misses).orElse(Misses.STEP_1B),
                value.find("minimumNEff").map(d -> d.number(Range.atLeast(0))).orElse(MINIMUM_NEFF),
                estimator(value),
                profile);
    }

    private static Estimator estimator(Document value) {
        return EstimatorFile.bind(value.find("estimator").orElse(Document.of("defaults", Map.of())));
    }

    private static Method.Profile profile(Document value) {
        return new Method.Profile(
                value.find("step3").map(MethodFile::step3).orElse(Nuisances.Step.EFFICIENT_SCORE),
                value.find("templates").map(EstimatorFile::bind).orElseGet(() -> estimator(value)));
    }

    private static Nuisances.Step step3(Document value) {
        return Nuisances.Step.valueOf(value.oneOf(Stream.of(Nuisances.Step.values())
                        .map(MethodFile::label)
                        .toArray(String[]::new))
                .replace('-', '_')
                .toUpperCase(Locale.ROOT));
    }

    /// The name of a step 3 in the study file.
    static String label(Nuisances.Step step) {
        return step.name().replace('_', '-').toLowerCase(Locale.ROOT);
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
