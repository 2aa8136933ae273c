package unfurl.measurement;

import java.util.List;
import java.util.OptionalInt;
import unfurl.hist.ChiSquare;

/// Whether a prediction is compatible with a measurement.
///
/// @param chiSquare χ², its degrees of freedom and p-value
/// @param inverse   how V was inverted. For [ChiSquare.Inverse#SHRINKAGE] the correlations of each
///                  source made of replicas are shrunk by its own number, before their sum is inverted
/// @param sources   the sources whose covariances V holds
/// @param leftOut   the sources that were to be in V and are not, because the difference that is tested is
///                  their own shift
/// @param merged    how many bins were left after neighbours were merged; empty when they were not
public record Compatibility(
        ChiSquare chiSquare,
        ChiSquare.Inverse inverse,
        List<String> sources,
        List<String> leftOut,
        OptionalInt merged) {
    /// Copies the lists.
    public Compatibility {
        sources = List.copyOf(sources);
        leftOut = List.copyOf(leftOut);
    }

    /// Of the bins as they are.
    public Compatibility(ChiSquare chiSquare, ChiSquare.Inverse inverse, List<String> sources, List<String> leftOut) {
        this(chiSquare, inverse, sources, leftOut, OptionalInt.empty());
    }

    /// The same of fewer bins.
    Compatibility merged(ChiSquare other, int bins) {
        return new Compatibility(other, inverse, sources, leftOut, OptionalInt.of(bins));
    }
}
