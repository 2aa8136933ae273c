package unfurl.measurement;

import java.util.Objects;
import java.util.Optional;
import unfurl.hist.Covariance;

/// What one source contributes to the uncertainty of one or several spectra.
///
/// @param source     the name of the group of weights
/// @param covariance (bins × bins) in the spectra's units; of several spectra one after the other
/// @param shift      of the same bins, when it is one nuisance that moves all bins together; empty when it has
///                   several, or none that is known
public record Uncertainty(String source, Covariance covariance, Optional<Shift> shift) {
    /// Checks that nothing is missing.
    public Uncertainty {
        Objects.requireNonNull(source);
        Objects.requireNonNull(covariance);
        Objects.requireNonNull(shift);
    }

    /// How many independent directions it has.
    public int rank() {
        return covariance.rank();
    }
}
