package unfurl.unfold;

import java.util.Arrays;
import org.hipparchus.linear.MatrixUtils;
import unfurl.math.Workers;

/// Weights changed as little as possible so that sums over them are what they should be: each is multiplied by
/// 1 + cᵀψ, with the c that is needed.
///
/// Source: J.-C. Deville, C.-E. Särndal, J. Am. Stat. Assoc. 87 (1992) 376, the linear case.
final class Calibration {
    private Calibration() {}

    /// The changed weights; those of other rows stay.
    ///
    /// @param functions ψ
    /// @param rows      what is added up
    /// @param weight    of every row
    /// @param wanted    (size) what Σ weight·ψ over the rows should be
    static double[] of(Functions functions, int[] rows, double[] weight, double[] wanted, Workers workers) {
        double[] given = functions.sums(rows, weight, workers);
        double[] missing = new double[wanted.length];
        Arrays.setAll(missing, a -> wanted[a] - given[a]);
        double[] c = Symmetric.inverseOfAnyUnits(functions.gram(rows, weight, workers))
                .operate(missing);
        double[][] change = new double[1][weight.length];
        functions.combine(rows, MatrixUtils.createColumnRealMatrix(c), change, workers);
        double[] out = weight.clone();
        Arrays.setAll(out, row -> weight[row] * (1 + change[0][row]));
        return out;
    }
}
