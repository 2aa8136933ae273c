package unfurl.report;

import java.util.Optional;
import unfurl.hist.Spectrum;
import unfurl.report.figure.Numbers;

/// An observable at gen level. All histograms have the same bins.
///
/// @param unfolded        the result; without total errors its errors are √Σw² of the published sample,
///                        without the statistics of the data; with them they are the statistical part of
///                        these
/// @param prior           the simulation before unfolding
/// @param truth           the answer, where the study has one
/// @param effectiveEvents (bins) (Σw)²/Σw² of each bin of the result; NaN where not known
/// @param quantity        what the contents are
/// @param unit            unit of a cross section: `fb`; empty for numbers of events and shapes
/// @param agreement       prior and unfolded result against the truth
/// @param totalErrors     (bins) standard deviations of the result's contents from all sources; empty when
///                        only the sample's errors are known
public record GenLevel(
        Binned unfolded,
        Binned prior,
        Optional<Binned> truth,
        Numbers effectiveEvents,
        Quantity quantity,
        String unit,
        Optional<Agreement> agreement,
        Optional<Numbers> totalErrors) {
    /// What the contents of bins are.
    public enum Quantity {
        /// Numbers of events.
        EVENTS,
        /// Cross sections, shown as dσ/dx.
        CROSS_SECTION,
        /// Shares of the whole, shown as 1/σ dσ/dx.
        SHAPE;

        /// What stands at the axis of values per unit of an observable.
        ///
        /// @param label of the observable, in the markup of labels
        /// @param unit  of the observable; empty when it has none
        /// @param of    the unit of a cross section
        public String perUnit(String label, String unit, String of) {
            String per = unit.isEmpty() ? "" : "/" + unit;
            String slope = "d{σ}/d{" + label + "}";
            return switch (this) {
                case EVENTS -> "Events / " + (unit.isEmpty() ? "unit" : unit);
                case CROSS_SECTION -> slope + " [" + of + per + "]";
                case SHAPE -> "1/σ " + slope + (unit.isEmpty() ? "" : " [1" + per + "]");
            };
        }
    }

    /// A level whose result has the errors of the published sample only.
    public GenLevel(
            Binned unfolded,
            Binned prior,
            Optional<Binned> truth,
            Numbers effectiveEvents,
            Quantity quantity,
            String unit,
            Optional<Agreement> agreement) {
        this(unfolded, prior, truth, effectiveEvents, quantity, unit, agreement, Optional.empty());
    }

    public GenLevel {
        unfolded.requireSameEdges(prior);
        truth.ifPresent(unfolded::requireSameEdges);
        totalErrors.ifPresent(errors -> new Binned(unfolded.edges(), unfolded.values(), errors));
        if (effectiveEvents.size() != unfolded.bins()) {
            throw new IllegalArgumentException(
                    "%d effective numbers of events for %d bins".formatted(effectiveEvents.size(), unfolded.bins()));
        }
    }

    /// Whether bin `i` has few effective events or a large error.
    public boolean flagged(int i) {
        return effectiveEvents.get(i) < Spectrum.FEW_EVENTS
                || unfolded.relativeErrors().get(i) > Spectrum.LARGE_ERROR;
    }

    /// The same level with standard deviations (bins) from all sources; the errors of `unfolded` are then
    /// their statistical part.
    public GenLevel withTotalErrors(Numbers errors) {
        return new GenLevel(unfolded, prior, truth, effectiveEvents, quantity, unit, agreement, Optional.of(errors));
    }

    /// The result with the errors that its points show: from all sources where they are known.
    Binned shown() {
        return totalErrors
                .map(errors -> new Binned(unfolded.edges(), unfolded.values(), errors))
                .orElse(unfolded);
    }

    /// The result with the part of its errors that ticks show: the statistical one, or none.
    Binned inner() {
        return totalErrors.isPresent() ? unfolded : Binned.exact(unfolded.edges(), unfolded.values());
    }

    /// What the errors of `unfolded` are called.
    String statistical() {
        return totalErrors.isPresent() ? "stat." : "sample stat.";
    }

    /// 1 for each flagged bin, 0 for the others.
    Numbers flags() {
        return Numbers.tabulate(unfolded.bins(), i -> flagged(i) ? 1 : 0);
    }
}
