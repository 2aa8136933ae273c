package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/// The stated errors, against the platform's double-precision functions (correct to 1 unit in the 53rd
/// bit).
class ElementaryTest {
    @FunctionalInterface
    private interface FloatFunction {
        float of(float x);
    }

    @Test
    void expIsWithinItsError() {
        assertThat(worst(Elementary::exp, StrictMath::exp, -87, 88)).isLessThan(1);
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(-1000)).isEqualTo(Elementary.exp(-87)).isPositive();
        assertThat(Elementary.exp(1000)).isEqualTo(Elementary.exp(88)).isFinite();
        assertThat(Elementary.exp(Float.NaN)).isNaN();
    }

    @Test
    void log1pIsWithinItsError() {
        assertThat(worst(Elementary::log1p, StrictMath::log1p, 0, 1)).isLessThan(3);
        assertThat(Elementary.log1p(0)).isZero();
    }

    @Test
    void logisticIsWithinItsError() {
        DoubleUnaryOperator exact = x -> 1 / (1 + StrictMath.exp(-x));
        assertThat(worst(Elementary::logistic, exact, -87, 1e30f)).isLessThan(2.5);
    }

    @Test
    void tanhIsWithinItsError() {
        assertThat(worst(Elementary::tanh, StrictMath::tanh, -1e30f, 1e30f)).isLessThan(2.5);
        assertThat(Elementary.tanh(1e-20f)).isEqualTo(1e-20f);
        assertThat(Elementary.tanh(300)).isEqualTo(1);
        assertThat(Elementary.tanh(-300)).isEqualTo(-1);
    }

    @Test
    void theNormalDistributionFunctionAndGeluAreWithinTheirAbsoluteErrors() {
        double distribution = 0;
        double near = 0;
        double far = 0;
        double slope = 0;
        float[] panel = Panel.of(1);
        float[] slopes = Panel.of(1);
        for (double x = -10; x <= 10; x += 0.0013) {
            float f = (float) x;
            double exact = normal(f);
            float tail = Elementary.normalTail(Math.abs(f)) * Elementary.exp(-0.5f * f * f);
            distribution = Math.max(distribution, Math.abs((f < 0 ? tail : 1 - tail) - exact));
            panel[Panel.LEAD] = f;
            new ScalarKernels().activate(Activation.GELU, panel, 1, slopes);
            double error = Math.abs(panel[Panel.LEAD] - f * exact);
            near = Math.max(near, Math.abs(f) <= 1 ? error : 0);
            far = Math.max(far, error);
            double density = StrictMath.exp(-0.5 * f * f) / Math.sqrt(2 * Math.PI);
            slope = Math.max(slope, Math.abs(slopes[Panel.LEAD] - (exact + f * density)));
        }
        assertThat(distribution).isLessThan(3e-7);
        assertThat(near).isLessThan(3e-7);
        assertThat(far).isLessThan(5e-7);
        assertThat(slope).isLessThan(4e-7);
    }

    @Test
    void vectorFormsHaveTheSameBits() {
        same(Elementary::exp, VectorElementary::exp);
        same(Elementary::log1p, VectorElementary::log1p);
        same(Elementary::logistic, VectorElementary::logistic);
        same(Elementary::tanh, VectorElementary::tanh);
        same(Elementary::normalTail, VectorElementary::normalTail);
    }

    /// Φ(x) by the trapezoidal rule in steps of 1/1000 from 0; its error at this smooth function is below
    /// 10⁻⁷·φ″/12.
    private static double normal(double x) {
        int n = 2000;
        double h = x / n;
        double sum = 0.5 * (1 + StrictMath.exp(-x * x / 2));
        for (int i = 1; i < n; i++) {
            sum += StrictMath.exp(-(i * h) * (i * h) / 2);
        }
        return 0.5 + sum * h / Math.sqrt(2 * Math.PI);
    }

    /// The largest error in units in the last place of the exact value, over every 1009th number of the range.
    private static double worst(FloatFunction tried, DoubleUnaryOperator exact, float from, float to) {
        double worst = 0;
        for (int bits = 0; bits >= 0 && bits < Float.floatToRawIntBits(Float.MAX_VALUE); bits += 1009) {
            float size = Float.intBitsToFloat(bits);
            for (float x : new float[] {size, -size}) {
                if (x >= from && x <= to) {
                    double right = exact.applyAsDouble(x);
                    worst = Math.max(worst, Math.abs(tried.of(x) - right) / Math.ulp((float) right));
                }
            }
        }
        return worst;
    }

    private static void same(FloatFunction scalar, UnaryOperator<FloatVector> vector) {
        float[] in = new float[VectorKernels.SPECIES.length()];
        for (int i = 0; i < 20_000; i++) {
            for (int lane = 0; lane < in.length; lane++) {
                in[lane] = (i * 16 + lane) * 0.00061f - 97f;
            }
            in[0] = i == 0 ? Float.NaN : i == 1 ? Float.POSITIVE_INFINITY : i == 2 ? -0f : in[0];
            FloatVector out = vector.apply(FloatVector.fromArray(VectorKernels.SPECIES, in, 0));
            for (int lane = 0; lane < in.length; lane++) {
                assertThat(Float.floatToIntBits(out.lane(lane)))
                        .as("at %s", in[lane])
                        .isEqualTo(Float.floatToIntBits(scalar.of(in[lane])));
            }
        }
    }
}
