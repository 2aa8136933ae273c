package unfurl.hist;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.hist.CovarianceSum.Part;

/// How many degrees of freedom one sample covariance has with which χ² would be, on average, what it is
/// with a sum V of several: Satterthwaite's question for matrices.
///
/// For V of one sample covariance of ν degrees of freedom in n directions, the mean of DᵀV⁻¹D is n·f
/// with f = ν/(ν − n), to leading order in n and ν. For a sum the inverse of V is on average, to the
/// same order, Q = (Σ V_s/f_s)⁻¹ with f_s = 1 + tr(V_s Q)/ν_s and f_s = 1 of a known part; the mean of
/// χ² is m = tr(Q ΣV_s), and ν = n·m/(m − n). To first order in 1/ν_s, with A_s = V_s V⁻¹, that is (n²
/// + …)/ν = Σ (tr²A_s + …)/ν_s: K. Krishnamoorthy, J. Yu, Stat. Probab. Lett. 66 (2004) 161, the
/// invariant form of D. G. Nel, C. A. van der Merwe, Commun. Stat. Theory Methods 15 (1986) 3719. The
/// higher orders matter where parts are of very different sizes or numbers.
///
/// Source: the mean inverse of sums of sample covariances: R. Couillet, M. Debbah, J. W. Silverstein,
/// IEEE Trans. Inf. Theory 57 (2011) 3493, arXiv:0906.3667, theorem 1, at the point 0.
///
/// The true V_s are not known. With the sample covariances themselves, parts of few replicas would seem
/// to have all their variance in few directions; so their correlations are shrunk first.
final class EffectiveDegrees {
    private static final int MOST_STEPS = 200;
    private static final double PRECISION = 1e-5;
    /// A mean of χ² beyond this, in degrees of freedom, is as good as none.
    private static final double DIVERGED = 1e3;

    private final int size;
    private final double[] degrees;
    private final RealMatrix[] parts;
    private final double[] kept;
    private RealMatrix inverse;

    private EffectiveDegrees(RealMatrix[] parts, double[] degrees) {
        this.size = parts[0].getRowDimension();
        this.parts = parts;
        this.degrees = degrees;
        this.kept = new double[parts.length];
        Arrays.fill(kept, 1);
        this.inverse = meanInverse();
    }

    /// ν of a sum.
    ///
    /// @param directions in which V has a variance
    /// @param shrunk     the parts of V
    /// @return ν: K − 1 of a single part of K replicas, and else at least the number n of directions; n
    ///         where χ² has no mean
    static double of(Spectral directions, CovarianceSum shrunk) {
        List<Part> parts = shrunk.parts().stream()
                .filter(part -> !part.covariance().isZero())
                .toList();
        if (parts.stream().allMatch(Part::isKnown)) {
            return Double.POSITIVE_INFINITY;
        }
        return parts.size() == 1
                ? parts.getFirst().degreesOfFreedom()
                : new EffectiveDegrees(
                                parts.stream()
                                        .map(part ->
                                                MatrixUtils.createRealMatrix(directions.projected(part.covariance())))
                                        .toArray(RealMatrix[]::new),
                                parts.stream()
                                        .mapToDouble(Part::degreesOfFreedom)
                                        .toArray())
                        .solved();
    }

    private double solved() {
        double change = 1;
        for (int step = 0; step < MOST_STEPS && change > PRECISION; step++) {
            change = step();
            inverse = meanInverse();
            if (Arrays.stream(kept).min().orElseThrow() < 1 / DIVERGED) {
                return size;
            }
        }
        double mean = Arrays.stream(parts).mapToDouble(this::along).sum();
        return size * mean / (mean - size);
    }

    /// kept = 1/f. Of f = 1 + tr(V_s Q)/ν follows kept = 1 − kept·tr(V_s Q)/ν too, which is at its end
    /// at once where one part is nearly all of V, and is above 0 for certain where ν > n.
    ///
    /// @return the largest relative change
    private double step() {
        double largest = 0;
        for (int s = 0; s < parts.length; s++) {
            double along = along(parts[s]);
            double next = degrees[s] > size ? 1 - kept[s] * along / degrees[s] : degrees[s] / (degrees[s] + along);
            next = Double.isInfinite(degrees[s]) ? 1 : next;
            largest = Math.max(largest, Math.abs(next / kept[s] - 1));
            kept[s] = next;
        }
        return largest;
    }

    private double along(RealMatrix part) {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                trace += part.getEntry(i, j) * inverse.getEntry(i, j);
            }
        }
        return trace;
    }

    private RealMatrix meanInverse() {
        RealMatrix sum = MatrixUtils.createRealMatrix(size, size);
        for (int s = 0; s < parts.length; s++) {
            sum = sum.add(parts[s].scalarMultiply(kept[s]));
        }
        return new CholeskyDecomposition(sum, CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD, 0)
                .getSolver()
                .getInverse();
    }
}
