package unfurl.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Measurement;

/// The bins that a measurement publishes, for a command that is given none.
final class PublishedBins {
    private PublishedBins() {}

    /// Those of all observables that have some, by column.
    static Map<String, Axis> byColumn(Measurement read) {
        var bins = new LinkedHashMap<String, Axis>();
        read.head().observables().forEach(one -> one.bins().ifPresent(axis -> bins.put(one.column(), axis)));
        return bins;
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
                byColumn(read).keySet());
        return new InputException(none.getMessage() + "\n  allowed    any bins, by " + instead);
    }
}
