package unfurl.unfold;

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
        return each(symmetric, value -> 1 / value);
    }

    /// The root of the pseudo-inverse.
    static RealMatrix inverseRoot(RealMatrix symmetric) {
        return each(symmetric, value -> 1 / Math.sqrt(value));
    }

    /// The matrix with a function of each eigenvalue that is seen in its place, and 0 in that of others.
    private static RealMatrix each(RealMatrix symmetric, DoubleUnaryOperator function) {
        var eigen = new EigenDecompositionSymmetric(symmetric);
        RealMatrix vectors = eigen.getV();
        RealMatrix scaled = vectors.copy();
        double least = CUTOFF * eigen.getEigenvalue(0);
        for (int k = 0; k < scaled.getColumnDimension(); k++) {
            double value = eigen.getEigenvalue(k);
            double factor = value > least ? function.applyAsDouble(value) : 0;
            scaled.setColumnVector(k, vectors.getColumnVector(k).mapMultiply(factor));
        }
        return scaled.multiplyTransposed(vectors);
    }
}
