package unfurl.hist;

import java.util.Locale;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.hipparchus.linear.RealVector;
import unfurl.NumericalException;

/// χ² of a difference with its full covariance.
///
/// @param value            χ² = DᵀV⁻¹D, with the inverse that is named
/// @param degreesOfFreedom how many directions count: the rank of V, after shrinkage if there was any
/// @param pValue           the probability of a larger χ² if D has mean 0 and covariance V; 1 without a
///                         degree of freedom
/// @param outside          the part of |D|² (in units of the errors) in directions that V gives no variance, 0
///                         to 1. χ² knows nothing of that part: more than rounding means V has too few
///                         replicas for the question
/// @param inverse          how V was inverted
/// @param correction       Hartlap's factor, or by how much the correlations were shrunk; 1 for the
///                         pseudo-inverse
public record ChiSquare(
        double value, int degreesOfFreedom, double pValue, double outside, Inverse inverse, double correction) {
    /// An eigenvalue of the correlation matrix below this part of the largest counts as 0.
    public static final double RANK_TOLERANCE = 1e-10;

    /// How a covariance is inverted. One of K replicas is itself uncertain, and its inverse is too large on
    /// average.
    public enum Inverse {
        /// The pseudo-inverse: directions without variance are left out. Right when V is known.
        PSEUDO_INVERSE,
        /// The pseudo-inverse times (K − n − 2)/(K − 1), unbiased for a V of K replicas of n Gaussian bins; n
        /// is its rank, below K − 2.
        ///
        /// Source: J. Hartlap, P. Simon, P. Schneider, Astron. Astrophys. 464 (2007) 399,
        /// arXiv:astro-ph/0608064,
        /// eq. (17).
        HARTLAP,
        /// The inverse of V after [Covariance#shrunk]: of full rank for any K, at the price of a bias towards
        /// uncorrelated bins.
        SHRINKAGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// χ² of a difference, with the pseudo-inverse.
    ///
    /// V is scaled to its correlation matrix C, and V⁺ is the pseudo-inverse of C between the inverse errors,
    /// so that the unit of a bin does not matter. A bin of neither variance nor difference is left out.
    ///
    /// @param difference (n) D
    /// @param covariance (n × n) V
    /// @throws NumericalException when a bin differs but has no variance, or a variance is negative
    public static ChiSquare of(double[] difference, Covariance covariance) {
        return of(difference, covariance, Inverse.PSEUDO_INVERSE, 1);
    }

    /// χ² of a difference whose covariance is that of replicas.
    ///
    /// @param difference (n) D
    /// @param covariance (n × n) V
    /// @param inverse    how V is inverted
    /// @param replicas   K, how many replicas V was made of; only the pseudo-inverse does without
    /// @throws NumericalException as above, or when K is too small for Hartlap's factor
    public static ChiSquare of(double[] difference, Covariance covariance, Inverse inverse, int replicas) {
        if (difference.length != covariance.size()) {
            throw new IllegalArgumentException(
                    "%d differences have no covariance of %d bins".formatted(difference.length, covariance.size()));
        }
        requireVariance(difference, covariance);
        return switch (inverse) {
            case PSEUDO_INVERSE -> along(Spectral.of(covariance), difference, inverse, 1, 1);
            case HARTLAP -> {
                Spectral spectral = Spectral.of(covariance);
                double factor = hartlap(replicas, spectral.rank());
                yield along(spectral, difference, inverse, factor, factor);
            }
            case SHRINKAGE ->
                along(Spectral.of(covariance.shrunk(replicas)), difference, inverse, 1, covariance.shrinkage(replicas));
        };
    }

    /// Hartlap's factor (K − n − 2)/(K − 1).
    ///
    /// @param replicas K
    /// @param rank     n
    /// @throws NumericalException when K is not above n + 2
    public static double hartlap(int replicas, int rank) {
        if (replicas <= rank + 2) {
            throw new NumericalException(
                    "χ²: the Hartlap factor of rank %d needs more than %d replicas, and there are %d; take fewer bins, or shrinkage"
                            .formatted(rank, rank + 2, replicas));
        }
        return (replicas - rank - 2.0) / (replicas - 1);
    }

    private static void requireVariance(double[] difference, Covariance covariance) {
        for (int bin = 0; bin < difference.length; bin++) {
            double variance = covariance.get(bin, bin);
            if (variance < 0 || (variance == 0 && difference[bin] != 0)) {
                throw new NumericalException(
                        "χ²: bin %d has the variance %s and differs by %s; merge it with another bin"
                                .formatted(bin, variance, difference[bin]));
            }
        }
    }

    private static ChiSquare along(
            Spectral spectral, double[] difference, Inverse inverse, double factor, double correction) {
        RealVector pulls = spectral.pulls(difference);
        double value = 0;
        double outside = 0;
        for (int k = 0; k < spectral.values().length; k++) {
            double component = pulls.dotProduct(spectral.vectors()[k]);
            if (spectral.counts(k)) {
                value += component * component / spectral.values()[k];
            } else {
                outside += component * component;
            }
        }
        int rank = spectral.rank();
        double norm = pulls.dotProduct(pulls);
        return new ChiSquare(
                factor * value,
                rank,
                survival(factor * value, rank),
                norm == 0 ? 0 : outside / norm,
                inverse,
                correction);
    }

    private static double survival(double value, int degreesOfFreedom) {
        return degreesOfFreedom == 0
                ? 1
                : ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(value);
    }
}
