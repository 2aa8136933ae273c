package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// The gradient of a tile, against central differences of the same loss written plainly in double
/// precision.
class GradientTest {
    private static final int ROWS = 77;
    private static final double STEP = 1e-5;

    private final Seed seed = Seed.of(11);

    static Stream<Arguments> cases() {
        return Stream.of(Activation.values())
                .flatMap(activation -> Stream.of(
                        Arguments.of(activation, List.of(), true),
                        Arguments.of(activation, List.of(6), false),
                        Arguments.of(activation, List.of(5, 9), true),
                        Arguments.of(activation, List.of(17, 4, 3), false),
                        Arguments.of(activation, List.of(17, 4, 3), true)));
    }

    /// The loss has errors of 10⁻¹⁵ in double, so differences over 2·10⁻⁵ have 10⁻¹⁰ and a bias of 10⁻¹⁰ f‴;
    /// what is left is the float rounding of sums of 77 terms, a few 10⁻⁷ of the sum of their sizes: 2·10⁻⁵ of
    /// the largest component.
    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsTheDerivativeOfTheLoss(Activation activation, List<Integer> hidden, boolean entropy) {
        var architecture = new Perceptron(3, hidden, activation);
        Features features = features();
        Loss loss = Loss.of(objective(entropy), IntStream.range(0, ROWS).toArray());
        float[] parameters = Initialisation.of(architecture, 0.2, seed);
        IntStream.range(0, parameters.length).forEach(i -> parameters[i] += (float) (0.1 * seed.gaussian(i)));
        for (Kernels kernels : Twins.used().both()) {
            float[] gradient = gradient(kernels, architecture, parameters, features, loss);
            double largest = 0;
            for (float g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            for (int i = 0; i < parameters.length; i++) {
                double[] p = widen(parameters);
                p[i] += STEP;
                double up = reference(architecture, p, features, loss, entropy);
                p[i] -= 2 * STEP;
                double down = reference(architecture, p, features, loss, entropy);
                assertThat((double) gradient[i])
                        .as("parameter %d", i)
                        .isCloseTo((up - down) / (2 * STEP), within(2e-5 * largest));
            }
        }
    }

    @Test
    void lossIsThatOfTheReference() {
        var architecture = new Perceptron(3, List.of(8), Activation.GELU);
        Loss loss = Loss.of(objective(true), IntStream.range(0, ROWS).toArray());
        float[] parameters = Initialisation.of(architecture, 0, seed);
        float[] padded = Layout.of(architecture).pad(parameters);
        double tried = new Tile(new VectorKernels(), architecture)
                .loss(padded, features(), identity(), loss, order(), 0, ROWS);
        double right = reference(architecture, widen(parameters), features(), loss, true);
        assertThat(tried).isCloseTo(right, within(1e-5));
    }

    @Test
    void weightTwoIsTheEventTwiceAndWeightZeroIsNone() {
        var architecture = new Perceptron(3, List.of(12, 7), Activation.SILU);
        Features features = features();
        float[] parameters = Initialisation.of(architecture, 0, seed);
        Weights once = Weights.tabulate(ROWS, i -> i % 3);
        int[] repeated = IntStream.range(0, ROWS)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 3))
                .toArray();
        var weighted = new SquaredError(Weights.tabulate(ROWS, seed::gaussian), once);
        var plain = new SquaredError(weighted.target(), Weights.ones(ROWS));
        float[] a = gradient(new VectorKernels(), architecture, parameters, features, Loss.of(weighted, order()));
        float[] b = new float[a.length];
        var layout = Layout.of(architecture);
        float[] gradient = new float[layout.size()];
        new Tile(new VectorKernels(), architecture)
                .gradient(
                        layout.pad(parameters),
                        features,
                        identity(),
                        Loss.of(plain, repeated),
                        repeated,
                        0,
                        repeated.length,
                        gradient);
        System.arraycopy(layout.compact(gradient), 0, b, 0, b.length);
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i] / ROWS).isCloseTo(b[i] / repeated.length, within(1e-6f));
        }
    }

    private float[] gradient(
            Kernels kernels, Perceptron architecture, float[] parameters, Features features, Loss loss) {
        var layout = Layout.of(architecture);
        float[] gradient = new float[layout.size()];
        new Tile(kernels, architecture)
                .gradient(layout.pad(parameters), features, identity(), loss, order(), 0, ROWS, gradient);
        return layout.compact(gradient);
    }

    private static double reference(
            Perceptron architecture, double[] p, Features features, Loss loss, boolean entropy) {
        double total = 0;
        for (int row = 0; row < ROWS; row++) {
            double z = output(architecture, p, features, row);
            double a = loss.a()[row];
            double b = loss.b()[row];
            total += entropy ? a * Math.log1p(Math.exp(-z)) + b * Math.log1p(Math.exp(z)) : b * (z - a) * (z - a);
        }
        return total;
    }

    private static double output(Perceptron architecture, double[] p, Features features, int row) {
        double[] x = IntStream.range(0, features.columns())
                .mapToDouble(j -> features.get(row, j))
                .toArray();
        int at = 0;
        for (int depth = 0; depth <= architecture.hidden().size(); depth++) {
            boolean last = depth == architecture.hidden().size();
            double[] y = new double[last ? 1 : architecture.hidden().get(depth)];
            for (int j = 0; j < y.length; j++) {
                double sum = p[at + y.length * x.length + j];
                for (int k = 0; k < x.length; k++) {
                    sum += p[at + j * x.length + k] * x[k];
                }
                y[j] = last ? sum : activated(architecture.activation(), sum);
            }
            at += y.length * (x.length + 1);
            x = y;
        }
        return x[0];
    }

    private static double activated(Activation activation, double z) {
        return switch (activation) {
            case RELU -> Math.max(0, z);
            case SILU -> z / (1 + Math.exp(-z));
            case GELU -> z * normal(z);
            case TANH -> Math.tanh(z);
        };
    }

    /// Φ(z) by its power series, exact to rounding for |z| < 6.
    private static double normal(double z) {
        double term = z;
        double sum = z;
        for (int n = 3; n < 200; n += 2) {
            term *= z * z / n;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    private Objective objective(boolean entropy) {
        Weights first =
                Weights.tabulate(ROWS, i -> i % 5 == 0 ? -0.3 : seed.child("a").uniform(i) * (i % 3));
        Weights second =
                Weights.tabulate(ROWS, i -> i % 7 == 0 ? -0.2 : seed.child("b").uniform(i));
        return entropy ? new CrossEntropy(first, second) : new SquaredError(first, second);
    }

    private Features features() {
        float[] values = new float[ROWS * 3];
        IntStream.range(0, values.length)
                .forEach(i -> values[i] = (float) seed.child("x").gaussian(i));
        return Features.owning(List.of("x", "y", "z"), ROWS, values);
    }

    private static Standardisation identity() {
        return new Standardisation(new float[3], new float[] {1, 1, 1});
    }

    private static int[] order() {
        return IntStream.range(0, ROWS).toArray();
    }

    private static double[] widen(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
