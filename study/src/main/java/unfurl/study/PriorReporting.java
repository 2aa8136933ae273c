package unfurl.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import unfurl.hist.Axis;
import unfurl.hist.BottomLine;
import unfurl.hist.ChiSquare;
import unfurl.hist.Covariance;
import unfurl.hist.Histogram;
import unfurl.hist.JoinedBins;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.Testing;
import unfurl.report.Compatibility;
import unfurl.report.ObservablePage;
import unfurl.report.Verdict;

/// Tests the simulation as it was generated against the result, and against the data at reco: the
/// bottom line. It is the one model that a run knows at both levels.
///
/// The bottom line is about what the data can tell. So V is that of the data's fluctuations at both
/// levels, Σw² of the data at reco and their bootstraps at gen, while simulation and background are
/// taken as they are: with an ideal detector the two χ² are one number.
///
/// A covariance of K replicas makes χ² of n bins too large and noisy, so the figures' bins are merged
/// into at most K/3, and six, of about as many simulated events each, and for the bottom line Hartlap's
/// factor takes the mean out. What remains is a relative standard deviation of √(2/(K − n)): with D
/// fixed, the inverse of χ² follows a χ² distribution of K − n degrees of freedom.
///
/// @param measurement the result
/// @param histograms  the events at reco
record PriorReporting(Measurement measurement, ObservableHistograms histograms) {
    private static final String DATA = "bootstrapData";
    private static final int MOST_BINS = 6;
    private static final int REPLICAS_A_BIN = 3;
    /// Standard deviations of χ² by which the bottom line must be missed to count as failed.
    private static final double SIGNIFICANT = 2;

    /// The tests of one observable; empty without bootstraps of the data, or with too few for two bins.
    ///
    /// @param query of the observable in the figures' bins
    Optional<Compatibility.Row> row(ObservablePage page, Query query) {
        return merged(page, query).map(merged -> row(page, merged, replicas()));
    }

    /// The test of several observables together; empty when fewer than two can be tested.
    ///
    /// @param queries of the observables in the figures' bins, one for each page
    Optional<unfurl.measurement.Compatibility> together(List<ObservablePage> pages, List<Query> queries) {
        List<Query> merged = IntStream.range(0, pages.size())
                .mapToObj(i -> merged(pages.get(i), queries.get(i)))
                .flatMap(Optional::stream)
                .toList();
        if (merged.size() < 2) {
            return Optional.empty();
        }
        double[] expected = merged.stream()
                .flatMapToDouble(query -> Arrays.stream(expected(query)))
                .toArray();
        try (var alone = new Workers(1)) {
            return Optional.of(measurement
                    .breakdown(merged, alone)
                    .test(
                            expected,
                            Covariance.diagonal(new double[expected.length]),
                            Testing.standard().merging()));
        }
    }

    /// The query in fewer bins; empty when there are less than two.
    private Optional<Query> merged(ObservablePage page, Query query) {
        Histogram simulated = histograms.simulated(page.name());
        int most = Math.clamp(replicas() / REPLICAS_A_BIN, 1, MOST_BINS);
        double[] edges = JoinedBins.ofEqualContent(simulated.binSums(), most).edges(simulated.axis());
        return edges.length < 3
                ? Optional.empty()
                : Optional.of(new Query(
                        query.observable(),
                        Axis.of(query.axis().label(), query.axis().unit(), edges),
                        query.where(),
                        query.normalised()));
    }

    private double[] expected(Query query) {
        return measurement.spectrum(query, measurement.prior().orElseThrow()).values();
    }

    private Compatibility.Row row(ObservablePage page, Query merged, int replicas) {
        double[] edges = merged.axis().edges();
        double[] expected = expected(merged);
        Breakdown breakdown = measurement.breakdown(merged);
        var exact = Covariance.diagonal(new double[expected.length]);
        var all = breakdown.test(expected, exact, Testing.standard().merging());
        var ofData = Testing.standard().with(List.of(DATA)).with(ChiSquare.Inverse.HARTLAP);
        var unfolded = breakdown.test(expected, exact, ofData);
        return CompatibilityRows.row(
                page.label(),
                all,
                OptionalDouble.empty(),
                bottomLine(atReco(page.name(), edges), unfolded.chiSquare(), replicas));
    }

    /// How many bootstraps of the data there are.
    private int replicas() {
        return measurement.head().groups().stream()
                .filter(group -> group.name().equals(DATA))
                .mapToInt(group -> group.columns().size())
                .sum();
    }

    private ChiSquare atReco(String observable, double[] edges) {
        double[] signal = histograms.signal(observable).rebin(0, edges).binSums();
        double[] simulated = histograms.simulated(observable).rebin(0, edges).binSums();
        double[] variance = histograms.measured(observable).rebin(0, edges).binSquares();
        Arrays.setAll(signal, i -> signal[i] - simulated[i]);
        return ChiSquare.of(signal, Covariance.diagonal(variance));
    }

    private static Optional<Compatibility.BottomLine> bottomLine(ChiSquare reco, ChiSquare unfolded, int replicas) {
        if (reco.degreesOfFreedom() == 0 || unfolded.degreesOfFreedom() == 0) {
            return Optional.empty();
        }
        var test = new BottomLine(reco, unfolded);
        double noise = Math.sqrt(2.0 / (replicas - unfolded.degreesOfFreedom()));
        Verdict verdict = test.passes()
                ? Verdict.PASSED
                : test.ratio() * (1 - SIGNIFICANT * noise) <= 1 ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        String numbers = "χ² per degree of freedom is %.3g times that at reco".formatted(test.ratio());
        String reason = switch (verdict) {
            case PASSED -> numbers;
            case INCONCLUSIVE ->
                "%s, within the noise of %d replicas, %.0f %%".formatted(numbers, replicas, 100 * noise);
            case FAILED -> "%s, and the noise of %d replicas is %.0f %%".formatted(numbers, replicas, 100 * noise);
        };
        return Optional.of(new Compatibility.BottomLine(reco.value(), unfolded.value(), verdict, reason));
    }
}
