package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.NetworkEstimator;

/// The `method.estimator` block of a study file, and all of its defaults: one pair of methods, to read and to
/// write, for each kind of estimator.
final class EstimatorFile {
    static final int MEMBERS = 2;
    static final double VALIDATION = 0.2;

    private static final Schedule PLATEAU = new Schedule.ReduceOnPlateau(0.5, 3, 1e-3);
    private static final Range COUNT = Range.between(1, 1_000_000);
    private static final Range SHARE = new Range(0, false, 1, true);
    private static final String TREES = "trees";
    private static final List<String> OF_ALL = List.of("members", "validation");
    private static final List<String> OF_NETWORKS = List.of(
            "network",
            "deepSets",
            "attention",
            "activation",
            "epochs",
            "patience",
            "batch",
            "learningRate",
            "weightDecay",
            "schedule",
            "averaging",
            "warmStart",
            "clip");
    private static final List<String> OF_TREES = List.of(
            "rounds", "depth", "learningRate", "minChildWeight", "subsample", "columns", "l2", "bins", "earlyStopping");

    private EstimatorFile() {}

    static Estimator bind(Document value) {
        boolean trees = value.keys().contains(TREES);
        value.map().forEach((key, entry) -> {
            if (trees && OF_NETWORKS.contains(key)) {
                throw foreign(
                        entry,
                        key,
                        "a key of networks, and this estimator is of trees",
                        "beside `trees`: members, validation");
            }
            if (OF_TREES.contains(key) && !OF_NETWORKS.contains(key)) {
                throw foreign(entry, key, "a key of trees", "inside `trees`, as in trees: {%s: …}".formatted(key));
            }
        });
        value.onlyKeys(Stream.of(trees ? List.<String>of() : OF_NETWORKS, OF_ALL, List.of(TREES))
                .flatMap(List::stream)
                .toArray(String[]::new));
        return trees ? trees(value) : networks(value);
    }

    private static InputException foreign(Document entry, String key, String what, String allowed) {
        return new InputException("'%s' is %s\n  asked by   %s\n  allowed    %s"
                .formatted(key, what, entry.place().describe(), allowed));
    }

    static Map<String, Object> document(Estimator estimator) {
        return switch (estimator) {
            case Estimator.Networks networks -> document(networks.networks());
            case Estimator.Trees trees -> document(trees);
        };
    }

    private static Estimator networks(Document value) {
        TrainingOptions defaults = TrainingOptions.defaults();
        var training = new TrainingOptions(
                count(value, "batch", defaults.batchSize()),
                count(value, "epochs", defaults.maxEpochs()),
                count(value, "patience", defaults.patience()),
                defaults.minImprovement(),
                number(value, "learningRate", Range.above(0), defaults.learningRate()),
                number(value, "weightDecay", Range.atLeast(0), defaults.weightDecay()),
                value.find("schedule").map(EstimatorFile::schedule).orElse(defaults.schedule()),
                number(value, "averaging", Range.atLeast(0), defaults.averaging()),
                defaults.maxGradientNorm());
        return new Estimator.Networks(new NetworkEstimator(
                NetworkShapeFile.bind(value),
                training,
                members(value),
                validation(value),
                value.find("warmStart").map(Document::flag).orElse(false),
                value.find("clip")
                        .map(d -> OptionalDouble.of(d.number(Range.above(0))))
                        .orElse(OptionalDouble.empty())));
    }

    private static Map<String, Object> document(NetworkEstimator estimator) {
        TrainingOptions training = estimator.training();
        Map<String, Object> out = NetworkShapeFile.entriesOf(estimator.shape());
        out.putAll(entries(
                "epochs", training.maxEpochs(),
                "patience", training.patience(),
                "batch", training.batchSize(),
                "learningRate", training.learningRate(),
                "weightDecay", training.weightDecay(),
                "schedule", schedule(training.schedule()),
                "averaging", training.averaging(),
                "members", estimator.members(),
                "validation", estimator.validation(),
                "warmStart", estimator.warmStart()));
        estimator.clip().ifPresent(clip -> out.put("clip", clip));
        return out;
    }

    private static Estimator trees(Document value) {
        Document trees = requireEntry(value);
        trees.map().forEach((key, entry) -> {
            if (OF_NETWORKS.contains(key) && !OF_TREES.contains(key)) {
                throw foreign(entry, key, "a key of networks", "for trees: " + String.join(", ", OF_TREES));
            }
            if (OF_ALL.contains(key)) {
                throw foreign(entry, key, "a key of any estimator", "beside `trees`, not inside");
            }
        });
        trees.onlyKeys(OF_TREES.toArray(String[]::new));
        TreeOptions defaults = TreeOptions.defaults();
        var options = new TreeOptions(
                count(trees, "rounds", defaults.rounds()),
                trees.find("depth").map(d -> d.integer(Range.between(1, 16))).orElse(defaults.depth()),
                number(trees, "learningRate", SHARE, defaults.learningRate()),
                number(trees, "minChildWeight", Range.above(0), defaults.minChildWeight()),
                number(trees, "subsample", SHARE, defaults.subsample()),
                number(trees, "columns", SHARE, defaults.columns()),
                number(trees, "l2", Range.atLeast(0), defaults.l2()),
                trees.find("bins").map(d -> d.integer(Range.between(2, 4096))).orElse(defaults.bins()),
                count(trees, "earlyStopping", defaults.earlyStopping()));
        return new Estimator.Trees(options, members(value), validation(value));
    }

    /// `trees:` with nothing after it asks for trees as well, but does not say so clearly enough.
    private static Document requireEntry(Document value) {
        return value.find(TREES).orElseGet(() -> {
            throw Objects.requireNonNull(value.map().get(TREES)).refuse("a mapping; {} takes every default");
        });
    }

    private static Map<String, Object> document(Estimator.Trees estimator) {
        TreeOptions options = estimator.options();
        return entries(
                TREES,
                entries(
                        "rounds", options.rounds(),
                        "depth", options.depth(),
                        "learningRate", options.learningRate(),
                        "minChildWeight", options.minChildWeight(),
                        "subsample", options.subsample(),
                        "columns", options.columns(),
                        "l2", options.l2(),
                        "bins", options.bins(),
                        "earlyStopping", options.earlyStopping()),
                "members",
                estimator.members(),
                "validation",
                estimator.validation());
    }

    private static int members(Document value) {
        return value.find("members").map(d -> d.integer(Range.between(1, 1000))).orElse(MEMBERS);
    }

    private static double validation(Document value) {
        return number(value, "validation", Range.within(0, 1), VALIDATION);
    }

    private static int count(Document value, String key, int fallback) {
        return value.find(key).map(d -> d.integer(COUNT)).orElse(fallback);
    }

    private static double number(Document value, String key, Range range, double fallback) {
        return value.find(key).map(d -> d.number(range)).orElse(fallback);
    }

    private static Schedule schedule(Document value) {
        return switch (value.oneOf("constant", "plateau", "one-cycle")) {
            case "constant" -> new Schedule.Constant();
            case "plateau" -> PLATEAU;
            default -> TrainingOptions.defaults().schedule();
        };
    }

    private static String schedule(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Constant ignored -> "constant";
            case Schedule.ReduceOnPlateau ignored -> "plateau";
            case Schedule.OneCycle ignored -> "one-cycle";
        };
    }
}
