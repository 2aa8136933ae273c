package unfurl.hist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.NumericalException;

/// The directions of a correlation matrix that have a variance: the eigenvectors of which the eigenvalue counts.
///
/// Most sources have few, and a decomposition in all bins would be slow, or not converge, for what is 0. So the
/// matrix is first written as LLᵀ with as few columns as it has directions, by Cholesky's decomposition that goes
/// from the bin of which the most is left unexplained to the next. Its eigenvalues above 0 are those of the small
/// LᵀL; of an eigenvector w of that, L w is one of LLᵀ.
final class Spectral {
    /// What is left unexplained of a bin's variance, on average over the bins.
    private static final double UNEXPLAINED = 1e-14;

    private final int[] bins;
    private final double[] errors;
    private final double[] values;
    private final double[][] vectors;

    /// @param bins    the bins with a variance
    /// @param errors  their standard deviations
    /// @param values  the eigenvalues that count
    /// @param vectors their eigenvectors of length 1
    private Spectral(int[] bins, double[] errors, double[] values, double[][] vectors) {
        this.bins = bins;
        this.errors = errors;
        this.values = values;
        this.vectors = vectors;
    }

    /// @throws NumericalException when a variance is negative
    static Spectral of(Covariance covariance) {
        int[] bins = binsWithVariance(covariance);
        double[] errors = Arrays.stream(bins).mapToDouble(covariance::error).toArray();
        if (bins.length == 0) {
            return new Spectral(bins, errors, new double[0], new double[0][]);
        }
        RealMatrix factor = MatrixUtils.createRealMatrix(factor(covariance, bins));
        RealMatrix small = factor.multiplyTransposed(factor);
        // The decomposition ends when what is left is small beside the eigenvalues at hand: with 0 it would not.
        double above = small.getNormInfty();
        var shift =
                MatrixUtils.createRealIdentityMatrix(small.getRowDimension()).scalarMultiply(above);
        var eigen = new EigenDecompositionSymmetric(small.add(shift));
        double[] values = Arrays.stream(eigen.getEigenvalues())
                .map(value -> value - above)
                .toArray();
        double least = ChiSquare.RANK_TOLERANCE * Arrays.stream(values).max().orElseThrow();
        int[] counting =
                IntStream.range(0, values.length).filter(k -> values[k] > least).toArray();
        return new Spectral(
                bins,
                errors,
                Arrays.stream(counting).mapToDouble(k -> values[k]).toArray(),
                Arrays.stream(counting)
                        .mapToObj(k -> factor.preMultiply(eigen.getEigenvector(k))
                                .mapDivide(Math.sqrt(values[k]))
                                .toArray())
                        .toArray(double[][]::new));
    }

    private static int[] binsWithVariance(Covariance covariance) {
        for (int i = 0; i < covariance.size(); i++) {
            if (covariance.get(i, i) < 0) {
                throw new NumericalException("the variance of bin %d is %s".formatted(i, covariance.get(i, i)));
            }
        }
        return IntStream.range(0, covariance.size())
                .filter(i -> covariance.get(i, i) > 0)
                .toArray();
    }

    /// (directions × bins) the columns of L.
    private static double[][] factor(Covariance covariance, int[] bins) {
        double[] left = new double[bins.length];
        Arrays.fill(left, 1);
        var columns = new ArrayList<double[]>();
        do {
            columns.add(next(covariance, bins, left, columns));
        } while (columns.size() < bins.length && Arrays.stream(left).sum() > UNEXPLAINED * bins.length);
        return columns.toArray(double[][]::new);
    }

    /// One more column; what it explains is taken from what is left.
    private static double[] next(Covariance covariance, int[] bins, double[] left, List<double[]> columns) {
        int pivot = 0;
        for (int i = 1; i < left.length; i++) {
            pivot = left[i] > left[pivot] ? i : pivot;
        }
        double[] column = new double[bins.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = covariance.correlation(bins[i], bins[pivot]);
        }
        for (double[] before : columns) {
            double factor = before[pivot];
            for (int i = 0; i < column.length; i++) {
                column[i] -= before[i] * factor;
            }
        }
        double length = Math.sqrt(left[pivot]);
        for (int i = 0; i < column.length; i++) {
            column[i] /= length;
            left[i] = i == pivot ? 0 : Math.max(0, left[i] - column[i] * column[i]);
        }
        return column;
    }

    /// The columns of L, in the unit of the errors: their outer products sum to the covariance.
    static List<double[]> shifts(Covariance covariance) {
        int[] bins = binsWithVariance(covariance);
        if (bins.length == 0) {
            return List.of();
        }
        return Arrays.stream(factor(covariance, bins))
                .map(column -> {
                    double[] shift = new double[covariance.size()];
                    for (int i = 0; i < bins.length; i++) {
                        shift[bins[i]] = column[i] * covariance.error(bins[i]);
                    }
                    return shift;
                })
                .toList();
    }

    /// How many directions there are.
    int rank() {
        return values.length;
    }

    /// The eigenvalue of a direction.
    double value(int k) {
        return values[k];
    }

    /// Another covariance of the same bins along the directions, in units of the errors and of the standard
    /// deviations along them: of the covariance itself it is the unit matrix.
    double[][] projected(Covariance other) {
        int rank = rank();
        double[][] projected = new double[rank][rank];
        double[] row = new double[bins.length];
        for (int k = 0; k < rank; k++) {
            Arrays.fill(row, 0);
            for (int i = 0; i < bins.length; i++) {
                double along = vectors[k][i] / errors[i];
                for (int j = 0; j < bins.length; j++) {
                    row[j] += along * other.get(bins[i], bins[j]);
                }
            }
            for (int j = 0; j < bins.length; j++) {
                row[j] /= errors[j];
            }
            for (int l = 0; l <= k; l++) {
                projected[k][l] = dot(row, vectors[l]) / Math.sqrt(values[k] * values[l]);
                projected[l][k] = projected[k][l];
            }
        }
        return projected;
    }

    /// The differences of the bins in units of their errors.
    double[] pulls(double[] difference) {
        double[] pulls = new double[bins.length];
        Arrays.setAll(pulls, i -> difference[bins[i]] / errors[i]);
        return pulls;
    }

    /// The part of pulls along a direction.
    double along(int k, double[] pulls) {
        return dot(vectors[k], pulls);
    }

    /// What is left of pulls when their parts along all directions are taken away.
    double[] across(double[] pulls) {
        double[] across = pulls.clone();
        for (double[] vector : vectors) {
            double along = dot(vector, pulls);
            Arrays.setAll(across, i -> across[i] - along * vector[i]);
        }
        return across;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
