package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import unfurl.math.Workers;

/// Steps of the optimiser against algebra by hand. The network is 1-1: the weight at 0, the bias at 16.
class AdamWTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private final Layout layout = Layout.of(new Perceptron(1, List.of(), Activation.RELU));

    @Test
    void theFirstStepIsTheRateInTheGradientsDirectionAndDecaysTheWeightAlone() {
        float[] p = step(1, 0.5, INFINITE, 3, -8);
        assertThat(p[0]).isCloseTo((float) (2 * (1 - 0.01 * 0.5) - 0.01), within(1e-6f));
        assertThat(p[16]).isCloseTo((float) (1 + 0.01), within(1e-6f));
        assertThat(p[1]).isZero();
    }

    /// g = 3 then −1, so m = 0.27 − 0.1 = 0.17 and v = 0.008991 + 0.001 = 0.009991; the corrections are 1 −
    /// 0.81 and 1 − 0.998001.
    @Test
    void theSecondStepFollowsTheMoments() {
        var optimiser = new AdamW(new VectorKernels(), layout, 0);
        float[] p = new float[layout.room()];
        try (var workers = new Workers(1)) {
            optimiser.step(p, new float[][] {gradient(3, 0)}, 1, 1, INFINITE, 0.01, workers);
            optimiser.step(p, new float[][] {gradient(-1, 0)}, 1, 1, INFINITE, 0.01, workers);
        }
        double second = 0.01 * (0.17 / 0.19) / Math.sqrt(0.009991 / 0.001999);
        assertThat((double) p[0]).isCloseTo(-0.01 - second, within(1e-7));
    }

    /// The gradient of length 5 is cut to 1, so that 3 becomes 0.6. Adam's first step hides the length; the
    /// second, after gradients g and 1, is m = 0.09 g + 0.1 over the root of v = 0.000999 g² + 0.001, both
    /// corrected.
    @Test
    void aLongGradientIsShortenedOnlyWhenAsked() {
        assertThat(secondStep(INFINITE)).isCloseTo(expectedSecondStep(3), within(1e-6));
        assertThat(secondStep(10)).isCloseTo(expectedSecondStep(3), within(1e-6));
        assertThat(secondStep(1)).isCloseTo(expectedSecondStep(0.6), within(1e-6));
    }

    @Test
    void blocksAreAddedAndScaled() {
        float[] one = new float[layout.room()];
        float[] three = new float[layout.room()];
        try (var workers = new Workers(2)) {
            new AdamW(new VectorKernels(), layout, 0)
                    .step(one, new float[][] {gradient(12, 1)}, 1, 0.5, INFINITE, 0.01, workers);
            float[][] parts = {gradient(3, 0.25f), gradient(4, 0.25f), gradient(5, 0.5f), gradient(99, 99)};
            new AdamW(new VectorKernels(), layout, 0).step(three, parts, 3, 0.5, INFINITE, 0.01, workers);
        }
        assertThat(three).isEqualTo(one);
    }

    private double secondStep(double maxNorm) {
        var optimiser = new AdamW(new VectorKernels(), layout, 0);
        float[] p = new float[layout.room()];
        try (var workers = new Workers(1)) {
            optimiser.step(p, new float[][] {gradient(3, 4)}, 1, 1, maxNorm, 1, workers);
            float before = p[0];
            optimiser.step(p, new float[][] {gradient(1, 0)}, 1, 1, INFINITE, 1, workers);
            return before - p[0];
        }
    }

    private static double expectedSecondStep(double g) {
        return (0.09 * g + 0.1) / 0.19 / Math.sqrt((0.000999 * g * g + 0.001) / 0.001999);
    }

    private float[] step(double scale, double decay, double maxNorm, float weight, float bias) {
        float[] p = new float[layout.room()];
        p[0] = 2;
        p[16] = 1;
        try (var workers = new Workers(1)) {
            new AdamW(new VectorKernels(), layout, decay)
                    .step(p, new float[][] {gradient(weight, bias)}, 1, scale, maxNorm, 0.01, workers);
        }
        return p;
    }

    private float[] gradient(float weight, float bias) {
        float[] g = new float[layout.size()];
        g[0] = weight;
        g[16] = bias;
        return g;
    }
}
