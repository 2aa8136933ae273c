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
                "iterations", 10,
                "seed", 1);
    }

    static void write(Path folder, List<String> settings) {
        Document options = Document.of("example profile-gaussian", DEFAULTS);
        for (String setting : settings) {
            options = options.withSetting(setting);
        }
        options.onlyKeys(DEFAULTS.keySet().toArray(String[]::new));
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
        Seed seed = Seed.of(options.get("seed").whole());
        Examples.requireEmpty(folder);
        writeTables(folder, problem, events, seed);
        study(problem, iterations).write(folder.resolve("study.yaml"));
        exact(problem, iterations).write(folder.resolve("exact.json"));
        AtomicFile.write(folder.resolve("README.md"), readme(options));
    }

    private static void writeTables(Path folder, ProfileGaussian problem, int events, Seed seed) {
        Table nature = problem.nature(events, seed.child("nature"));
        var simulation = new ArrayList<>(
                problem.simulation(events, seed.child("simulation")).columns());
        simulation.add(Column.owning("pass_truth", all(events)));
        simulation.add(Column.owning("pass_reco", all(events)));
        Tables.write(Table.of("simulation", simulation), folder.resolve("simulation.parquet"));
        Tables.write(Table.of("data", columns(nature, "x_reco", "y2_reco")), folder.resolve("data.parquet"));
        Tables.write(Table.of("truth", columns(nature, "x")), folder.resolve("truth.parquet"));
    }

    private static boolean[] all(int events) {
        var flags = new boolean[events];
        Arrays.fill(flags, true);
        return flags;
    }

    private static List<Column> columns(Table table, String... names) {
        return Stream.of(names).map(name -> table.column(name, "the example")).toList();
    }

    private static Document study(ProfileGaussian problem, int iterations) {
        var theta = entries(
                "label", "\\theta",
                "prior", entries("flat", RANGE),
                "start", starts(problem.simulated()),
                "logRatio", ProfileGaussian.LOG_RATIO_PATTERN.formatted(problem.simulated()));
        return Document.of(
                "study.yaml",
                entries(
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
                        entries(ProfileGaussian.THETA, theta),
                        "method",
                        entries(
                                "name",
                                "profile-omnifold",
                                "step3",
                                "em",
                                "iterations",
                                iterations,
                                "estimator",
                                entries(
                                        "network",
                                        List.of(32, 32),
                                        "epochs",
                                        8,
                                        "batch",
                                        1024,
                                        "learningRate",
                                        3e-3,
                                        "members",
                                        2)),
                        "seed",
                        1));
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
