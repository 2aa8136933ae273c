package unfurl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.hist.Distribution;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;
import unfurl.measurement.Query;
import unfurl.measurement.Testing;
import unfurl.measurement.Truth;
import unfurl.reweight.HeldOut;
import unfurl.reweight.RatioSample;
import unfurl.reweight.TwoSampleTest;

/// A classifier between the events of a measurement and those of a truth, on all observables.
final class ClassifierCheck {
    private static final String ASKER = "--classifier";
    private static final String SCORE = "classifier score";
    private static final int BINS = 10;

    private final Measurement measurement;
    private final Table truth;
    private final Weights weights;
    private final boolean sameEvents;
    private final int published;

    private ClassifierCheck(Measurement measurement, Truth truth) {
        this.measurement = measurement;
        this.truth = truth.events();
        this.weights = truth.weights();
        this.sameEvents = truth.sameEvents();
        this.published = measurement.events().rows();
    }

    /// Trains it and tests with it. Which events it is trained on, and its first parameters, follow from the
    /// measurement's seed.
    ///
    /// @param truth   its events in the phase space
    /// @param testing how χ² of the score is made
    /// @throws InputException when there are too few events
    static ClassifierAnswer of(Measurement measurement, Truth truth, Testing testing, Workers workers) {
        try {
            return new ClassifierCheck(measurement, truth).run(testing, workers);
        } catch (InputException wrong) {
            throw wrong.askedBy(ASKER);
        }
    }

    private ClassifierAnswer run(Testing testing, Workers workers) {
        Seed seed = Seed.of(measurement.provenance().seed()).child("compare").child("classifier");
        Features features = features();
        int rows = features.rows();
        Weights nominal = measurement.nominal();
        var sample = new RatioSample(
                features,
                Weights.tabulate(rows, i -> i < published ? 0 : weights.get(i - published)),
                Weights.tabulate(rows, i -> i < published ? nominal.get(i) : 0));
        TwoSampleTest.requireEnough(sample);
        HeldOut classified = HeldOut.of(TwoSampleTest.network(rows), sample, seed.child("training"), workers);
        TwoSampleTest test = TwoSampleTest.of(classified, seed.child("permutations"), workers);
        int[] bins = bins(classified);
        int last = Arrays.stream(bins).max().orElse(0);
        Axis axis = Axis.equal(SCORE, "", last + 1, -0.5, last + 0.5);
        return new ClassifierAnswer(
                measurement.head().observables().size(), test, axis.bins(), compatibility(bins, axis, testing));
    }

    /// The observables of both samples. Where one has no value, by a condition of observables, it is shown the
    /// mean of the others, with an indicator.
    private Features features() {
        List<String> names = names();
        int rows = published + truth.rows();
        Table both = Table.of(
                truth.source(),
                names.stream()
                        .map(name -> {
                            Column first = measurement.events().column(name, ASKER);
                            Column second = truth.column(name, ASKER);
                            return Column.tabulate(
                                    name, rows, i -> i < published ? first.at(i) : second.at(i - published));
                        })
                        .toList());
        return Encoding.fit("gen", both, Mask.all(rows), names, Map.of(), categories(names))
                .apply(both, Mask.all(rows));
    }

    private List<String> names() {
        return measurement.head().observables().stream().map(Observable::column).toList();
    }

    private List<Encoding.Category> categories(List<String> names) {
        var without = new LinkedHashMap<String, Set<String>>();
        for (Observable observable : measurement.head().observables()) {
            observable
                    .noValue()
                    .filter(condition -> names.containsAll(condition.columns()))
                    .ifPresent(condition -> without.computeIfAbsent(condition.text(), text -> new LinkedHashSet<>())
                            .add(observable.column()));
        }
        return without.entrySet().stream()
                .map(entry -> new Encoding.Category(entry.getKey(), Expression.parse(entry.getKey()), entry.getValue()))
                .toList();
    }

    /// In which of ten bins, of about as many held-out events of the truth, the score of each event lies; −1
    /// where the classifier was trained.
    private static int[] bins(HeldOut classified) {
        Weights score = classified.score();
        Weights ofTruth = classified.sample().numerator().where(classified.events());
        double[] edges = Distribution.of(SCORE, score::get, ofTruth).cuts(BINS);
        return IntStream.range(0, score.size())
                .map(i -> classified.events().get(i)
                        ? (int) Arrays.stream(edges)
                                .filter(edge -> edge <= score.get(i))
                                .count()
                        : -1)
                .toArray();
    }

    /// χ² of the score's shape, as of an observable, in bins of the width 1. The truth's fluctuations are counted
    /// where it has other events than the data, or the result has none.
    private Compatibility compatibility(int[] bins, Axis axis, Testing testing) {
        var columns = new ArrayList<Column>(measurement.events().columns());
        columns.add(Column.owning(SCORE, Arrays.copyOf(bins, published)));
        var scored = new Measurement(
                measurement.head(),
                measurement.provenance(),
                measurement.citations(),
                Table.of(measurement.events().source(), columns));
        Histogram expected = Histogram.of(axis, i -> bins[published + i], weights);
        Breakdown breakdown =
                scored.breakdown(Query.of(Expression.ofColumn(SCORE), axis).asNormalised());
        double[] squares = expected.binSquares();
        if (sameEvents) {
            double[] known = breakdown.spectra().getFirst().histogram().binSquares();
            Arrays.setAll(squares, bin -> known[bin] > 0 ? 0 : squares[bin]);
        }
        return breakdown.test(
                Spectrum.normalised(expected).values(),
                Spectrum.ofFractions(Covariance.diagonal(squares), expected.binSums()),
                testing);
    }
}
