package unfurl.cli;

import java.util.List;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;

/// The bins that a measurement publishes, for a command that is given none.
final class PublishedBins {
    private PublishedBins() {}

    /// The observables that have some, by column.
    static List<String> columns(Measurement read) {
        return read.head().observables().stream()
                .filter(observable -> observable.bins().isPresent())
                .map(Observable::column)
                .toList();
    }

    /// Those of an expression.
    ///
    /// @param instead the options that would say the bins
    /// @throws InputException when it has none
    static Axis of(Measurement read, Expression expression, String instead) {
        return read.publishedAxis(expression).orElseThrow(() -> none(read, expression, instead));
    }

    private static InputException none(Measurement read, Expression expression, String instead) {
        InputException none = InputException.notFound(
                "published bins of",
                expression.text(),
                "the measurement '%s'".formatted(read.head().name()),
                "",
                columns(read));
        return new InputException(none.getMessage() + "\n  allowed    any bins, by " + instead);
    }
}
