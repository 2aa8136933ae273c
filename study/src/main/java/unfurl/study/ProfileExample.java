package unfurl.study;

import static unfurl.formats.Document.entries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.AtomicFile;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.formats.Tables;
import unfurl.math.Seed;
import unfurl.unfold.ProfileGaussian;

/// Writes the example with a resolution that is not known: tables, a study, and the exact course of the fit.
final class ProfileExample {
    private static final Map<String, Object> DEFAULTS = defaults();
    private static final Range POSITIVE = Range.above(0);
    /// Where θ is looked for.
    private static final List<Double> RANGE = List.of(0.5, 3.0);
    /// Where it is looked for with a response that is learned, and a little about it simulated, by so many events for
    /// each other one.
    private static final List<Double> LEARNED_RANGE = List.of(0.7, 2.2);
    private static final List<Double> SIMULATED = List.of(0.65, 2.25);
    private static final int TIMES = 16;

    /// One whose events are near what they stand for: the statistics of events alone move θ by 0.010.
    private static final int SEED = 4;

    private static final String FORMULA = "formula";
    private static final String LEARNED = "learned";

    private ProfileExample() {}

    private static Map<String, Object> defaults() {
        ProfileGaussian standard = ProfileGaussian.standard();
        return entries(
                "events", 100_000,
                "priorMean", standard.priorMean(),
                "priorStd", standard.priorStd(),
                "truthMean", standard.truthMean(),
                "truthStd", standard.truthStd(),
                "smearing", standard.smearing(),
                "simulated", standard.simulated(),
                "truth", standard.truth(),
                "response", FORMULA,
                "iterations", 10,
                "seed", SEED);
    }

    static void write(Path folder, List<String> settings) {
        Document options = Examples.options("profile-gaussian", DEFAULTS, settings);
        var problem = new ProfileGaussian(
                options.get("priorMean").number(),
                options.get("priorStd").number(POSITIVE),
                options.get("truthMean").number(),
                options.get("truthStd").number(POSITIVE),
                options.get("smearing").number(POSITIVE),
                options.get("simulated").number(Range.between(RANGE.getFirst(), RANGE.getLast())),
                options.get("truth").number(POSITIVE));
        int events = options.get("events").integer(Range.between(100, 100_000_000));
        int iterations = options.get("iterations").integer(Range.between(1, 1000));
        boolean isLearned = options.get("response").oneOf(FORMULA, LEARNED).equals(LEARNED);
        Seed seed = Seed.of(options.get("seed").whole());
        Examples.requireEmpty(folder);
        writeTables(folder, problem, events, isLearned, seed);
        study(problem, iterations, isLearned).write(folder.resolve("study.yaml"));
        exact(problem, iterations).write(folder.resolve("exact.json"));
        AtomicFile.write(folder.resolve("README.md"), readme(options));
    }

    private static void writeTables(Path folder, ProfileGaussian problem, int events, boolean isLearned, Seed seed) {
        Table nature = problem.nature(events, seed.child("nature"));
        Seed ofSimulation = seed.child("simulation");
        Table simulation = isLearned ? spread(problem, events, ofSimulation) : problem.simulation(events, ofSimulation);
        if (isLearned) {
            Table detectors = spread(problem, Math.multiplyExact(TIMES, events), seed.child("detectors"));
            Tables.write(selected(detectors), folder.resolve("detectors.parquet"));
        }
        Tables.write(selected(simulation), folder.resolve("simulation.parquet"));
        Tables.write(Table.of("data", columns(nature, "x_reco", "y2_reco")), folder.resolve("data.parquet"));
        Tables.write(Table.of("truth", columns(nature, "x")), folder.resolve("truth.parquet"));
    }

    private static Table spread(ProfileGaussian problem, int events, Seed seed) {
        return problem.simulation(events, SIMULATED.getFirst(), SIMULATED.getLast(), seed);
    }

    private static Table selected(Table simulation) {
        var columns = new ArrayList<>(simulation.columns());
        columns.add(Column.owning("pass_truth", all(simulation.rows())));
        columns.add(Column.owning("pass_reco", all(simulation.rows())));
        return Table.of(simulation.source(), columns);
    }

    private static boolean[] all(int events) {
        var flags = new boolean[events];
        Arrays.fill(flags, true);
        return flags;
    }

    private static List<Column> columns(Table table, String... names) {
        return Stream.of(names).map(name -> table.column(name, "the example")).toList();
    }

    private static Document study(ProfileGaussian problem, int iterations, boolean isLearned) {
        var theta = entries(
                "label", "\\theta",
                "prior", entries("flat", isLearned ? LEARNED_RANGE : RANGE),
                "start", starts(problem.simulated()));
        if (!isLearned) {
            theta.put("logRatio", ProfileGaussian.LOG_RATIO_PATTERN.formatted(problem.simulated()));
        }
        var study = entries(
                "study",
                "profile-gaussian",
                "title",
                entries(
                        "about",
                        "A Gaussian seen twice, once with a resolution that is not known; its exact answer is in exact.json",
                        "left",
                        "**Unfurl** Example"),
                "data",
                entries("file", "data.parquet"),
                "simulation",
                entries("file", "simulation.parquet", "passGen", "pass_truth", "passReco", "pass_reco"),
                "truth",
                entries("file", "truth.parquet", "sameEvents", true),
                "observables",
                entries("names", List.of("x"), "recoOnly", List.of("y2")),
                "nuisances",
                entries(ProfileGaussian.THETA, theta));
        if (isLearned) {
            study.put("response", response());
        }
        study.put("method", method(iterations, isLearned));
        study.put("seed", 1);
        return Document.of("study.yaml", study);
    }

    private static Map<String, Object> response() {
        var at = entries(ProfileGaussian.THETA, ProfileGaussian.THETA);
        return entries(
                "samples",
                List.of(
                        entries("file", "simulation.parquet", "at", at),
                        entries("file", "detectors.parquet", "at", at)),
                "keepsEfficiency",
                true);
    }

    private static Map<String, Object> method(int iterations, boolean isLearned) {
        var method = entries(
                "name",
                "profile-omnifold",
                "step3",
                "em",
                "iterations",
                iterations,
                "estimator",
                networks(32, 8, 1024, 3e-3));
        if (isLearned) {
            var smooth = networks(64, 12, 4096, 5e-3);
            smooth.put("activation", "silu");
            method.put("templates", smooth);
        }
        return method;
    }

    private static Map<String, Object> networks(int width, int epochs, int batch, double learningRate) {
        return entries(
                "network", List.of(width, width),
                "epochs", epochs,
                "batch", batch,
                "learningRate", learningRate,
                "members", 2);
    }

    /// The simulation's own θ, and others on both sides of a truth that nobody knows.
    private static List<Double> starts(double simulated) {
        return Stream.of(simulated, 1.3, 2.0).distinct().toList();
    }

    private static Document exact(ProfileGaussian problem, int iterations) {
        return Document.of(
                "exact.json",
                entries(
                        "start",
                        problem.simulated(),
                        "iterations",
                        problem.exact(problem.simulated(), iterations).stream()
                                .map(e -> entries("theta", e.theta(), "mean", e.mean(), "std", e.std()))
                                .toList()));
    }

    private static String readme(Document options) {
        return """
                # A resolution that is not known

                Each event has x and two measurements of it: x_reco, with a known resolution, and y2_reco, whose resolution θ is another
                in the data than in the simulation. Profile OmniFold fits θ together with the spectrum of x; plain OmniFold takes
                the wrong detector for granted.

                    unfurl unfold study.yaml
                    unfurl compare runs/profile-gaussian --truth truth.parquet

                `exact.json` has θ and the mean and standard deviation of the unfolded distribution after each iteration, exactly, for
                infinitely many events. Written with:

                ```yaml
                %s```
                """.formatted(options.toYaml());
    }
}
