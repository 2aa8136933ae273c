package unfurl.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Axis;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// A measurement of 2,000 random events with a group of every kind.
final class RandomEvents {
    static final int EVENTS = 2000;
    static final Expression X = Expression.parse("x");
    static final Expression Y = Expression.parse("y");
    static final Axis X_BINS = Axis.of("x", "GeV", 0, 0.5, 0.75, 1.5, 2.5);
    static final Axis Y_BINS = Axis.of("y", "", -1, 0, 1, 3);

    static final List<WeightGroup> GROUPS = List.of(
            group("sample", new Recipe.SampleStatistics(), 0),
            group("luminosity", new Recipe.LuminosityScale(), 0),
            group("ensemble", new Recipe.Ensemble(Recipe.Centre.MEDIAN), 5),
            group("bootstrap", new Recipe.Bootstrap(), 12),
            group("hessian", new Recipe.Hessian(), 2),
            group("pairs", new Recipe.UpDown(), 4),
            group("shared", shared(), 3),
            group("one", new Recipe.TwoPoint(true), 1),
            group("diagonal", new Recipe.TwoPoint(false), 1),
            group("closure", new Recipe.DataDriven(), 2),
            group("toys", new Recipe.Toys(List.of("hessian", "bootstrap")), 9));

    static final Measurement MEASUREMENT = measurement(GROUPS);

    private RandomEvents() {}

    private static Recipe shared() {
        return new Recipe.Nuisances(List.of(
                new Recipe.Effect("n", List.of("weights_shared_0", "weights_shared_1")),
                new Recipe.Effect("n", List.of("weights_shared_2"))));
    }

    static WeightGroup group(String name, Recipe recipe, int columns) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < columns; k++) {
            names.add("weights_%s_%d".formatted(name, k));
        }
        return new WeightGroup(name, names, recipe, "");
    }

    static Measurement measurement(List<WeightGroup> groups) {
        var seed = Seed.of(77);
        List<Column> columns = new ArrayList<>(List.of(
                Column.tabulate("x", EVENTS, i -> 3 * seed.child("x").uniform(i))
                        .in("GeV"),
                Column.tabulate(
                        "y",
                        EVENTS,
                        i -> seed.child("x").uniform(i) + seed.child("y").gaussian(i)),
                Column.tabulate("weight_mc", EVENTS, i -> 1),
                Column.tabulate(
                        "weights_nominal", EVENTS, i -> 1 + seed.child("w").uniform(i))));
        for (WeightGroup group : groups) {
            for (String name : group.columns()) {
                float[] weights = new float[EVENTS];
                double slope = 0.2 * seed.child(name).gaussian(0);
                for (int i = 0; i < EVENTS; i++) {
                    weights[i] = (float) ((1 + seed.child("w").uniform(i))
                            * (1
                                    + slope * seed.child("x").uniform(i)
                                    + 0.1 * seed.child(name).uniform(i + 1)));
                }
                columns.add(Column.owning(name, weights));
            }
        }
        return Toy.measurement(Toy.head(groups.toArray(WeightGroup[]::new)), Table.of("toy", columns));
    }

    static List<Query> queries(boolean normalised) {
        Query x = Query.of(X, X_BINS).where(Expression.parse("y > -1.5"));
        Query y = Query.of(Y, Y_BINS);
        return normalised ? List.of(x.asNormalised(), y.asNormalised()) : List.of(x, y);
    }

    static Breakdown breakdown(List<Query> queries, int threads) {
        try (var workers = new Workers(threads)) {
            return MEASUREMENT.breakdown(queries, workers);
        }
    }

    /// The values with the weights of a column, by a histogram of its own.
    static double[] slow(List<Query> queries, String column) {
        return queries.stream()
                .flatMapToDouble(query -> Arrays.stream(
                        MEASUREMENT.spectrum(query, MEASUREMENT.weights(column)).values()))
                .toArray();
    }
}
