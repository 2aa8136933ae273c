package unfurl.study;

import static unfurl.formats.Document.entries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.AtomicFile;
import unfurl.formats.Document;
import unfurl.formats.Range;
import unfurl.formats.Tables;
import unfurl.math.Seed;
import unfurl.unfold.LinearGaussian;

/// Writes the linear-Gaussian example: tables, a study, and the exact answer to hold the result to.
final class GaussianExample {
    private static final Map<String, Object> DEFAULTS = defaults();

    private GaussianExample() {}

    private static Map<String, Object> defaults() {
        return entries(
                "dimensions", 1,
                "events", 100_000,
                "priorMean", 0.0,
                "priorStd", 1.0,
                "truthMean", 0.2,
                "truthStd", 0.8,
                "correlation", 0.0,
                "smearing", 0.5,
                "efficiency", "sloped",
                "fakes", 0.05,
                "background", 0.05,
                "iterations", 5,
                "seed", 1);
    }

    static void write(Path folder, List<String> settings) {
        Document options = Examples.options("gaussian", DEFAULTS, settings);
        LinearGaussian problem = problem(options);
        int events = options.get("events").integer(Range.between(100, 100_000_000));
        int iterations = options.get("iterations").integer(Range.between(1, 1000));
        Seed seed = Seed.of(options.get("seed").whole());
        Examples.requireEmpty(folder);
        writeTables(folder, problem, events, seed);
        study(problem, iterations).write(folder.resolve("study.yaml"));
        exact(problem, iterations).write(folder.resolve("exact.json"));
        AtomicFile.write(folder.resolve("README.md"), readme(options));
    }

    private static LinearGaussian problem(Document options) {
        Document efficiency = options.get("efficiency");
        return new LinearGaussian(
                options.get("dimensions").integer(Range.between(1, 24)),
                options.get("priorMean").number(),
                options.get("priorStd").number(),
                options.get("truthMean").number(),
                options.get("truthStd").number(),
                options.get("correlation").number(),
                options.get("smearing").number(),
                efficiency.isText() ? sloped(efficiency) : efficiency.number(new Range(0, false, 1, true)),
                options.get("fakes").number(),
                options.get("background").number());
    }

    private static double sloped(Document efficiency) {
        efficiency.oneOf("sloped");
        return LinearGaussian.SLOPED;
    }

    private static void writeTables(Path folder, LinearGaussian problem, int events, Seed seed) {
        Table simulation = problem.simulation(events, seed.child("simulation"));
        Table nature = problem.nature(events, seed.child("nature"));
        Table detected = nature.select(flag(nature, "pass_reco"));
        int background = (int) Math.round(problem.background() * detected.rows());
        Tables.write(simulation, folder.resolve("simulation.parquet"));
        Tables.write(data(problem, detected, background, seed), folder.resolve("data.parquet"));
        Tables.write(nature.select(flag(nature, "pass_truth")), folder.resolve("truth.parquet"));
        if (background > 0) {
            Tables.write(
                    problem.backgroundEvents(background, seed.child("template")), folder.resolve("background.parquet"));
        }
    }

    private static Mask flag(Table table, String name) {
        Column column = table.column(name, "the example");
        return Mask.of(table.rows(), i -> column.longAt(i) == 1);
    }

    /// Reco columns of detected events, signal first and background after it.
    private static Table data(LinearGaussian problem, Table signal, int background, Seed seed) {
        Table added = problem.backgroundEvents(background, seed.child("data"));
        var columns = new ArrayList<Column>();
        for (String name : problem.names()) {
            Column first = signal.column(name + "_reco", "the example");
            Column second = added.column(name + "_reco", "the example");
            float[] values = new float[first.size() + background];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (i < first.size() ? first.at(i) : second.at(i - first.size()));
            }
            columns.add(Column.owning(name + "_reco", values));
        }
        return Table.of("data", columns);
    }

    private static Document study(LinearGaussian problem, int iterations) {
        var out = entries(
                "study", "gaussian",
                "title",
                        entries(
                                "about", "A Gaussian with Gaussian resolution; its exact answer is in exact.json",
                                "left", "**Unfurl** Example"),
                "data", entries("file", "data.parquet"),
                "simulation", entries("file", "simulation.parquet", "passGen", "pass_truth", "passReco", "pass_reco"));
        if (problem.background() > 0) {
            out.put("background", List.of(entries("name", "background", "file", "background.parquet")));
        }
        out.put("truth", entries("file", "truth.parquet", "sameEvents", true));
        out.put("observables", entries("names", problem.names()));
        var estimator = entries("network", List.of(64, 64), "epochs", 5);
        out.put("method", entries("name", "omnifold", "iterations", iterations, "estimator", estimator));
        out.put("seed", 1);
        return Document.of("study.yaml", out);
    }

    private static Document exact(LinearGaussian problem, int iterations) {
        boolean known = problem.efficiency() != LinearGaussian.SLOPED || problem.correlation() == 0;
        var out = entries(
                "names",
                problem.names(),
                "iterations",
                known
                        ? problem.exact(iterations).stream()
                                .map(m -> entries("mean", m.mean(), "std", m.std()))
                                .toList()
                        : List.of());
        return Document.of("exact.json", out);
    }

    private static String readme(Document options) {
        return """
                # The linear-Gaussian example

                    unfurl unfold study.yaml
                    unfurl compare runs/gaussian --truth truth.parquet

                `exact.json` has the exact mean and standard deviation of the unfolded distribution after each iteration, for
                infinitely many events. Written with:

                ```yaml
                %s```
                """.formatted(options.toYaml());
    }
}
