package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Pseudo-inverses of Gram matrices, most of whose directions are 0 but for rounding.
class SymmetricTest {
    private static final int EVENTS = 5000;

    /// Σψψᵀ of the functions of one feature, of which so many values lie within a standard deviation.
    private static RealMatrix gram(Seed seed, int values) {
        float[] x = new float[EVENTS];
        double[] weight = new double[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            x[i] = (float) (Math.rint(seed.gaussian(i) * values) / values);
            weight[i] = 1;
        }
        Features features = Features.owning(List.of("y"), EVENTS, x);
        Mask all = Mask.all(EVENTS);
        try (var workers = new Workers(1)) {
            return new Basis(features, all, EfficientScore.RECO_STEPS)
                    .on(features)
                    .gram(all.indices(), weight, workers);
        }
    }

    /// Of A·X·A = A, directions are left out below the cutoff, times the norm. X is at most 1/(cutoff · norm), and so n
    /// terms of its rounding errors are n·ε/cutoff of the norm.
    @ParameterizedTest(name = "of {0} values per standard deviation")
    @ValueSource(ints = {1, 10, 100_000})
    void inverse(int values) {
        for (int i = 0; i < 20; i++) {
            RealMatrix gram = gram(Seed.of(21).child(i), values);
            double most = Symmetric.CUTOFF + gram.getRowDimension() * Math.ulp(1.0) / Symmetric.CUTOFF;
            assertThat(missing(Symmetric.inverse(gram), gram)).isLessThan(most);
            RealMatrix like = inUnits(gram, diagonal(gram).map(x -> 1 / Math.sqrt(x)));
            RealMatrix other =
                    inUnits(Symmetric.inverseOfAnyUnits(gram), diagonal(gram).map(Math::sqrt));
            assertThat(missing(other, like)).isLessThan(most);
        }
    }

    private static double missing(RealMatrix inverse, RealMatrix matrix) {
        RealMatrix difference = matrix.multiply(inverse).multiply(matrix).subtract(matrix);
        return difference.getFrobeniusNorm() / matrix.getFrobeniusNorm();
    }

    private static DoubleStream diagonal(RealMatrix matrix) {
        return IntStream.range(0, matrix.getRowDimension()).mapToDouble(k -> matrix.getEntry(k, k));
    }

    private static RealMatrix inUnits(RealMatrix matrix, DoubleStream scale) {
        RealMatrix units = MatrixUtils.createRealDiagonalMatrix(scale.toArray());
        return units.multiply(matrix).multiply(units);
    }

    @Test
    @DisplayName("that of 0 is 0")
    void zero() {
        RealMatrix nothing = MatrixUtils.createRealMatrix(2, 2);
        assertThat(Symmetric.inverse(nothing)).isEqualTo(nothing);
        assertThat(Symmetric.inverseOfAnyUnits(nothing)).isEqualTo(nothing);
    }
}
