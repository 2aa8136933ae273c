package unfurl.measurement;

import java.util.Objects;
import java.util.Optional;
import unfurl.event.Expression;
import unfurl.hist.Axis;

/// A quantity that was unfolded.
///
/// @param column  the column of the events
/// @param label   how people write it; may hold TeX between dollar signs
/// @param unit    such as `GeV` or `rad`; empty for a pure number
/// @param noValue the events in which it has no value and its column holds padding; empty when it always has one
/// @param bins    those that are published with it, for whoever chooses none; named after the column, in the unit
public record Observable(String column, String label, String unit, Optional<Expression> noValue, Optional<Axis> bins) {
    /// Checks that nothing is missing.
    public Observable {
        Objects.requireNonNull(column);
        Objects.requireNonNull(label);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(noValue);
        bins = bins.map(axis -> axis.named(column, unit));
    }

    /// An observable that every event has a value of, published without bins.
    public Observable(String column, String label, String unit) {
        this(column, label, unit, Optional.empty(), Optional.empty());
    }

    /// The same, without a value where the condition is true.
    public Observable withoutValueWhere(Expression condition) {
        return new Observable(column, label, unit, Optional.of(condition), bins);
    }

    /// The same with bins between these edges.
    ///
    /// @throws unfurl.InputException when they are not at least two, finite and strictly increasing
    public Observable withBins(double... edges) {
        return new Observable(column, label, unit, noValue, Optional.of(Axis.of(column, unit, edges)));
    }
}
