package unfurl.hist;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import unfurl.NumericalException;

/// χ² of a difference with its full covariance.
///
/// With a covariance V that is known, DᵀV⁻¹D of n directions has the χ² distribution of n degrees of
/// freedom. With one that is estimated from replicas it is larger and has a longer tail: Hotelling's
/// T². Its p-value is that of χ²·(ν − n + 1)/(n ν) in the F distribution of n and ν − n + 1 degrees of
/// freedom, with ν = K − 1 of K replicas, where it is exact, and [CovarianceSum#degreesOfFreedom] of a
/// sum of several parts.
///
/// @param value             χ² = DᵀV⁻¹D, with the inverse that is named
/// @param degreesOfFreedom  n, how many directions count: the rank of V, after shrinkage if there was any
/// @param covarianceDegrees ν, how well V is known: infinite when exactly, NaN where nothing is known of it,
///                          as after shrinkage or where replicas hide directions
/// @param pValue            the probability of a larger χ² if D has mean 0 and covariance V; 1 without
///                          a degree of freedom; empty where it is not known
/// @param withoutPValue     why there is no p-value, in a few words; empty when there is one
/// @param outside           the part of |D|² (in units of the errors) in directions that V gives no
///                          variance, 0 to 1. χ² knows nothing of that part
/// @param inverse           how V was inverted
/// @param correction        Hartlap's factor, or 1
public record ChiSquare(
        double value,
        int degreesOfFreedom,
        double covarianceDegrees,
        OptionalDouble pValue,
        Optional<String> withoutPValue,
        double outside,
        Inverse inverse,
        double correction) {
    /// An eigenvalue of the correlation matrix below this part of the largest counts as 0.
    public static final double RANK_TOLERANCE = 1e-10;

    /// How a covariance is inverted. One of K replicas is itself uncertain, and its inverse is too large on
    /// average.
    public enum Inverse {
        /// The pseudo-inverse: directions without variance are left out. χ² is too large on average where V
        /// is of replicas; the p-value knows by how much.
        PSEUDO_INVERSE,
        /// The pseudo-inverse times (ν − n − 1)/ν, so that the mean of χ² is n. For K replicas alone, ν
        /// = K − 1, it is (K − n − 2)/(K − 1). Its tail is longer than that of a χ² distribution all
        /// the same, and the p-value is that of the pseudo-inverse.
        ///
        /// Source: J. Hartlap, P. Simon, P. Schneider, Astron. Astrophys. 464 (2007) 399,
        /// arXiv:astro-ph/0608064,
        /// eq. (17).
        HARTLAP,
        /// The inverse of V after [CovarianceSum#shrunk]: of full rank for any K, at the price of a bias
        /// towards uncorrelated bins. How χ² is then distributed depends on the true correlations, and is
        /// not known: there is no p-value.
        SHRINKAGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// χ² of a difference whose covariance is known, with the pseudo-inverse.
    ///
    /// V is scaled to its correlation matrix C, and V⁺ is the pseudo-inverse of C between the inverse
    /// errors, so that the unit of a bin does not matter. A bin of neither variance nor difference is
    /// left out.
    ///
    /// @param difference (n) D
    /// @param covariance (n × n) V
    /// @throws NumericalException when a bin differs but has no variance, or a variance is negative
    public static ChiSquare of(double[] difference, Covariance covariance) {
        return of(difference, CovarianceSum.known(covariance), Inverse.PSEUDO_INVERSE);
    }

    /// χ² of a difference whose covariance is known in part.
    ///
    /// @param difference (n) D
    /// @param sum        (n × n) V
    /// @param inverse    how V is inverted
    /// @throws NumericalException as above, or when there are too few replicas for Hartlap's factor
    public static ChiSquare of(double[] difference, CovarianceSum sum, Inverse inverse) {
        return of(difference, sum, inverse, UnaryOperator.identity());
    }

    /// χ² of bins that have to keep something, as those of a normalised spectrum their sum.
    ///
    /// @param held what holds a covariance to it, a linear map; done to every part after any shrinking
    /// @throws NumericalException as above
    public static ChiSquare of(
            double[] difference, CovarianceSum sum, Inverse inverse, UnaryOperator<Covariance> held) {
        Covariance total = held.apply(sum.total());
        if (difference.length != total.size()) {
            throw new IllegalArgumentException(
                    "%d differences have no covariance of %d bins".formatted(difference.length, total.size()));
        }
        requireVariance(difference, total);
        if (inverse == Inverse.SHRINKAGE) {
            Spectral shrunk = Spectral.of(sum.shrunk().map(held).total());
            return along(shrunk, difference).withShrinkage(sum.isKnown());
        }
        Spectral spectral = Spectral.of(total);
        ChiSquare known = along(spectral, difference);
        OptionalInt directions = sum.directionsBeyond(spectral.rank(), total, held);
        if (directions.isPresent()) {
            return known.hidden(directions.getAsInt(), inverse);
        }
        ChiSquare test = known.withDegrees(sum.degreesOfFreedom(spectral, held));
        return inverse == Inverse.HARTLAP ? test.corrected() : test;
    }

    /// Hartlap's factor (ν − n − 1)/ν; 1 for a covariance that is known.
    ///
    /// @param degrees ν
    /// @param rank    n
    /// @throws NumericalException when ν is not above n + 1
    private static double hartlap(double degrees, int rank) {
        if (degrees <= rank + 1) {
            throw new NumericalException(
                    "χ²: %s; take more replicas, fewer bins, or shrinkage".formatted(tooFewReplicas(degrees, rank)));
        }
        return Double.isInfinite(degrees) ? 1 : (degrees - rank - 1) / degrees;
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

    private static ChiSquare along(Spectral spectral, double[] difference) {
        double[] pulls = spectral.pulls(difference);
        double value = 0;
        for (int k = 0; k < spectral.rank(); k++) {
            double along = spectral.along(k, pulls);
            value += along * along / spectral.value(k);
        }
        double norm = squared(pulls);
        return new ChiSquare(
                value,
                spectral.rank(),
                Double.POSITIVE_INFINITY,
                OptionalDouble.of(survival(value, spectral.rank())),
                Optional.empty(),
                norm == 0 ? 0 : squared(spectral.across(pulls)) / norm,
                Inverse.PSEUDO_INVERSE,
                1);
    }

    private static double squared(double[] vector) {
        return Arrays.stream(vector).map(x -> x * x).sum();
    }

    private ChiSquare withDegrees(double degrees) {
        if (Double.isInfinite(degrees) || degreesOfFreedom == 0) {
            return this;
        }
        if (degrees <= degreesOfFreedom + 1) {
            return without(tooFewReplicas(degrees, degreesOfFreedom), degrees);
        }
        double rest = degrees - degreesOfFreedom + 1;
        double p = FDistribution.of(degreesOfFreedom, rest)
                .survivalProbability(value * rest / (degreesOfFreedom * degrees));
        return new ChiSquare(
                value, degreesOfFreedom, degrees, OptionalDouble.of(p), Optional.empty(), outside, inverse, 1);
    }

    private ChiSquare corrected() {
        double factor = hartlap(covarianceDegrees, degreesOfFreedom);
        return new ChiSquare(
                factor * value,
                degreesOfFreedom,
                covarianceDegrees,
                pValue,
                withoutPValue,
                outside,
                Inverse.HARTLAP,
                factor);
    }

    private ChiSquare hidden(int directions, Inverse asked) {
        String reason = "the replicas give variance to %d of the %d directions that the bins have"
                .formatted(degreesOfFreedom, directions);
        if (asked == Inverse.HARTLAP) {
            throw new NumericalException("χ²: %s; take fewer bins, or shrinkage".formatted(reason));
        }
        return without(reason, Double.NaN);
    }

    private ChiSquare withShrinkage(boolean known) {
        ChiSquare with = known ? this : without("how χ² is distributed after shrinkage is not known", Double.NaN);
        return new ChiSquare(
                value,
                degreesOfFreedom,
                with.covarianceDegrees,
                with.pValue,
                with.withoutPValue,
                outside,
                Inverse.SHRINKAGE,
                1);
    }

    private ChiSquare without(String reason, double degrees) {
        return new ChiSquare(
                value,
                degreesOfFreedom,
                degrees,
                OptionalDouble.empty(),
                Optional.of(reason),
                outside,
                inverse,
                correction);
    }

    private static String tooFewReplicas(double degrees, int rank) {
        return "%d degrees of freedom need more than %d replicas, and the covariance is known only as well as from %.1f"
                .formatted(rank, rank + 2, degrees + 1);
    }

    /// The probability that a χ² with a known covariance exceeds a value.
    static double survival(double value, int degreesOfFreedom) {
        return degreesOfFreedom == 0
                ? 1
                : ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(value);
    }
}
