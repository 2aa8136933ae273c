package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Networks on clouds of particles: what they give, their gradient, and what must not change them.
class CloudNetworkTest {
    private static final Seed SEED = Seed.of(23);
    private static final double STEP = 1e-5;

    /// Outputs go through at most 10 layers of at most 32 terms of order 1, each rounded by 2⁻²⁴ at most:
    /// 10·32·2⁻²⁴ = 2·10⁻⁵ of the outputs' size. The roundings of the sum over n particles, of random signs,
    /// add √n·2⁻²⁴ of its terms' size, which 1/n̄ makes small beside it.
    private static final double ROUNDING = 2e-5;

    private static final float[] MEAN = {0.1f, -0.2f, 0.3f, 0.1f, -0.1f, 0};
    private static final float[] INVERSE = {1.1f, 0.9f, 1.2f, 0.8f, 1, 1 / 25f};

    static Stream<Architecture> architectures() {
        return Stream.of(
                new DeepSets(3, 2, List.of(8, 6), List.of(7), Activation.GELU),
                new DeepSets(3, 2, List.of(5), List.of(), Activation.RELU),
                new ParticleAttention(3, 2, 8, 2, 2, List.of(6), Activation.SILU),
                new ParticleAttention(3, 2, 6, 1, 1, List.of(), Activation.TANH));
    }

    /// Differences of the double loss have errors of 10⁻¹⁰; what is left is float rounding, as in the outputs.
    @ParameterizedTest
    @MethodSource("architectures")
    void gradientIsTheDerivativeOfTheLossOfPaddedAndMaskedClouds(Architecture architecture) {
        assertGradient(architecture, 1, 0, 3, 57, 1, 0, 9, 12);
    }

    /// An event over two panels of columns, and one that is larger than a tile, whose slow attention takes a
    /// million pairs for each loss: there every eleventh parameter is varied, some of each layer.
    @Test
    void gradientIsTheDerivativeForEventsOfManyParticles() {
        assertGradient(new DeepSets(3, 2, List.of(4, 3), List.of(3), Activation.TANH), 1, 5, 140, 1030, 0);
        assertGradient(new ParticleAttention(3, 2, 4, 2, 1, List.of(3), Activation.SILU), 1, 5, 140, 3);
        assertGradient(new ParticleAttention(3, 2, 4, 2, 1, List.of(3), Activation.GELU), 11, 5, 1030, 3);
    }

    /// @param every one of how many parameters is varied
    private static void assertGradient(Architecture architecture, int every, int... counts) {
        Features features = Clouds.gaussian(counts, SEED);
        int n = counts.length;
        var objective = new CrossEntropy(
                Weights.tabulate(n, i -> i == 3 ? -0.3 : SEED.child("a").uniform(i)),
                Weights.tabulate(n, i -> SEED.child("b").uniform(i)));
        int[] order = SEED.permutation(n);
        Loss loss = Loss.of(objective, IntStream.range(0, n).toArray());
        float[] parameters = parameters(architecture);
        double[] p = widen(parameters);
        double[] wanted = new double[p.length];
        for (int i = 0; i < p.length; i += every) {
            p[i] += STEP;
            double up = slowLoss(architecture, p, features, loss);
            p[i] -= 2 * STEP;
            double down = slowLoss(architecture, p, features, loss);
            p[i] = parameters[i];
            wanted[i] = (up - down) / (2 * STEP);
        }
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
        Layout layout = Layout.of(architecture);
        for (Kernels kernels : Twins.used().both()) {
            float[] gradient = new float[layout.size()];
            double found = Propagation.of(kernels, architecture)
                    .gradient(layout.pad(parameters), features, scales(), loss, order, 0, n, gradient);
            assertThat(found).isCloseTo(slowLoss(architecture, p, features, loss), within(n * ROUNDING));
            float[] compact = layout.compact(gradient);
            for (int i = 0; i < p.length; i += every) {
                assertThat((double) compact[i])
                        .as("parameter %d of %s", i, architecture)
                        .isCloseTo(wanted[i], within(ROUNDING * largest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void outputsAreThoseOfPaddedAndMaskedClouds(Architecture architecture) {
        Features features = Clouds.gaussian(counts(), SEED);
        double[] outputs = evaluate(architecture, features, 1);
        double[] p = widen(parameters(architecture));
        for (int event = 0; event < outputs.length; event++) {
            int slots = features.particles().orElseThrow().count(event) + 3;
            double wanted = SlowSets.output(architecture, p, scales(), features, event, slots);
            assertThat(outputs[event]).as("event %d", event).isCloseTo(wanted, rounding(wanted));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theOrderOfParticlesChangesAnOutputByRoundingAlone(Architecture architecture) {
        Features features = Clouds.gaussian(counts(), SEED);
        double[] outputs = evaluate(architecture, features, 1);
        double[] reordered = evaluate(architecture, Clouds.reordered(features, SEED), 1);
        assertThat(reordered).isNotEqualTo(outputs);
        for (int event = 0; event < outputs.length; event++) {
            assertThat(reordered[event]).isCloseTo(outputs[event], rounding(outputs[event]));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void paddingChangesNoBit(Architecture architecture) {
        int[] counts = IntStream.range(0, 200).map(i -> i % 21).toArray();
        Features features = Clouds.gaussian(counts, SEED);
        double[] outputs = evaluate(architecture, features, 1);
        for (int slots : new int[] {20, 60}) {
            assertThat(evaluate(architecture, Clouds.padded(features, slots), 1))
                    .isEqualTo(outputs);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void anOutputDependsOnItsEventAloneAndNotOnThreads(Architecture architecture) {
        int n = 5000;
        Features features =
                Clouds.gaussian(IntStream.range(0, n).map(i -> i * 7 % 23).toArray(), SEED);
        double[] all = evaluate(architecture, features, 1);
        assertThat(evaluate(architecture, features, 3)).isEqualTo(all);
        Mask some = Mask.of(n, i -> i % 3 == 1);
        double[] expected =
                IntStream.of(some.indices()).mapToDouble(i -> all[i]).toArray();
        assertThat(evaluate(architecture, features.select(some), 3)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theVectorKernelsGiveTheBitsOfTheDefinition(Architecture architecture) {
        Features features = Clouds.gaussian(counts(), SEED);
        int n = Math.min(Tile.ROWS, features.rows());
        int[] order = IntStream.range(0, n).toArray();
        float[] padded = Layout.of(architecture).pad(parameters(architecture));
        Loss loss =
                Loss.of(new CrossEntropy(Weights.tabulate(n, i -> i % 2), Weights.tabulate(n, i -> 1 - i % 2)), order);
        float[][] outputs = new float[2][n];
        float[][] gradients = new float[2][padded.length];
        for (int which = 0; which < 2; which++) {
            Propagation propagation = Propagation.of(Twins.used().both().get(which), architecture);
            propagation.outputs(padded, features, scales(), order, 0, n, outputs[which]);
            propagation.gradient(padded, features, scales(), loss, order, 0, n, gradients[which]);
        }
        assertThat(outputs[1]).isEqualTo(outputs[0]);
        assertThat(gradients[1]).isEqualTo(gradients[0]);
    }

    @Test
    void parametersAreCountedLayerByLayer() {
        var sets = new DeepSets(4, 2, List.of(64, 32), List.of(16), Activation.RELU);
        assertThat(sets.parameters()).isEqualTo(5 * 64 + 65 * 32 + (32 + 2 + 1) * 16 + 17);
        assertThat(sets).hasToString("4-64-32, sum + 2-16-1 RELU");
        var attention = new ParticleAttention(4, 0, 12, 3, 2, List.of(), Activation.GELU);
        assertThat(attention.parameters()).isEqualTo(5 * 12 + 2 * (13 * 36 + 13 * 12 + 13 * 24 + 25 * 12) + 13);
        assertThat(attention).hasToString("4-12, 2 blocks of 3 heads, sum + 0-1 GELU");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeepSets(4, 0, List.of(), List.of(), Activation.RELU));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeepSets(0, 1, List.of(3), List.of(), Activation.RELU));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParticleAttention(1, 0, 10, 3, 1, List.of(), Activation.RELU))
                .withMessageContaining("attention of width 10 needs a number of heads that divides it, not 3");
    }

    @Test
    void particlesAreNeitherIgnoredNorMissed() {
        Features clouds = Clouds.gaussian(new int[] {2, 3}, SEED);
        Features plain = Features.owning(List.of("a", "b"), 2, new float[4]);
        var sets = new DeepSets(3, 2, List.of(4), List.of(), Activation.RELU);
        assertThatThrownBy(() -> new Perceptron(2, List.of(4), Activation.RELU).requireSees(clouds))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("would ignore their particles (x, y, z)");
        assertThatThrownBy(() -> sets.requireSees(plain))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot see events without");
        assertThatThrownBy(() -> new NetworkShape.Attention(4, 2, 1, List.of(), Activation.RELU).of(plain))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new NetworkShape.Dense(List.of(), Activation.RELU).of(clouds))
                .isInstanceOf(InputException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeepSets(4, 2, List.of(4), List.of(), Activation.RELU).requireSees(clouds))
                .withMessageContaining("2 features of an event and 4 of a particle cannot see 2 and 3");
        assertThat(new NetworkShape.Sets(List.of(4), List.of(), Activation.RELU).of(clouds))
                .isEqualTo(sets);
    }

    @Test
    void anEventWithoutFeaturesOfItsOwnIsSeenByItsParticles() {
        Features clouds = Clouds.gaussian(new int[] {2, 0, 40}, SEED);
        Features bare = Features.owning(List.of(), 3, new float[0])
                .with(clouds.particles().orElseThrow());
        var sets = new DeepSets(3, 0, List.of(4), List.of(3), Activation.TANH);
        float[] parameters = Initialisation.of(sets, 0.5, SEED);
        Network network = Network.of(sets, new float[4], new float[] {1, 1, 1, 0.1f}, parameters);
        try (var workers = new Workers(1)) {
            double[] outputs = network.evaluate(bare, workers);
            assertThat(outputs[1]).isEqualTo(0.5);
            assertThat(outputs[0]).isNotEqualTo(outputs[2]);
        }
    }

    /// One event of 300 particles, more than any tile would hold beside it, between others.
    private static int[] counts() {
        int[] counts = IntStream.range(0, 100).map(i -> 10 + i * 37 % 41).toArray();
        counts[0] = 0;
        counts[7] = 1;
        counts[8] = 0;
        counts[40] = 300;
        counts[41] = 64;
        counts[60] = Segments.COLUMNS + 5;
        counts[99] = 0;
        return counts;
    }

    private static org.assertj.core.data.Offset<Double> rounding(double value) {
        return within(ROUNDING * (1 + Math.abs(value)));
    }

    private static double slowLoss(Architecture architecture, double[] p, Features features, Loss loss) {
        double total = 0;
        for (int event = 0; event < features.rows(); event++) {
            int slots = features.particles().orElseThrow().count(event) + 2;
            double z = SlowSets.output(architecture, p, scales(), features, event, slots);
            total += loss.a()[event] * Math.log1p(Math.exp(-z)) + loss.b()[event] * Math.log1p(Math.exp(z));
        }
        return total;
    }

    private static double[] evaluate(Architecture architecture, Features features, int threads) {
        try (var workers = new Workers(threads)) {
            return Network.of(architecture, scales(), parameters(architecture)).evaluate(features, workers);
        }
    }

    private static float[] parameters(Architecture architecture) {
        float[] parameters = Initialisation.of(architecture, 0.2, SEED);
        IntStream.range(0, parameters.length)
                .forEach(
                        i -> parameters[i] += (float) (0.1 * SEED.child("shift").gaussian(i)));
        return parameters;
    }

    private static Standardisation scales() {
        return new Standardisation(MEAN.clone(), INVERSE.clone());
    }

    private static double[] widen(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
