package unfurl.plot;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import unfurl.InputException;
import unfurl.hist.Axis;
import unfurl.hist.Spectrum;
import unfurl.measurement.AnyQuery;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Head;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;
import unfurl.report.figure.Figure;

/// What is to be drawn of a measurement: one spectrum, or one in slices of another observable.
///
/// @param head        of the measurement
/// @param asked       the spectrum, or those of the slices
/// @param breakdown   its uncertainty, or that of the spectra slice by slice
/// @param sources     those of the total, by name
/// @param predictions drawn beside it, in the order of the legend
/// @param options     how it is drawn
public record PlotRequest(
        Head head,
        AnyQuery asked,
        Breakdown breakdown,
        List<String> sources,
        List<Compared> predictions,
        Options options) {
    /// How a spectrum is drawn.
    ///
    /// @param logX        whether the x axis is logarithmic
    /// @param logY        whether the y axis is; empty to let the values decide
    /// @param withSources whether the uncertainty by source stands below the ratios
    public record Options(boolean logX, Optional<Boolean> logY, boolean withSources) {
        /// What is taken where nothing is said.
        public static final Options STANDARD = new Options(false, Optional.empty(), false);
    }

    /// @throws InputException           when a logarithmic x axis would begin at 0 or below
    /// @throws IllegalArgumentException when the spectra are not as many as the slices, or of other bins
    public PlotRequest {
        Objects.requireNonNull(head);
        sources = List.copyOf(sources);
        predictions = List.copyOf(predictions);
        Axis axis = asked.each().axis();
        int expected = asked.sliced().map(some -> some.slices().bins()).orElse(1);
        requireSpectra(breakdown.spectra(), expected, axis);
        for (Compared prediction : predictions) {
            requireSpectra(prediction.spectra(), expected, axis);
        }
        if (options.logX() && !(axis.edge(0) > 0)) {
            throw new InputException(
                    "a logarithmic axis cannot begin at %s\n  allowed    edges above 0".formatted(axis.edge(0)));
        }
    }

    private static void requireSpectra(List<Spectrum> spectra, int expected, Axis axis) {
        if (spectra.size() != expected || !spectra.stream().allMatch(s -> s.bins() == axis.bins())) {
            throw new IllegalArgumentException(
                    "%d spectra such as %s for %d of %s".formatted(spectra.size(), spectra.getFirst(), expected, axis));
        }
    }

    /// The spectrum, or that of each slice.
    Query query() {
        return asked.each();
    }

    /// The slices; empty for one spectrum.
    Optional<SlicedQuery> slices() {
        return asked.sliced();
    }

    /// The result with its total and statistical uncertainty and the predictions, and below the ratios; slices all in
    /// one figure.
    public Figure result() {
        return slices().isEmpty() ? new ResultPlot(this).figure() : new SlicesPlot(this).figure();
    }

    /// The relative uncertainty by source.
    public Figure bySource() {
        return new UncertaintyPlots(this).breakdown();
    }

    /// The correlations of the bins, of all slices.
    public Figure correlation() {
        return new UncertaintyPlots(this).correlation();
    }

    /// The covariances of the bins, of all slices.
    public Figure covariance() {
        return new UncertaintyPlots(this).covariance();
    }
}
