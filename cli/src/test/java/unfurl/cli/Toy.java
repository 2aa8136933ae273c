package unfurl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prior;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;

/// Six events, small enough for arithmetic by hand.
final class Toy {
    static final double[] X = {0.5, 1.5, 1.5, 2.5, 3.5, -1};
    static final int[] N = {0, 1, 2, 3, 4, 5};
    static final double[] NOMINAL = {1, 2, 3, 4, 5, 6};
    static final double[] FIRST = {1, 1, 1, 1, 1, 2};

    private Toy() {}

    private static final Observable X_OBSERVED = new Observable("x", "$x$", "GeV");

    static Measurement measurement() {
        return measurement(X_OBSERVED);
    }

    private static Measurement measurement(Observable x) {
        Table events = Table.of(
                "toy",
                List.of(
                        Column.owning("x", X.clone()).in("GeV"),
                        Column.owning("n", N.clone()),
                        Column.owning("extra", new boolean[6]),
                        Column.owning("weight_mc", new double[] {2, 2, 2, 2, 2, 2}),
                        Column.owning("weights_nominal", NOMINAL.clone()),
                        Column.owning("weights_iteration_1", FIRST.clone())));
        return new Measurement(head(x), provenance(), List.of(Works.OMNIFOLD), events);
    }

    private static Head head(Observable x) {
        return new Head(
                "toy",
                "Six events.",
                List.of(x, new Observable("n", "$n$", "")),
                Optional.of(Expression.parse("x < 10")),
                new Normalisation.CrossSection("fb"),
                Optional.of(new Luminosity(139, "1/fb", 0.017)),
                Optional.of(new Prior("weight_mc", 0.5)),
                List.of(
                        new WeightGroup("nominal", List.of("weights_nominal"), new Recipe.Nominal(), "The result."),
                        new WeightGroup("luminosity", List.of(), new Recipe.LuminosityScale(), "Its uncertainty.")),
                List.of("weights_iteration_1"));
    }

    /// The same with bootstraps of (2, 10) and (0, 8) in [0, 1) and [1, 3), shifts of (0.5, 0) and (0, 2), and
    /// toys.
    static Path uncertainIn(Path folder) {
        return uncertainIn(folder, provenance());
    }

    /// The same, made of these inputs as well.
    static Path uncertainIn(Path folder, Provenance.Input... inputs) {
        Provenance plain = provenance();
        return uncertainIn(
                folder,
                new Provenance(
                        Stream.concat(plain.inputs().stream(), Stream.of(inputs))
                                .toList(),
                        plain.study(),
                        plain.seed(),
                        plain.environment()));
    }

    private static Path uncertainIn(Path folder, Provenance provenance) {
        var columns = new ArrayList<Column>(measurement().events().columns());
        columns.add(Column.owning("weights_bootstrap_0", new float[] {2, 2, 3, 5, 5, 6}));
        columns.add(Column.owning("weights_bootstrap_1", new float[] {0, 2, 3, 3, 5, 6}));
        columns.add(Column.owning("weights_tracks", new float[] {1.5f, 2, 3, 4, 5, 6}));
        columns.add(Column.owning("weights_theory", new float[] {1, 2, 3, 6, 5, 6}));
        columns.add(Column.owning("weights_toys_0", new float[] {3, 2, 3, 4, 5, 6}));
        columns.add(Column.owning("weights_toys_1", new float[] {1, 2, 3, 4, 5, 6}));
        Head head = head(X_OBSERVED);
        var groups = new ArrayList<WeightGroup>(head.groups());
        groups.add(group("bootstrap", new Recipe.Bootstrap(), "bootstrap_0", "bootstrap_1"));
        groups.add(group("tracks", new Recipe.Hessian(), "tracks"));
        groups.add(group("theory", new Recipe.TwoPoint(true), "theory"));
        groups.add(group("toys", new Recipe.Toys(List.of("bootstrap", "tracks")), "toys_0", "toys_1"));
        Path path = folder.resolve("uncertain.measurement");
        var uncertain = new Head(
                head.name(),
                head.description(),
                head.observables(),
                head.phaseSpace(),
                head.normalisation(),
                head.luminosity(),
                head.prior(),
                groups,
                head.iterations());
        MeasurementFolder.write(
                new Measurement(uncertain, provenance, List.of(Works.OMNIFOLD), Table.of("toy", columns)), path);
        return path;
    }

    private static WeightGroup group(String name, Recipe recipe, String... columns) {
        return new WeightGroup(
                name, Stream.of(columns).map("weights_"::concat).toList(), recipe, "About " + name + ".");
    }

    private static Provenance provenance() {
        return new Provenance(
                List.of(new Provenance.Input("simulation", "mc.parquet", 6, Digest.of("mc"))),
                "study: toy\n",
                7,
                new Environment("0.1.0", "", "25.0.3", "Linux", "", 2));
    }

    /// The measurement in a folder.
    static Path in(Path folder) {
        Path path = folder.resolve("toy.measurement");
        MeasurementFolder.write(measurement(), path);
        return path;
    }

    /// The same with published bins of x, [0, 1) and [1, 3).
    static Path binnedIn(Path folder) {
        Path path = folder.resolve("binned.measurement");
        MeasurementFolder.write(measurement(X_OBSERVED.withBins(0, 1, 3)), path);
        return path;
    }

    /// A truth of three events, the last of which is outside the phase space.
    static Path truthIn(Path folder) {
        Path path = folder.resolve("truth.csv");
        Tables.write(
                Table.of(
                        "truth",
                        List.of(
                                Column.owning("x", new double[] {0.5, 2, 11}),
                                Column.owning("n", new int[] {0, 4, 9}),
                                Column.owning("weight_mc", new double[] {3, 1, 100}),
                                Column.owning("other", new double[] {1, 1, 1}))),
                path);
        return path;
    }

    static double[] numbers(Document list) {
        return list.list().stream().mapToDouble(Document::number).toArray();
    }
}
