package unfurl.reweight;

import java.util.List;
import java.util.stream.Stream;

/// What happened in a fit.
///
/// @param rows    how many events took part
/// @param curves  the loss curves, one for each member; none for a histogram
/// @param notes   what a reader should know: bins merged, events without overlap
public record FitSummary(int rows, List<Curve> curves, List<String> notes) {
    /// The losses of one member's training. An epoch of boosted trees is a round.
    ///
    /// @param training   mean loss of each epoch on the training events
    /// @param validation mean loss after each epoch on the validation events
    /// @param bestEpoch  the epoch, from 0, whose state was kept
    public record Curve(List<Double> training, List<Double> validation, int bestEpoch) {
        /// Copies the lists.
        public Curve {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
        }
    }

    /// Copies the lists.
    public FitSummary {
        curves = List.copyOf(curves);
        notes = List.copyOf(notes);
    }

    /// The same summary with one more note.
    public FitSummary with(String note) {
        return new FitSummary(
                rows, curves, Stream.concat(notes.stream(), Stream.of(note)).toList());
    }
}
