package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Environment;
import unfurl.provenance.Provenance;
import unfurl.unfold.UnfoldingProblem;

/// Weights of replicas in a measurement, with the recipe that makes them an uncertainty of the contents of bins of
/// the first gen feature.
final class Published {
    /// The seed of the nominal networks.
    static final Seed NOMINAL = Seed.of(1);

    private Published() {}

    /// The covariance of systematic effects, in the order that the recipe wants.
    ///
    /// @param networks the seed of the effects' networks
    static Covariance ofEffects(
            UnfoldingProblem problem,
            Replica.Plan plan,
            Recipe recipe,
            Axis axis,
            Seed networks,
            Variation... effects) {
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            List<Weights> replicas = Stream.of(effects)
                    .map(effect -> unfolded(problem, plan, effect, networks, workers))
                    .toList();
            Weights nominal = unfolded(problem, plan, new Variation.None(), NOMINAL, workers);
            return covariance(problem, nominal, replicas, recipe, axis);
        }
    }

    private static Weights unfolded(
            UnfoldingProblem problem, Replica.Plan plan, Variation variation, Seed networks, Workers workers) {
        return new Replica("effect", variation, networks, networks)
                .unfold(problem, plan, 0, workers)
                .weights();
    }

    /// The largest difference of two elements, of the square of the largest expected shift. Where every shift is
    /// known to a part ε of the largest, it is at most ε(2 + ε).
    static double distance(Covariance found, Covariance expected) {
        double worst = 0;
        double size = 0;
        for (int i = 0; i < expected.size(); i++) {
            size = Math.max(size, expected.get(i, i));
            for (int j = 0; j <= i; j++) {
                worst = Math.max(worst, Math.abs(found.get(i, j) - expected.get(i, j)));
            }
        }
        return worst / size;
    }

    /// The covariance that a recipe makes of weights.
    ///
    /// @param nominal  (n) the result
    /// @param replicas (n) each, in the order that the recipe wants
    static Covariance covariance(
            UnfoldingProblem problem, Weights nominal, List<Weights> replicas, Recipe recipe, Axis axis) {
        var columns = new ArrayList<Column>();
        columns.add(Column.tabulate("x", problem.size(), i -> problem.gen().get(i, 0)));
        columns.add(Column.owning("weights_nominal", nominal.toArray()));
        List<String> names = IntStream.range(0, replicas.size())
                .mapToObj(k -> "weights_" + k)
                .toList();
        for (int k = 0; k < names.size(); k++) {
            columns.add(Column.owning(names.get(k), replicas.get(k).toArray()));
        }
        var head = new Head(
                "replicas",
                "",
                List.of(new Observable("x", "x", "")),
                Optional.empty(),
                new Normalisation.EventYield(),
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new WeightGroup("nominal", List.of("weights_nominal"), new Recipe.Nominal(), ""),
                        new WeightGroup("source", names, recipe, "")),
                List.of());
        var provenance = new Provenance(List.of(), "", 1, new Environment("", "", "", "", "", 1));
        return new Measurement(head, provenance, List.of(), Table.of("replicas", columns))
                .breakdown(Query.of(Expression.ofColumn("x"), axis))
                .uncertainty("source")
                .covariance()
                .scaled(axis::width);
    }
}
