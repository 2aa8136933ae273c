package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.hist.Axis;
import unfurl.math.Seed;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;

/// A made-up measurement of the size of a published one: 24 observables, and 200 columns of weights in
/// `float`.
///
/// Source: for the numbers of columns of each kind, the release of ATLAS, arXiv:2405.20041.
final class StatisticsProblem {
    static final int OBSERVABLES = 24;
    static final int BINS = 10;

    private StatisticsProblem() {}

    static List<WeightGroup> groups() {
        var groups = new ArrayList<WeightGroup>();
        groups.add(group("nominal", new Recipe.Nominal(), 1));
        groups.add(group("luminosity", new Recipe.LuminosityScale(), 0));
        groups.add(group("ensemble", new Recipe.Ensemble(Recipe.Centre.MEDIAN), 100));
        groups.add(group("bootstrap_mc", new Recipe.Bootstrap(), 25));
        groups.add(group("bootstrap_data", new Recipe.Bootstrap(), 25));
        groups.add(group("closure", new Recipe.DataDriven(), 2));
        groups.add(group("theory", new Recipe.TwoPoint(true), 1));
        groups.add(group("hidden", new Recipe.TwoPoint(false), 1));
        for (int i = 0; i < 10; i++) {
            groups.add(group("scale" + i, new Recipe.UpDown(), 2));
        }
        for (int i = 0; i < 25; i++) {
            groups.add(group("detector" + i, new Recipe.Hessian(), 1));
        }
        return groups;
    }

    private static WeightGroup group(String name, Recipe recipe, int columns) {
        return new WeightGroup(
                name,
                IntStream.range(0, columns)
                        .mapToObj(k -> "weights_%s_%d".formatted(name, k))
                        .toList(),
                recipe,
                "");
    }

    static Measurement measurement(int events) {
        var seed = Seed.of(20).child("statistics");
        List<Column> columns = new ArrayList<>();
        List<Observable> observables = new ArrayList<>();
        for (int k = 0; k < OBSERVABLES; k++) {
            Seed own = seed.child(k);
            Seed common = seed.child("common");
            observables.add(new Observable("x" + k, "x" + k, ""));
            columns.add(Column.tabulate("x" + k, events, i -> 0.6 * common.gaussian(i) + 0.8 * own.gaussian(i)));
        }
        List<WeightGroup> groups = groups();
        groups.forEach(group -> group.columns().forEach(name -> columns.add(weights(name, events, seed.child(name)))));
        var head = new Head(
                "statistics",
                "Made up.",
                observables,
                Optional.empty(),
                new Normalisation.CrossSection("fb"),
                Optional.of(new Luminosity(139, "1/fb", 0.017)),
                Optional.empty(),
                groups,
                List.of());
        var provenance = new Provenance(List.of(), "", 20, new Environment("", "", "", "", "", 1));
        return new Measurement(head, provenance, List.of(), Table.of("statistics", columns));
    }

    private static Column weights(String name, int events, Seed seed) {
        float[] weights = new float[events];
        for (int i = 0; i < events; i++) {
            weights[i] = (float) (0.5 + seed.uniform(i));
        }
        return Column.owning(name, weights);
    }

    /// Ten bins of each observable.
    static List<Query> queries() {
        return IntStream.range(0, OBSERVABLES)
                .mapToObj(k -> Query.of(Expression.ofColumn("x" + k), Axis.equal("x" + k, "", BINS, -2, 2))
                        .asNormalised())
                .toList();
    }
}
