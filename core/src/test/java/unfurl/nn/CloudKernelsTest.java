package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unfurl.math.Seed;

/// The kernels that networks on clouds use beside those of all networks: the fast form gives the bits of the
/// definition, at sizes on either side of those that it treats alike.
class CloudKernelsTest {
    private static final Seed SEED = Seed.of(41);

    private final Twins twins = Twins.used();
    private final Kernels scalar = twins.definition();
    private final Kernels vector = twins.fast();

    @Test
    void productsHaveTheBitsOfTheDefinition() {
        for (int width : new int[] {16, 32, 48, 80}) {
            for (int rows = 1; rows <= 9; rows++) {
                for (int terms : new int[] {1, 2, 7}) {
                    float[] left = gaussians(rows * terms + 3);
                    float[] right = gaussians(terms * width + 5);
                    float[][] out = new float[2][rows * width + 2];
                    scalar.product(left, 3, terms, 1, rows, terms, right, 5, out[0], 2, width);
                    vector.product(left, 3, terms, 1, rows, terms, right, 5, out[1], 2, width);
                    assertThat(out[1]).isEqualTo(out[0]);
                    scalar.product(left, 3, 1, rows, rows, terms, right, 5, out[0], 2, width);
                    vector.product(left, 3, 1, rows, rows, terms, right, 5, out[1], 2, width);
                    assertThat(out[1]).isEqualTo(out[0]);
                }
            }
        }
    }

    /// [[1, 2], [3, 4]] times two rows of 16 equal numbers, 10 and 100; then its transpose.
    @Test
    void aProductIsThatOfAlgebra() {
        float[] left = {1, 2, 3, 4};
        float[] right = new float[32];
        IntStream.range(0, 32).forEach(i -> right[i] = i < 16 ? 10 : 100);
        float[] out = new float[32];
        vector.product(left, 0, 2, 1, 2, 2, right, 0, out, 0, 16);
        assertThat(out[0]).isEqualTo(210);
        assertThat(out[16]).isEqualTo(430);
        vector.product(left, 0, 1, 2, 2, 2, right, 0, out, 0, 16);
        assertThat(out[15]).isEqualTo(310);
        assertThat(out[31]).isEqualTo(420);
    }

    /// Shares have a relative error of 2·10⁻⁷ from the exponential and one rounding for each term of their sum.
    @Test
    void theSoftmaxIsOneOverEachColumn() {
        for (int width : new int[] {16, 48}) {
            for (int rows : new int[] {1, 2, 17}) {
                float[] one = gaussians(rows * width);
                IntStream.range(0, one.length).forEach(i -> one[i] *= 30);
                float[] before = one.clone();
                float[] other = one.clone();
                scalar.softmax(one, rows, width, 0.5f);
                vector.softmax(other, rows, width, 0.5f);
                assertThat(other).isEqualTo(one);
                for (int x = 0; x < width; x++) {
                    int column = x;
                    double sum = IntStream.range(0, rows)
                            .mapToDouble(j -> Math.exp(0.5 * before[j * width + column]))
                            .sum();
                    for (int j = 0; j < rows; j++) {
                        double share = Math.exp(0.5 * before[j * width + x]) / sum;
                        assertThat((double) one[j * width + x]).isCloseTo(share, within(4e-6 * share + 1e-30));
                    }
                }
            }
        }
    }

    @Test
    void theWayBackThroughAnActivationIsItsSlope() {
        int width = 3;
        float[] delta = gaussians(Panel.at(width));
        float[] slope = gaussians(Panel.at(width) + 1);
        slope[Panel.at(0) + 7] = 0;
        for (boolean rectified : new boolean[] {false, true}) {
            float[][] out = new float[2][Panel.at(width)];
            float[] given = slope.clone();
            IntStream.range(0, given.length).forEach(i -> given[i] = rectified ? Math.max(0, slope[i]) : slope[i]);
            scalar.throughActivation(delta, given, rectified, out[0], width);
            vector.throughActivation(delta, given, rectified, out[1], width);
            assertThat(out[1]).isEqualTo(out[0]);
            for (int i = 0; i < delta.length; i++) {
                float wanted = delta[i] * (rectified ? slope[i] > 0 ? 1 : 0 : slope[i]);
                assertThat(out[0][i])
                        .isEqualTo(i >= Panel.LEAD && (i - Panel.LEAD) % Panel.STRIDE < Kernels.STRIPE ? wanted : 0);
            }
        }
    }

    private static float[] gaussians(int n) {
        float[] values = new float[n];
        IntStream.range(0, n).forEach(i -> values[i] = (float) SEED.gaussian(i));
        return values;
    }
}
