package unfurl.study;

import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Distribution;

/// The bins of the report's figures: those of the study, or chosen from the simulation.
final class FigureBins {
    private static final int BINS = 25;
    private static final int MOST_WHOLE_BINS = 40;

    private FigureBins() {}

    /// The bins of an observable.
    ///
    /// @param shown   the events that are shown and have a value
    /// @param level   the observables of the level at which they are chosen
    /// @param weights (n) of the simulation at that level
    static Axis of(Study.Observable observable, Mask shown, Table level, Weights weights) {
        return observable.axis().orElseGet(() -> chosen(observable, shown, level, weights));
    }

    private static Axis chosen(Study.Observable observable, Mask shown, Table level, Weights weights) {
        Column values = level.column(observable.name(), "the report");
        int[] chosen = shown.indices();
        var distribution = Distribution.of(
                observable.name(),
                i -> values.at(chosen[i]),
                Weights.tabulate(chosen.length, i -> weights.get(chosen[i])));
        boolean whole = values.type() == Column.Type.INT32 || values.type() == Column.Type.INT64;
        return whole
                ? wholeAxis(observable, distribution)
                : distribution.equalBins(observable.unit(), BINS, 0.005, 0.995);
    }

    private static Axis wholeAxis(Study.Observable observable, Distribution distribution) {
        long low = Math.round(distribution.quantile(0.005));
        long high = Math.round(distribution.quantile(0.995));
        long width = 1 + (high - low) / MOST_WHOLE_BINS;
        int bins = (int) ((high - low) / width + 1);
        return Axis.equal(observable.name(), observable.unit(), bins, low - 0.5, low - 0.5 + width * bins);
    }
}
