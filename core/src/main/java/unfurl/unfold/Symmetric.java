package unfurl.unfold;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.math.Sums;

/// Symmetric matrices that should have no negative direction: Gram matrices and informations.
final class Symmetric {
    /// Directions of a Gram matrix below this part of its greatest one are not seen.
    static final double CUTOFF = 1e-9;

    private Symmetric() {}

    /// A matrix that is symmetric but for rounding, made so.
    static RealMatrix of(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    /// (p × p) Σ weight·s·sᵀ over rows.
    ///
    /// @param values (p × every row) s
    /// @param weight of every row
    static RealMatrix squares(double[][] values, double[] weight, int[] rows) {
        int p = values.length;
        RealMatrix out = MatrixUtils.createRealMatrix(p, p);
        for (int k = 0; k < p; k++) {
            for (int l = 0; l <= k; l++) {
                double[] a = values[k];
                double[] b = values[l];
                double sum = Sums.sum(rows.length, i -> weight[rows[i]] * a[rows[i]] * b[rows[i]]);
                out.setEntry(k, l, sum);
                out.setEntry(l, k, sum);
            }
        }
        return out;
    }

    /// The pseudo-inverse.
    static RealMatrix inverse(RealMatrix symmetric) {
        RealMatrix whitening = whitening(symmetric);
        return whitening.multiplyTransposed(whitening);
    }

    /// The root of the pseudo-inverse.
    static RealMatrix inverseRoot(RealMatrix symmetric) {
        RealMatrix half = seen(symmetric, value -> 1 / Math.sqrt(Math.sqrt(value)));
        return half.multiplyTransposed(half);
    }

    /// (n × seen) takes functions with this Gram matrix to some of unit covariance.
    static RealMatrix whitening(RealMatrix symmetric) {
        return seen(symmetric, value -> 1 / Math.sqrt(value));
    }

    /// (n × seen) the eigenvectors that are seen, each times a function of its eigenvalue; a column of 0 if none is.
    private static RealMatrix seen(RealMatrix symmetric, DoubleUnaryOperator function) {
        int n = symmetric.getRowDimension();
        // Far from 0, since the iteration for eigenvalues need not converge where many are 0 but for rounding.
        double shift = symmetric.getNormInfty();
        RealMatrix shifts = MatrixUtils.createRealIdentityMatrix(n).scalarMultiply(shift);
        var eigen = new EigenDecompositionSymmetric(symmetric.add(shifts));
        double[] values = Arrays.stream(eigen.getEigenvalues())
                .map(value -> value - shift)
                .toArray();
        int seen = (int) Arrays.stream(values)
                .filter(value -> value > CUTOFF * values[0])
                .count();
        RealMatrix vectors = MatrixUtils.createRealMatrix(n, Math.max(1, seen));
        for (int k = 0; k < seen; k++) {
            vectors.setColumnVector(k, eigen.getEigenvector(k).mapMultiply(function.applyAsDouble(values[k])));
        }
        return vectors;
    }
}
