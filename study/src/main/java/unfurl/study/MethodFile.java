package unfurl.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.NetworkEstimator;
import unfurl.unfold.Misses;

/// The `method` block of a study file, and all of its defaults.
final class MethodFile {
    static final int ITERATIONS = 5;
    static final double MINIMUM_NEFF = 100;
    static final int MEMBERS = 2;
    static final double VALIDATION = 0.2;

    private static final List<String> TRAINING = List.of(
            "epochs",
            "patience",
            "batch",
            "learningRate",
            "weightDecay",
            "schedule",
            "members",
            "validation",
            "warmStart",
            "clip");
    private static final Range COUNT = Range.between(1, 1_000_000);

    private MethodFile() {}

    static Method bind(Document value, List<String> observables) {
        String name = value.find("name").map(d -> d.oneOf("omnifold", "ibu")).orElse("omnifold");
        int iterations = value.find("iterations")
                .map(d -> d.integer(Range.between(1, 1000)))
                .orElse(ITERATIONS);
        return name.equals("ibu") ? ibu(value, iterations, observables) : omnifold(value, iterations);
    }

    private static Method omnifold(Document value, int iterations) {
        value.onlyKeys("name", "iterations", "misses", "minimumNEff", "estimator");
        return new Method.OmniFold(
                iterations,
                value.find("misses").map(MethodFile::misses).orElse(Misses.STEP_1B),
                value.find("minimumNEff").map(d -> d.number(Range.atLeast(0))).orElse(MINIMUM_NEFF),
                estimator(value.find("estimator").orElse(Document.of("defaults", Map.of()))));
    }

    private static Misses misses(Document value) {
        String label = value.oneOf(Stream.of(Misses.values()).map(Misses::label).toArray(String[]::new));
        return Stream.of(Misses.values())
                .filter(m -> m.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static NetworkEstimator estimator(Document value) {
        value.onlyKeys(
                Stream.concat(NetworkShapeFile.KEYS.stream(), TRAINING.stream()).toArray(String[]::new));
        TrainingOptions defaults = TrainingOptions.defaults();
        var training = new TrainingOptions(
                count(value, "batch", defaults.batchSize()),
                count(value, "epochs", defaults.maxEpochs()),
                count(value, "patience", defaults.patience()),
                defaults.minImprovement(),
                value.find("learningRate").map(d -> d.number(Range.above(0))).orElse(defaults.learningRate()),
                value.find("weightDecay").map(d -> d.number(Range.atLeast(0))).orElse(defaults.weightDecay()),
                value.find("schedule").map(MethodFile::schedule).orElse(defaults.schedule()),
                defaults.maxGradientNorm());
        return new NetworkEstimator(
                NetworkShapeFile.bind(value),
                training,
                value.find("members")
                        .map(d -> d.integer(Range.between(1, 1000)))
                        .orElse(MEMBERS),
                value.find("validation").map(d -> d.number(Range.within(0, 1))).orElse(VALIDATION),
                value.find("warmStart").map(Document::flag).orElse(false),
                value.find("clip")
                        .map(d -> OptionalDouble.of(d.number(Range.above(0))))
                        .orElse(OptionalDouble.empty()));
    }

    private static int count(Document value, String key, int fallback) {
        return value.find(key).map(d -> d.integer(COUNT)).orElse(fallback);
    }

    private static Schedule schedule(Document value) {
        return switch (value.oneOf("constant", "plateau", "one-cycle")) {
            case "constant" -> new Schedule.Constant();
            case "plateau" -> TrainingOptions.defaults().schedule();
            default -> new Schedule.OneCycle(0.1, 0.01);
        };
    }

    private static Method ibu(Document value, int iterations, List<String> observables) {
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
