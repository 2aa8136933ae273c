package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.math.Seed;
import unfurl.math.Workers;

class NetworkTest {
    private final Perceptron architecture = new Perceptron(2, List.of(5, 30), Activation.SILU);
    private final Network network = Network.of(
            architecture,
            new float[] {0.5f, -1},
            new float[] {2, 0.25f},
            Initialisation.of(architecture, 0.1, Seed.of(3)));

    @Test
    void parametersAreCountedLayerByLayer() {
        assertThat(new Perceptron(24, List.of(100, 100, 100), Activation.RELU).parameters())
                .isEqualTo(25 * 100 + 101 * 100 + 101 * 100 + 101);
        assertThat(new Perceptron(4, List.of(64, 128, 64), Activation.GELU).parameters())
                .isEqualTo(16_961);
        assertThat(new Perceptron(3, List.of(), Activation.TANH).parameters()).isEqualTo(4);
        assertThat(architecture).hasToString("2-5-30-1 SILU");
        assertThatIllegalArgumentException().isThrownBy(() -> new Perceptron(0, List.of(), Activation.RELU));
        assertThatIllegalArgumentException().isThrownBy(() -> new Perceptron(1, List.of(3, 0), Activation.RELU));
    }

    /// (x − 3)·½ = 1 and (y − 1)·2 = −2, so the hidden units have 1·1 + 3·(−2) + 0.5 = −4.5 → 0 and 2·1 −
    /// 1·(−2) + 1 = 5.
    @Test
    void aSmallNetworkGivesWhatAlgebraDoes() {
        var small = Network.of(
                new Perceptron(2, List.of(2), Activation.RELU), new float[] {3, 1}, new float[] {0.5f, 2}, new float[] {
                    1, 3, 2, -1, 0.5f, 1, 7, 10, -0.25f
                });
        var features = Features.owning(List.of("x", "y"), 1, new float[] {5, 0});
        try (var workers = new Workers(1)) {
            assertThat(small.evaluate(features, workers)).containsExactly(49.75);
        }
    }

    @Test
    void anOutputDependsOnItsEventAloneAndNotOnThreads() {
        Features features = features(10_007);
        try (var one = new Workers(1);
                var three = new Workers(3)) {
            double[] all = network.evaluate(features, one);
            assertThat(network.evaluate(features, three)).isEqualTo(all);
            Mask some = Mask.of(10_007, i -> i % 3 == 1);
            double[] expected =
                    IntStream.of(some.indices()).mapToDouble(i -> all[i]).toArray();
            assertThat(network.evaluate(features.select(some), three)).isEqualTo(expected);
            assertThat(network.evaluate(features, some, three)).isEqualTo(expected);
            assertThat(network.evaluate(features, Mask.of(10_007, i -> false), three))
                    .isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.evaluate(features, Mask.all(3), three))
                    .withMessageContaining("10007 events with a mask of 3");
            assertThat(network.evaluate(features(0), three)).isEmpty();
            assertThat(network.evaluate(features(1), three)).containsExactly(all[0]);
        }
    }

    @Test
    void savedNumbersGiveTheSameNetwork() {
        Network again = Network.of(architecture, network.mean(), network.inverseScale(), network.parameters());
        assertThat(again).isEqualTo(network).hasSameHashCodeAs(network);
        float[] other = network.parameters();
        other[7] = Math.nextUp(other[7]);
        assertThat(Network.of(architecture, network.mean(), network.inverseScale(), other))
                .isNotEqualTo(network);
    }

    @Test
    void itsArraysCannotBeChangedFromOutside() {
        Arrays.fill(network.parameters(), 0);
        Arrays.fill(network.mean(), 99);
        assertThat(network.parameters()).isNotEqualTo(new float[architecture.parameters()]);
        assertThat(network.mean()).containsExactly(0.5f, -1);
    }

    @Test
    void wrongShapesAndNumbersAreRefused() {
        float[] two = {1, 1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.of(architecture, two, two, new float[7]))
                .withMessageContaining("7 parameters are not the 226 of a network 2-5-30-1 SILU");
        float[] bad = network.parameters();
        bad[3] = Float.NaN;
        assertThatThrownBy(() -> Network.of(architecture, two, two, bad))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("number 3 of the network's parameters is NaN");
        try (var workers = new Workers(1)) {
            var three = Features.owning(List.of("a", "b", "c"), 0, new float[0]);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.evaluate(three, workers))
                    .withMessageContaining("2 inputs cannot see 3 features");
            float[] values = new float[2 * 100];
            values[2 * 71] = Float.NaN;
            var nan = Features.owning(List.of("a", "b"), 100, values);
            assertThatThrownBy(() -> network.evaluate(nan, workers))
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("event 71 is NaN");
        }
    }

    private static Features features(int n) {
        float[] values = new float[2 * n];
        IntStream.range(0, values.length)
                .forEach(i -> values[i] = (float) Seed.of(5).gaussian(i));
        return Features.owning(List.of("x", "y"), n, values);
    }
}
