package unfurl.measurement;

import java.util.Objects;
import unfurl.hist.Covariance;

/// What one group of weights contributes to the uncertainty of a spectrum.
///
/// @param source     the group's name
/// @param covariance (bins × bins) in the spectrum's unit squared
public record Uncertainty(String source, Covariance covariance) {
    /// Checks that nothing is missing.
    public Uncertainty {
        Objects.requireNonNull(source);
        Objects.requireNonNull(covariance);
    }
}
