package unfurl.measurement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Binned;
import unfurl.hist.Distances;
import unfurl.hist.Distribution;
import unfurl.hist.Histogram;
import unfurl.hist.KolmogorovSmirnov;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;

/// Compares the events of a measurement with those of a truth.
final class TruthComparison {
    private static final String ASKER = "the comparison with a truth";

    private final Measurement measurement;
    private final Truth given;
    private final Table truth;
    private final Weights truthWeights;
    private final Map<String, Axis> axes;
    private final Weights nominal;
    private final Optional<Weights> prior;
    private final List<Weights> iterations;
    private final Testing testing;
    private final Workers workers;

    TruthComparison(Measurement measurement, Truth truth, Map<String, Axis> axes, Testing testing, Workers workers) {
        Head head = measurement.head();
        this.measurement = measurement;
        this.given = truth.in(head);
        this.truth = given.events();
        this.truthWeights = given.weights();
        this.axes = Map.copyOf(axes);
        this.testing = testing;
        this.workers = workers;
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

    Comparison run(List<String> joint) {
        requireObservables(joint);
        List<Comparison.Line> lines =
                measurement.head().observables().stream().map(this::line).toList();
        return new Comparison(
                given,
                truthWeights.sum(),
                lines,
                joint.isEmpty() ? Optional.empty() : Optional.of(joint(lines, joint)));
    }

    private void requireObservables(List<String> joint) {
        List<String> observables = measurement.head().observables().stream()
                .map(Observable::column)
                .toList();
        for (String column : joint) {
            if (!observables.contains(column)) {
                throw InputException.notFound(
                        "observable",
                        column,
                        "the measurement '" + measurement.head().name() + "'",
                        "the joint test",
                        observables);
            }
        }
        if (joint.size() == 1 || Set.copyOf(joint).size() < joint.size()) {
            throw new InputException("a joint test is of two or more different observables, not of " + joint);
        }
    }

    private Comparison.Line line(Observable observable) {
        Column expected = truth.column(observable.column(), ASKER);
        if (expected.isList()) {
            throw new InputException("column '%s' of %s has a list in each row, and must have one number"
                    .formatted(expected.name(), truth.describe()));
        }
        Column published = measurement.events().column(observable.column(), ASKER);
        Distribution distribution = Distribution.of(observable.column(), expected::at, truthWeights);
        Axis axis = Optional.ofNullable(axes.get(observable.column()))
                .or(observable::bins)
                .orElseGet(() -> Comparison.bins(observable, distribution));
        Histogram histogram = Histogram.of(axis, expected::at, truthWeights);
        Distribution all = Distribution.of(observable.column(), published::at, Weights.ones(published.size()));
        TestedBins tested = tested(List.of(new Binning(observable.column(), axis)));
        return new Comparison.Line(
                observable,
                axis,
                tested,
                agreement(
                        Histogram.of(axis, published::at, nominal),
                        all.reweighted(nominal),
                        histogram,
                        distribution,
                        tested.test(testing)),
                prior.map(weights -> agreement(
                        Histogram.of(axis, published::at, weights), all.reweighted(weights), histogram, distribution)),
                iterations.stream()
                        .map(weights -> Distances.triangular(Histogram.of(axis, published::at, weights), histogram))
                        .toList());
    }

    private Agreement agreement(Histogram histogram, Distribution sample, Histogram truth, Distribution truthSample) {
        var chiSquare = spectrum(histogram).chiSquare(spectrum(truth));
        var compatibility =
                new Compatibility(chiSquare, chiSquare.inverse(), List.of(Breakdown.SAMPLE.name()), List.of());
        return agreement(histogram, sample, truth, truthSample, compatibility);
    }

    private static Agreement agreement(
            Histogram histogram,
            Distribution sample,
            Histogram truth,
            Distribution truthSample,
            Compatibility compatibility) {
        return new Agreement(
                Distances.triangular(histogram, truth),
                sample.wasserstein(truthSample),
                compatibility,
                KolmogorovSmirnov.of(sample, truthSample));
    }

    private Comparison.Joint joint(List<Comparison.Line> lines, List<String> joint) {
        TestedBins tested = tested(joint.stream()
                .map(column -> lines.stream()
                        .filter(line -> line.observable().column().equals(column))
                        .map(line -> new Binning(column, line.axis()))
                        .findFirst()
                        .orElseThrow())
                .toList());
        return new Comparison.Joint(joint, tested, tested.test(testing));
    }

    /// An observable and its bins.
    private record Binning(String column, Axis axis) {}

    private Query query(Binning binning) {
        return new Query(Expression.ofColumn(binning.column()), binning.axis(), Optional.empty(), !given.absolute());
    }

    private Spectrum spectrum(Histogram histogram) {
        return given.absolute()
                ? Spectrum.absolute(
                        histogram, measurement.head().normalisation().unit())
                : Spectrum.normalised(histogram);
    }

    /// The result and the truth in some observables together.
    private TestedBins tested(List<Binning> binnings) {
        List<Binned> expected = binnings.stream()
                .map(b -> Binned.of(b.axis(), truth.column(b.column(), ASKER), Mask.all(truth.rows()), workers))
                .toList();
        List<Spectrum> spectra = expected.stream()
                .map(binned -> spectrum(binned.histogram(truthWeights)))
                .toList();
        return new TestedBins(
                measurement.breakdown(binnings.stream().map(this::query).toList(), workers),
                spectra,
                Combination.ofValues(spectra, Binned.ofSample(expected, fluctuating(binnings), workers)));
    }

    /// The truth's weights of events whose fluctuations add to V. Where they are the data's own, V has them
    /// already, but for bins in which nothing is published and of which V knows nothing.
    private Weights fluctuating(List<Binning> binnings) {
        if (!given.sameEvents()) {
            return truthWeights;
        }
        Mask without = Mask.all(truth.rows()).not();
        for (Binning binning : binnings) {
            Column published = measurement.events().column(binning.column(), ASKER);
            double[] squares =
                    Histogram.of(binning.axis(), published::at, nominal).binSquares();
            Column values = truth.column(binning.column(), ASKER);
            without = without.or(Mask.of(truth.rows(), row -> {
                int bin = binning.axis().cell(values.at(row)) - 1;
                return bin >= 0 && bin < squares.length && squares[bin] == 0;
            }));
        }
        return truthWeights.where(without);
    }
}
