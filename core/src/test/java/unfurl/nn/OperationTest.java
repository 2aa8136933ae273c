package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.event.Particles;
import unfurl.math.Seed;

/// Each operation of the networks on clouds, and its derivatives, against the same function written plainly in
/// double precision and its central differences.
///
/// The loss is Σ c·y over the columns of particles with random c of order 1. Differences over 2·10⁻⁵ have errors
/// of 10⁻⁹; what is left is the float rounding of at most some hundred terms: 2·10⁻⁵ of the largest component.
///
/// No cloud's numbers depend on another's, so a difference takes the loss of one cloud, whose attention costs the
/// square of its particles. The clouds are small: on either side of 4 rows and of one and two vectors of 16, where
/// the kernels part ways, and one lies across the border of two panels.
class OperationTest {
    private static final int[] COUNTS = {0, 3, 33, 1, 0, 20, 31, 17, 9, 16, 2};
    private static final int COLUMNS = Arrays.stream(COUNTS).sum();
    private static final int STRIPE = Kernels.STRIPE;
    private static final double STEP = 1e-5;
    private static final double ROUNDING = 2e-5;

    private static final Seed SEED = Seed.of(17);

    /// The operation's definition on the cloud of an event, with its parameters.
    interface Slow {
        double[][] of(double[] parameters, double[][] cloud);
    }

    interface Fast {
        Operation of(Kernels kernels, Segments segments);
    }

    record Case(String name, int inputs, int outputs, int parameters, Slow slow, Fast fast) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        var four = new Layout.Layer(3, 4, 16, 0, 64, 80);
        return Stream.concat(
                Stream.of(Activation.values())
                        .map(f -> new Case(
                                "dense, " + f,
                                3,
                                4,
                                16,
                                (p, cloud) -> SlowSets.map(dense(p, cloud, 4), z -> SlowSets.activated(f, z)),
                                (kernels, segments) -> new DenseLayer(kernels, four, Optional.of(f), false))),
                Stream.of(
                        new Case(
                                "dense, linear",
                                3,
                                4,
                                16,
                                (p, cloud) -> dense(p, cloud, 4),
                                (kernels, segments) -> new DenseLayer(kernels, four, Optional.empty(), false)),
                        new Case(
                                "norm",
                                5,
                                5,
                                0,
                                (p, cloud) -> SlowSets.norm(cloud),
                                (kernels, segments) -> new LayerNorm(5)),
                        new Case(
                                "residual",
                                5,
                                5,
                                0,
                                (p, cloud) -> SlowSets.sum(cloud, SlowSets.norm(SlowSets.norm(cloud))),
                                (kernels, segments) -> new Residual(5, List.of(new LayerNorm(5), new LayerNorm(5)))),
                        attention(6, 2),
                        attention(2, 1),
                        attention(20, 4)));
    }

    private static Case attention(int width, int heads) {
        return new Case(
                "attention, %d in %d heads".formatted(width, heads),
                3 * width,
                width,
                0,
                (p, cloud) -> SlowSets.attend(cloud, all(cloud.length), heads),
                (kernels, segments) -> new SelfAttention(kernels, segments, width, heads));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsItsDefinitionAndKnowsItsDerivatives(Case one) {
        double[][][] x = clouds(one.inputs(), "x");
        double[][][] c = clouds(one.outputs(), "c");
        double[] p = IntStream.range(0, one.parameters())
                .mapToDouble(i -> (float) SEED.child("p").gaussian(i))
                .toArray();
        double[][][] wanted = IntStream.range(0, COUNTS.length)
                .mapToObj(event -> derivatives(x[event], () -> loss(one, p, x[event], c[event])))
                .toArray(double[][][]::new);
        double[] wantedByParameters = derivatives(p, () -> loss(one, p, x, c));
        for (Kernels kernels : Twins.used().both()) {
            Segments segments = segments();
            Operation operation = one.fast().of(kernels, segments);
            float[] padded = padded(p, one);
            float[][] in = panels(x, one.inputs());
            double[][][] y =
                    Arrays.stream(x).map(cloud -> one.slow().of(p, cloud)).toArray(double[][][]::new);
            assertClose(operation.forward(padded, in, 2), y, one.outputs());
            float[] gradient = new float[padded.length];
            float[][] below = operation.backward(padded, panels(c, one.outputs()), 2, gradient);
            assertClose(below, wanted, one.inputs());
            assertClose(compact(gradient, one), wantedByParameters);
        }
    }

    @Test
    void sumsAndTheirDerivativesAreThoseOfTheSegments() {
        int width = 3;
        double[][][] x = clouds(width, "x");
        float[] out = Panel.of(5);
        Arrays.fill(out, 7f);
        var sum = new SegmentSum(width, segments());
        sum.forward(panels(x, width), 0.25f, out, 1);
        float[][] below = sum.backward(out, 0.5f, 1);
        for (int event = 0, column = 0; event < COUNTS.length; column += COUNTS[event++]) {
            for (int k = 0; k < width; k++) {
                int feature = k;
                double wanted = 0.25
                        * Arrays.stream(x[event]).mapToDouble(v -> v[feature]).sum();
                assertThat((double) out[Panel.at(1 + k) + event]).isCloseTo(wanted, within(ROUNDING));
                for (int i = column; i < column + COUNTS[event]; i++) {
                    assertThat(below[i / STRIPE][Panel.at(k) + i % STRIPE])
                            .isEqualTo(0.5f * out[Panel.at(1 + k) + event]);
                }
            }
        }
        assertThat(out[Panel.at(1) - 1]).isEqualTo(7);
        assertThat(out[Panel.at(4)]).isEqualTo(7);
        assertThat(out[Panel.at(1) + COUNTS.length]).isZero();
        assertThat(below[1][Panel.at(0) + COLUMNS % STRIPE]).isZero();
    }

    private static double loss(Case one, double[] p, double[][][] x, double[][][] c) {
        return IntStream.range(0, x.length)
                .mapToDouble(event -> loss(one, p, x[event], c[event]))
                .sum();
    }

    private static double loss(Case one, double[] p, double[][] x, double[][] c) {
        double[][] y = one.slow().of(p, x);
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < y[i].length; k++) {
                loss += c[i][k] * y[i][k];
            }
        }
        return loss;
    }

    interface Loss {
        double now();
    }

    private static double[][] derivatives(double[][] cloud, Loss loss) {
        return Arrays.stream(cloud).map(column -> derivatives(column, loss)).toArray(double[][]::new);
    }

    private static double[] derivatives(double[] x, Loss loss) {
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double before = x[i];
            x[i] = before + STEP;
            double up = loss.now();
            x[i] = before - STEP;
            double down = loss.now();
            x[i] = before;
            out[i] = (up - down) / (2 * STEP);
        }
        return out;
    }

    private static double[][] dense(double[] p, double[][] cloud, int outputs) {
        return cloud.length == 0 ? cloud : SlowSets.dense(p, 0, cloud, outputs);
    }

    private static boolean[] all(int n) {
        boolean[] mask = new boolean[n];
        Arrays.fill(mask, true);
        return mask;
    }

    private static double[][][] clouds(int width, String name) {
        double[][][] clouds = new double[COUNTS.length][][];
        for (int event = 0, at = 0; event < COUNTS.length; event++) {
            clouds[event] = new double[COUNTS[event]][width];
            for (double[] column : clouds[event]) {
                for (int k = 0; k < width; k++) {
                    column[k] = (float) SEED.child(name).gaussian(at++);
                }
            }
        }
        return clouds;
    }

    private static Segments segments() {
        int[] first = new int[COUNTS.length + 1];
        IntStream.range(0, COUNTS.length).forEach(i -> first[i + 1] = first[i] + COUNTS[i]);
        var segments = new Segments();
        var particles = Particles.owning(List.of("x"), first, new float[COLUMNS]);
        segments.fill(particles, IntStream.range(0, COUNTS.length).toArray(), 0, COUNTS.length);
        assertThat(segments.panels()).isEqualTo(2);
        return segments;
    }

    /// The columns in their panels; those of no particle are 0.
    private static float[][] panels(double[][][] clouds, int width) {
        float[][] panels = {Panel.of(width), Panel.of(width)};
        int column = 0;
        for (double[][] cloud : clouds) {
            for (double[] numbers : cloud) {
                for (int k = 0; k < width; k++) {
                    panels[column / STRIPE][Panel.at(k) + column % STRIPE] = (float) numbers[k];
                }
                column++;
            }
        }
        return panels;
    }

    private static float[] padded(double[] p, Case one) {
        return p.length == 0 ? new float[0] : layout(one).pad(narrow(p));
    }

    private static float[] compact(float[] gradient, Case one) {
        return gradient.length == 0 ? gradient : layout(one).compact(gradient);
    }

    private static Layout layout(Case one) {
        var layer = new Layout.Layer(one.inputs(), one.outputs(), 16, 0, 64, 80);
        return new Layout(List.of(layer), 80, 80 + layer.copies());
    }

    private static float[] narrow(double[] values) {
        float[] out = new float[values.length];
        IntStream.range(0, out.length).forEach(i -> out[i] = (float) values[i]);
        return out;
    }

    private static void assertClose(float[][] panels, double[][][] wanted, int width) {
        float[] flat = new float[COLUMNS * width];
        double[] expected = new double[COLUMNS * width];
        int column = 0;
        for (double[][] cloud : wanted) {
            for (double[] numbers : cloud) {
                for (int k = 0; k < width; k++) {
                    flat[column * width + k] = panels[column / STRIPE][Panel.at(k) + column % STRIPE];
                    expected[column * width + k] = numbers[k];
                }
                column++;
            }
        }
        assertClose(flat, expected);
    }

    private static void assertClose(float[] found, double[] wanted) {
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).as("number %d", i).isCloseTo(wanted[i], within(ROUNDING * largest));
        }
    }
}
