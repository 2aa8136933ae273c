package unfurl.measurement;

import java.util.List;
import unfurl.hist.ChiSquare;

/// Whether a prediction is compatible with a measurement.
///
/// @param chiSquare χ², its degrees of freedom and p-value
/// @param inverse   how V was inverted. For [ChiSquare.Inverse#HARTLAP] and [ChiSquare.Inverse#SHRINKAGE] it
///                  is done source by source, before the pseudo-inverse of their sum is taken: each source
///                  made of replicas is divided by its own factor, or shrunk by its own
/// @param sources   the sources whose covariances V holds
/// @param leftOut   the sources that were to be in V and are not, because the difference that is tested is
///                  their own shift
public record Compatibility(
        ChiSquare chiSquare, ChiSquare.Inverse inverse, List<String> sources, List<String> leftOut) {
    /// Copies the lists.
    public Compatibility {
        sources = List.copyOf(sources);
        leftOut = List.copyOf(leftOut);
    }
}
