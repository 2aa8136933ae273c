package unfurl.measurement;

import java.util.Objects;

/// A quantity that was unfolded.
///
/// @param column the column of the events
/// @param label  how people write it; may hold TeX between dollar signs
/// @param unit   such as `GeV` or `rad`; empty for a pure number
public record Observable(String column, String label, String unit) {
    /// Checks that nothing is missing.
    public Observable {
        Objects.requireNonNull(column);
        Objects.requireNonNull(label);
        Objects.requireNonNull(unit);
    }
}
