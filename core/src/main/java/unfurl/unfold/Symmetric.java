package unfurl.unfold;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.math.Sums;

/// Symmetric matrices that should have no negative direction: Gram matrices and informations.
final class Symmetric {
    /// Directions below this part of the greatest one are not seen.
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

    /// The pseudo-inverse, of functions that are alike in size.
    static RealMatrix inverse(RealMatrix symmetric) {
        RealMatrix whitening = whitening(symmetric);
        return whitening.multiplyTransposed(whitening);
    }

    /// The inverse X with A·X·A = A, of parameters in units of any size.
    static RealMatrix inverseOfAnyUnits(RealMatrix symmetric) {
        RealMatrix whitening = whiteningOfAnyUnits(symmetric);
        return whitening.multiplyTransposed(whitening);
    }

    /// (n × n) Σ f(x)·v·vᵀ over the solutions of A·v = x·B·v with vᵀBv = 1, of parameters in units of any size.
    static RealMatrix relative(RealMatrix a, RealMatrix b, DoubleUnaryOperator f) {
        RealMatrix whitening = whiteningOfAnyUnits(b);
        var eigen = new EigenDecompositionSymmetric(
                of(whitening.transposeMultiply(a).multiply(whitening)));
        RealMatrix vectors = whitening.multiply(eigen.getV());
        double[] values = Arrays.stream(eigen.getEigenvalues()).map(f).toArray();
        return vectors.multiply(MatrixUtils.createRealDiagonalMatrix(values)).multiplyTransposed(vectors);
    }

    /// (n × seen) W with WᵀAW = 1, of parameters in units of any size: what is seen is so with a diagonal of 1.
    static RealMatrix whiteningOfAnyUnits(RealMatrix symmetric) {
        double[] scale = new double[symmetric.getRowDimension()];
        Arrays.setAll(scale, k -> symmetric.getEntry(k, k) > 0 ? 1 / Math.sqrt(symmetric.getEntry(k, k)) : 0);
        RealMatrix units = MatrixUtils.createRealDiagonalMatrix(scale);
        return units.multiply(whitening(of(units.multiply(symmetric).multiply(units))));
    }

    /// (n × seen) W with WᵀAW = 1, of the directions that are seen; a column of 0 if none is.
    static RealMatrix whitening(RealMatrix symmetric) {
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
        RealMatrix directions = MatrixUtils.createRealMatrix(n, Math.max(1, seen));
        for (int k = 0; k < seen; k++) {
            directions.setColumnVector(k, eigen.getEigenvector(k).mapDivide(Math.sqrt(values[k])));
        }
        return directions;
    }
}
