package unfurl.hist;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;
import unfurl.NumericalException;

/// χ² of a difference with its full covariance.
///
/// @param value            χ² = DᵀV⁺D
/// @param degreesOfFreedom the rank of V
/// @param pValue           the probability of a larger χ² if D has mean 0 and covariance V; 1 for rank 0
/// @param outside          the part of |D|² (in units of the errors) in directions that V gives no variance, 0
///                         to 1. χ² knows nothing of that part: more than rounding means V has too few replicas
///                         for the question
public record ChiSquare(double value, int degreesOfFreedom, double pValue, double outside) {
    /// An eigenvalue of the correlation matrix below this part of the largest counts as 0.
    public static final double RANK_TOLERANCE = 1e-10;

    /// χ² of a difference.
    ///
    /// V is scaled to its correlation matrix C, and V⁺ is the pseudo-inverse of C between the inverse errors,
    /// so that the unit of a bin does not matter. A bin of neither variance nor difference is left out.
    ///
    /// @param difference (n) D
    /// @param covariance (n × n) V
    /// @throws NumericalException when a bin differs but has no variance, or a variance is negative
    public static ChiSquare of(double[] difference, Covariance covariance) {
        if (difference.length != covariance.size()) {
            throw new IllegalArgumentException(
                    "%d differences have no covariance of %d bins".formatted(difference.length, covariance.size()));
        }
        int[] bins = IntStream.range(0, difference.length)
                .filter(i -> hasVariance(difference[i], covariance.get(i, i), i))
                .toArray();
        if (bins.length == 0) {
            return new ChiSquare(0, 0, 1, 0);
        }
        var correlation = MatrixUtils.createRealMatrix(bins.length, bins.length);
        RealVector pulls = MatrixUtils.createRealVector(new double[bins.length]);
        for (int i = 0; i < bins.length; i++) {
            pulls.setEntry(i, difference[bins[i]] / covariance.error(bins[i]));
            for (int j = 0; j < bins.length; j++) {
                correlation.setEntry(i, j, covariance.correlation(bins[i], bins[j]));
            }
        }
        return alongEigenvectors(pulls, new EigenDecompositionSymmetric(correlation));
    }

    private static boolean hasVariance(double difference, double variance, int bin) {
        if (variance < 0 || (variance == 0 && difference != 0)) {
            throw new NumericalException("χ²: bin %d has the variance %s and differs by %s; merge it with another bin"
                    .formatted(bin, variance, difference));
        }
        return variance > 0;
    }

    private static ChiSquare alongEigenvectors(RealVector pulls, EigenDecompositionSymmetric eigen) {
        double[] variances = eigen.getEigenvalues();
        double largest = java.util.Arrays.stream(variances).max().orElseThrow();
        double value = 0;
        double outside = 0;
        int rank = 0;
        for (int k = 0; k < variances.length; k++) {
            double component = pulls.dotProduct(eigen.getEigenvector(k));
            if (variances[k] > RANK_TOLERANCE * largest) {
                value += component * component / variances[k];
                rank++;
            } else {
                outside += component * component;
            }
        }
        double norm = pulls.dotProduct(pulls);
        return new ChiSquare(value, rank, survival(value, rank), norm == 0 ? 0 : outside / norm);
    }

    private static double survival(double value, int degreesOfFreedom) {
        return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(value);
    }
}
