package unfurl.hist;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import unfurl.NumericalException;

/// The eigenvectors of a correlation matrix, bins without variance left out.
final class Spectral {
    private final int[] bins;
    private final double[] errors;
    private final double[] values;
    private final RealVector[] vectors;

    /// @param bins    the bins with a variance
    /// @param errors  their standard deviations
    /// @param values  the eigenvalues
    /// @param vectors the eigenvectors, in the order of the values
    private Spectral(int[] bins, double[] errors, double[] values, RealVector[] vectors) {
        this.bins = bins;
        this.errors = errors;
        this.values = values;
        this.vectors = vectors;
    }

    /// @throws NumericalException when a variance is negative
    static Spectral of(Covariance covariance) {
        for (int i = 0; i < covariance.size(); i++) {
            if (covariance.get(i, i) < 0) {
                throw new NumericalException("the variance of bin %d is %s".formatted(i, covariance.get(i, i)));
            }
        }
        int[] bins = IntStream.range(0, covariance.size())
                .filter(i -> covariance.get(i, i) > 0)
                .toArray();
        if (bins.length == 0) {
            return new Spectral(bins, new double[0], new double[0], new RealVector[0]);
        }
        double[][] correlation = new double[bins.length][bins.length];
        for (int i = 0; i < bins.length; i++) {
            for (int j = 0; j < bins.length; j++) {
                correlation[i][j] = covariance.correlation(bins[i], bins[j]);
            }
        }
        var eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(correlation));
        return new Spectral(
                bins,
                Arrays.stream(bins).mapToDouble(covariance::error).toArray(),
                eigen.getEigenvalues(),
                IntStream.range(0, bins.length).mapToObj(eigen::getEigenvector).toArray(RealVector[]::new));
    }

    /// Whether an eigenvalue counts as above 0.
    boolean counts(int k) {
        return values[k]
                > ChiSquare.RANK_TOLERANCE * Arrays.stream(values).max().orElse(0);
    }

    double[] values() {
        return values;
    }

    RealVector[] vectors() {
        return vectors;
    }

    int rank() {
        return (int) IntStream.range(0, values.length).filter(this::counts).count();
    }

    /// Another covariance of the same bins in the directions that count, in units of the errors and of the
    /// standard deviations along them: of the covariance itself it is the unit matrix.
    RealMatrix projected(Covariance other) {
        int[] counting = IntStream.range(0, values.length).filter(this::counts).toArray();
        RealMatrix scaled = MatrixUtils.createRealMatrix(bins.length, bins.length);
        RealMatrix along = MatrixUtils.createRealMatrix(bins.length, counting.length);
        for (int i = 0; i < bins.length; i++) {
            for (int j = 0; j < bins.length; j++) {
                scaled.setEntry(i, j, other.get(bins[i], bins[j]) / errors[i] / errors[j]);
            }
            for (int k = 0; k < counting.length; k++) {
                along.setEntry(i, k, vectors[counting[k]].getEntry(i) / Math.sqrt(values[counting[k]]));
            }
        }
        return along.transposeMultiply(scaled).multiply(along);
    }

    /// The differences of the bins in units of their errors.
    RealVector pulls(double[] difference) {
        double[] pulls = new double[bins.length];
        Arrays.setAll(pulls, i -> difference[bins[i]] / errors[i]);
        return MatrixUtils.createRealVector(pulls);
    }
}
