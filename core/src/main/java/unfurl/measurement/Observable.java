package unfurl.measurement;

import java.util.Objects;
import java.util.Optional;
import unfurl.event.Expression;

/// A quantity that was unfolded.
///
/// @param column  the column of the events
/// @param label   how people write it; may hold TeX between dollar signs
/// @param unit    such as `GeV` or `rad`; empty for a pure number
/// @param noValue the events in which it has no value and its column holds padding; empty when it always has one
public record Observable(String column, String label, String unit, Optional<Expression> noValue) {
    /// Checks that nothing is missing.
    public Observable {
        Objects.requireNonNull(column);
        Objects.requireNonNull(label);
        Objects.requireNonNull(unit);
    }

    /// An observable that every event has a value of.
    public Observable(String column, String label, String unit) {
        this(column, label, unit, Optional.empty());
    }
}
