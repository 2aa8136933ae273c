package unfurl.measurement;

import java.util.Objects;
import unfurl.hist.Covariance;

/// What one source contributes to the uncertainty of one or several spectra.
///
/// @param source     the name of the group of weights
/// @param covariance (bins × bins) in the spectra's units; of several spectra one after the other
public record Uncertainty(String source, Covariance covariance) {
    /// Checks that nothing is missing.
    public Uncertainty {
        Objects.requireNonNull(source);
        Objects.requireNonNull(covariance);
    }

    /// How many independent directions it has.
    public int rank() {
        return covariance.rank();
    }
}
