package unfurl.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prediction;
import unfurl.measurement.Prior;
import unfurl.measurement.Recipe;
import unfurl.measurement.Truth;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;

/// A measurement of random events with a group of every kind, and two predictions.
final class Toy {
    static final int EVENTS = 4000;
    /// The bins that are published of pT.
    static final double[] PUBLISHED = {200, 230, 300, 450, 600, 1000};
    /// Those of y: 201, one more than an axis of the page has.
    private static final double[] TOO_MANY =
            IntStream.rangeClosed(0, 201).mapToDouble(i -> -2 + i / 50.0).toArray();

    private Toy() {}

    static Explored explored() {
        Measurement measurement = measurement(EVENTS);
        return new Explored(measurement, predictions(measurement));
    }

    /// The same with few events.
    static Explored small() {
        Measurement measurement = measurement(200);
        return new Explored(measurement, predictions(measurement));
    }

    static List<Prediction> predictions(Measurement measurement) {
        var shape = Prediction.of(
                "shape", Truth.of(measurement.events(), Optional.of("weights_one_0")), List.of(), measurement);
        return List.of(Prediction.prior(measurement).orElseThrow(), shape);
    }

    static Measurement measurement(int events) {
        var seed = Seed.of(11);
        var columns = new ArrayList<Column>();
        columns.add(Column.tabulate(
                        "pT",
                        events,
                        i -> 200 - 80 * Math.log(1 - seed.child("pT").uniform(i)))
                .in("GeV"));
        columns.add(Column.tabulate("y", events, i -> seed.child("y").gaussian(i)));
        columns.add(Column.tabulate(
                        "phi", events, i -> Math.PI * (2 * seed.child("phi").uniform(i) - 1))
                .in("rad"));
        columns.add(Column.owning(
                "n",
                IntStream.range(0, events)
                        .map(i -> (int) (20 * seed.child("n").uniform(i)))
                        .toArray()));
        List<WeightGroup> groups = groups();
        columns.add(weights("weight_mc", events, seed, 0.1));
        groups.forEach(group -> group.columns().forEach(name -> columns.add(weights(name, events, seed, 0.3))));
        var head = new Head(
                "toy",
                "Random events.",
                List.of(
                        new Observable("pT", "*p*_{T}", "GeV").withBins(PUBLISHED),
                        new Observable("y", "*y*", "").withBins(TOO_MANY),
                        new Observable("n", "*N*", "").withoutValueWhere(Expression.parse("n == 0"))),
                Optional.of(Expression.parse("pT >= 200")),
                new Normalisation.CrossSection("fb"),
                Optional.of(new Luminosity(139, "1/fb", 0.017)),
                Optional.of(new Prior("weight_mc", 1)),
                groups,
                List.of());
        var provenance = new Provenance(List.of(), "", 11, new Environment("", "", "", "", "", 1));
        return new Measurement(head, provenance, List.of(Works.OMNIFOLD), Table.of("toy", columns));
    }

    private static List<WeightGroup> groups() {
        Recipe shared = new Recipe.Nuisances(List.of(
                new Recipe.Effect("a", List.of("weights_shared_0", "weights_shared_1")),
                new Recipe.Effect("a", List.of("weights_shared_2"))));
        return List.of(
                group("nominal", new Recipe.Nominal(), 1),
                group("sample", new Recipe.SampleStatistics(), 0),
                group("luminosity", new Recipe.LuminosityScale(), 0),
                group("ensemble", new Recipe.Ensemble(Recipe.Centre.MEDIAN), 4),
                group("bootstrap", new Recipe.Bootstrap(), 12),
                group("hessian", new Recipe.Hessian(), 2),
                group("pairs", new Recipe.UpDown(), 2),
                group("shared", shared, 3),
                group("one", new Recipe.TwoPoint(true), 1),
                group("diagonal", new Recipe.TwoPoint(false), 1),
                group("closure", new Recipe.DataDriven(), 2),
                group("toys", new Recipe.Toys(List.of("hessian", "bootstrap")), 9));
    }

    private static WeightGroup group(String name, Recipe recipe, int columns) {
        return new WeightGroup(
                name,
                IntStream.range(0, columns)
                        .mapToObj(k -> "weights_%s_%d".formatted(name, k))
                        .toList(),
                recipe,
                "About " + name + ".");
    }

    private static Column weights(String name, int events, Seed seed, double spread) {
        Weights weights = Weights.tabulate(
                events, i -> 0.01 * (1 + spread * (seed.child(name).uniform(i) - 0.5)));
        return Column.tabulate(name, events, weights::get);
    }
}
