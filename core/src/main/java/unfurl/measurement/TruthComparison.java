package unfurl.measurement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Distances;
import unfurl.hist.Distribution;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;

/// Compares the events of a measurement with those of a truth.
final class TruthComparison {
    private final Measurement measurement;
    private final Table truth;
    private final Optional<String> weight;
    private final Weights truthWeights;
    private final Map<String, Axis> axes;
    private final Weights nominal;
    private final Optional<Weights> prior;
    private final List<Weights> iterations;

    TruthComparison(Measurement measurement, Table truth, Optional<String> weight, Map<String, Axis> axes) {
        Head head = measurement.head();
        this.measurement = measurement;
        this.weight = weight.or(() -> head.prior().map(Prior::column).filter(truth::has));
        this.truth = head.phaseSpace()
                .map(condition -> truth.select(condition.select(truth)))
                .orElse(truth);
        this.truthWeights = this.weight.map(name -> weights(this.truth, name)).orElse(Weights.ones(this.truth.rows()));
        this.axes = Map.copyOf(axes);
        this.nominal = measurement.nominal();
        this.prior = measurement.prior();
        this.iterations = head.iterations().stream().map(measurement::weights).toList();
        List<String> observables =
                head.observables().stream().map(Observable::column).toList();
        for (String column : axes.keySet()) {
            if (!observables.contains(column)) {
                throw InputException.notFound(
                        "observable", column, "the measurement '" + head.name() + "'", "the bins", observables);
            }
        }
    }

    private static Weights weights(Table table, String name) {
        Column column = table.column(name, "the truth's weights");
        Mask bad = column.finite().not();
        if (bad.count() > 0) {
            throw new InputException("the weights '%s' of %s are not finite for %d events"
                    .formatted(name, table.describe(), bad.count()));
        }
        return Weights.tabulate(column.size(), column::at);
    }

    Comparison run() {
        return new Comparison(
                truth.source(),
                weight,
                truth.rows(),
                measurement.head().observables().stream().map(this::line).toList());
    }

    private Comparison.Line line(Observable observable) {
        Column expected = truth.column(observable.column(), "the comparison with a truth");
        if (expected.isList()) {
            throw new InputException("column '%s' of %s has a list in each row, and must have one number"
                    .formatted(expected.name(), truth.describe()));
        }
        Column published = measurement.events().column(observable.column(), "the comparison with a truth");
        Distribution distribution = Distribution.of(observable.column(), expected::at, truthWeights);
        Axis axis = axes.containsKey(observable.column())
                ? axes.get(observable.column())
                : Comparison.bins(observable, distribution);
        Histogram histogram = Histogram.of(axis, expected::at, truthWeights);
        Distribution all = Distribution.of(observable.column(), published::at, Weights.ones(published.size()));
        return new Comparison.Line(
                observable,
                axis,
                agreement(published, nominal, all.reweighted(nominal), distribution, histogram),
                prior.map(weights -> agreement(published, weights, all.reweighted(weights), distribution, histogram)),
                iterations.stream()
                        .map(weights -> Distances.triangular(Histogram.of(axis, published::at, weights), histogram))
                        .toList());
    }

    private static Agreement agreement(
            Column published, Weights weights, Distribution sample, Distribution truth, Histogram truthHistogram) {
        Histogram histogram = Histogram.of(truthHistogram.axis(), published::at, weights);
        return new Agreement(
                Distances.triangular(histogram, truthHistogram),
                sample.wasserstein(truth),
                Spectrum.normalised(histogram).chiSquare(Spectrum.normalised(truthHistogram)));
    }
}
