package unfurl.hist;

import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import unfurl.NumericalException;

/// Hotelling's T² of a difference whose covariance is known from K replicas alone: exact for any K above the
/// number n of bins when difference and replicas are Gaussian, where χ² with an estimated covariance is not.
///
/// Source: H. Hotelling, Ann. Math. Statist. 2 (1931) 360: T² (K − n)/(n(K − 1)) has the F distribution of n
/// and K − n degrees of freedom.
///
/// @param value    T² = DᵀV⁻¹D, with V the sample covariance of the replicas
/// @param bins     n, the rank of V
/// @param replicas K
/// @param pValue   the probability of a larger T² if D has mean 0 and the covariance of the replicas
public record Hotelling(double value, int bins, int replicas, double pValue) {

    /// T² of a difference.
    ///
    /// @param difference (n) D
    /// @param replicas   K > n vectors of length n with the covariance of D, whatever their mean
    /// @throws NumericalException when there are too few replicas, or a bin differs that has no variance
    public static Hotelling of(double[] difference, List<double[]> replicas) {
        int count = replicas.size();
        if (count <= difference.length) {
            throw new NumericalException("T² of %d bins needs more than %d replicas, and there are %d"
                    .formatted(difference.length, difference.length, count));
        }
        ChiSquare square = ChiSquare.of(difference, Covariance.ofReplicas(replicas));
        int rank = square.degreesOfFreedom();
        double pValue = rank == 0
                ? 1
                : FDistribution.of(rank, count - rank)
                        .survivalProbability(square.value() * (count - rank) / (rank * (count - 1.0)));
        return new Hotelling(square.value(), rank, count, pValue);
    }

    /// Half the width of a central interval, in standard deviations that are those of K Gaussian replicas:
    /// Student's quantile.
    ///
    /// @param probability that the interval promises, between 0 and 1
    /// @param replicas    K ≥ 2
    public static double reach(double probability, int replicas) {
        return TDistribution.of(replicas - 1).inverseCumulativeProbability(0.5 + probability / 2);
    }
}
