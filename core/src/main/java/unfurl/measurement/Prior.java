package unfurl.measurement;

import java.util.Objects;
import unfurl.InputException;

/// The simulation that the unfolding began with, on the published events.
///
/// @param column the events' generator weights
/// @param factor takes the sum of that column to the unit of the nominal weights; above 0
public record Prior(String column, double factor) {
    /// @throws InputException when the factor is not above 0
    public Prior {
        Objects.requireNonNull(column);
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new InputException("the factor of the prior's weights must be above 0, not " + factor);
        }
    }
}
