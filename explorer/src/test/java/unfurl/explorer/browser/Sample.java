package unfurl.explorer.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
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
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;

/// What the tests look at: events of a formula, with a source of uncertainty of most kinds, and two predictions.
///
/// `tau1` is 0 for one event in eight, so that `tau2/tau1` is undefined until a cut leaves them out.
final class Sample {
    static final int EVENTS = 40_000;
    /// The mean of pT_ll above 200 GeV.
    static final double SLOPE = 100;
    static final int BOOTSTRAPS = 24;
    /// The bins that are published of m_jet; of the other observables there are none.
    static final double[] PUBLISHED = {20, 30, 34, 38, 42.5, 60};
    static final List<String> SOURCES = List.of("ensemble", "bootstrap", "trackEff", "model", "luminosity");
    static final Measurement MEASUREMENT = measurement();
    static final Prediction PRIOR = Prediction.prior(MEASUREMENT).orElseThrow();
    static final Prediction TUNED = Prediction.of(
            "tuned", Truth.of(events(Seed.of(5), EVENTS / 2, 0.9 * SLOPE), Optional.empty()), List.of(), MEASUREMENT);

    private Sample() {}

    /// @param slope the mean of pT_ll above 200 GeV
    private static Table events(Seed seed, int rows, double slope) {
        IntToDoubleFunction tau1 =
                i -> i % 8 == 0 ? 0 : 0.1 + 0.5 * seed.child("tau1").uniform(i);
        return Table.of(
                "formula",
                List.of(
                        Column.tabulate(
                                        "pT_ll",
                                        rows,
                                        i -> 200
                                                - slope
                                                        * Math.log1p(-seed.child("pT")
                                                                .uniform(i)))
                                .in("GeV"),
                        Column.tabulate("y_ll", rows, i -> seed.child("y").gaussian(i)),
                        Column.tabulate(
                                        "m_jet",
                                        rows,
                                        i -> 20
                                                * (1
                                                        + seed.child("m").uniform(i)
                                                        + seed.child("pT").uniform(i)))
                                .in("GeV"),
                        Column.tabulate("tau1", rows, tau1),
                        Column.tabulate(
                                "tau2",
                                rows,
                                i -> tau1.applyAsDouble(i) * seed.child("tau2").uniform(i)),
                        Column.owning(
                                "n_jets",
                                IntStream.range(0, rows)
                                        .map(i -> 1 + seed.child("n").poisson(i, 1.5))
                                        .toArray())));
    }

    private static Measurement measurement() {
        Seed seed = Seed.of(11);
        Table events = events(seed, EVENTS, SLOPE);
        Column y = events.column("y_ll", "a test");
        Column pT = events.column("pT_ll", "a test");
        var columns = new ArrayList<>(events.columns());
        columns.add(Column.tabulate("weight_mc", EVENTS, i -> 0.04));
        columns.add(Column.tabulate("weights_nominal", EVENTS, i -> nominal(pT.at(i), y.at(i))));
        var groups = new ArrayList<WeightGroup>();
        groups.add(new WeightGroup("nominal", List.of("weights_nominal"), new Recipe.Nominal(), "the result"));
        groups.add(group("ensemble", new Recipe.Ensemble(Recipe.Centre.MEAN), 4, "trained again"));
        groups.add(group("bootstrap", new Recipe.Bootstrap(), BOOTSTRAPS, "data drawn again"));
        groups.add(group("trackEff", new Recipe.Hessian(), 2, "efficiency of tracks"));
        groups.add(group("model", new Recipe.TwoPoint(true), 1, "another generator"));
        groups.add(new WeightGroup("luminosity", List.of(), new Recipe.LuminosityScale(), "of the data"));
        for (WeightGroup group : groups.subList(1, groups.size())) {
            for (String name : group.columns()) {
                Seed own = seed.child(name);
                double size = 0.03 * own.gaussian(0);
                double slope = 0.03 * own.gaussian(1);
                boolean drawn = group.recipe() instanceof Recipe.Bootstrap;
                columns.add(Column.tabulate(
                                name,
                                EVENTS,
                                i -> nominal(pT.at(i), y.at(i))
                                        * (drawn ? own.poisson(i + 2, 1) : 1 + size + slope * (pT.at(i) - 300) / 100))
                        .asFloats());
            }
        }
        Provenance.Input input = new Provenance.Input("simulation", "formula", EVENTS, Digest.of("formula"));
        Environment environment = new Environment("0.1.0", "", "25.0.3", "Linux", "", 2);
        var provenance = new Provenance(List.of(input), "study: sample\n", 11, environment);
        return new Measurement(head(groups), provenance, List.of(Works.OMNIFOLD), Table.of("formula", columns));
    }

    private static double nominal(double pT, double y) {
        return 0.04 * (1 + 0.05 * (pT - 300) / 100 + 0.05 * y * y);
    }

    private static WeightGroup group(String name, Recipe recipe, int columns, String description) {
        List<String> names = IntStream.range(0, columns)
                .mapToObj(k -> "weights_%s_%d".formatted(name, k))
                .toList();
        return new WeightGroup(name, names, recipe, description);
    }

    private static Head head(List<WeightGroup> groups) {
        return new Head(
                "sample",
                "Z bosons of a formula, of pT above 200 GeV",
                List.of(
                        new Observable("pT_ll", "$p_{T}^{ll}$", "GeV"),
                        new Observable("y_ll", "$y^{ll}$", ""),
                        new Observable("m_jet", "$m^{jet}$", "GeV").withBins(PUBLISHED),
                        new Observable("n_jets", "$n_{jets}$", "")),
                Optional.of(Expression.parse("pT_ll >= 200")),
                new Normalisation.CrossSection("fb"),
                Optional.of(new Luminosity(139, "1/fb", 0.017)),
                Optional.of(new Prior("weight_mc", 1)),
                groups,
                List.of());
    }
}
