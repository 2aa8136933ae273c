package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.NumericalException;
import unfurl.formats.Document;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.TrainingSample;

class GatesTest {
    private static final GaussianShift PROBLEM = GaussianShift.standard(24);
    private static final TrainingSample SAMPLE = sample();
    private static final LossGate GATE = PROBLEM.gate(SAMPLE);

    private static TrainingSample sample() {
        try (var workers = new Workers(1)) {
            return PROBLEM.sample(2, 4096, Seed.of(7), workers);
        }
    }

    /// The mean loss on the validating events of what a function makes of the exact ratio's logarithm.
    private static double loss(DoubleUnaryOperator network) {
        return Arrays.stream(SAMPLE.validation().indices())
                .mapToDouble(row -> {
                    double z = network.applyAsDouble(PROBLEM.logRatio(SAMPLE.features(), row));
                    return GaussianShift.softplus(row % 2 == 1 ? -z : z);
                })
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0.6931, 0.62, 0.40, -1})
    @DisplayName("a loss of nothing learned, of no number, or better than possible is refused")
    void refused(double loss) {
        assertThatThrownBy(() -> GATE.check(loss))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("no time is given");
    }

    @Test
    @DisplayName(
            "a loss 1.4 % better than the exact ratio's on the same events, or one of less than half learned, is refused")
    void justRefused() {
        double gain = Math.log(2) - GATE.exact();
        assertThatThrownBy(() -> GATE.check(GATE.exact() - 0.014 * gain)).isInstanceOf(NumericalException.class);
        assertThatThrownBy(() -> GATE.check(GATE.exact() + 0.501 * gain)).isInstanceOf(NumericalException.class);
        assertThatCode(() -> GATE.check(GATE.exact() + 0.499 * gain)).doesNotThrowAnyException();
        assertThat(GATE.learned(GATE.exact() + 0.25 * gain)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    @DisplayName("the exact ratio and those near it are believed, whatever the events' own fluctuation")
    void believed() {
        assertThat(loss(z -> z)).isCloseTo(GATE.exact(), within(1e-12));
        for (double wrong = -0.2; wrong <= 0.2; wrong += 0.05) {
            double factor = 1 + wrong;
            assertThatCode(() -> GATE.check(loss(z -> factor * z))).doesNotThrowAnyException();
            assertThatCode(() -> GATE.check(loss(z -> z + factor - 1))).doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("events whose exact ratio is another one are refused before anything is trained")
    void otherEvents() {
        assertThatThrownBy(() -> new GaussianShift(24, 1.2).gate(SAMPLE))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("4096 validating events");
    }

    @Test
    @DisplayName("a comparison whose losses differ is refused with both")
    void differentLosses() {
        assertThatCode(() -> PeersMeasurement.requireEqual(0.5001, 0.5002, 2e-4))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PeersMeasurement.requireEqual(0.5, 0.51, 2e-3))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("Unfurl 0.5, PyTorch 0.51");
        assertThatThrownBy(() -> PeersMeasurement.requireEqual(0.5, Double.NaN, 2e-3))
                .isInstanceOf(NumericalException.class);
    }

    @Test
    @DisplayName(
            "a training that learns too little gets no time, with the exit code of a computation that cannot go on")
    void noTime() {
        Bench bench = Bench.run("train", "--network", "4-8-1", "--rows", 64, "--batch", 64, "--epochs", 1);
        assertThat(bench.code()).isEqualTo(3);
        assertThat(bench.out()).isEmpty();
        assertThat(bench.err()).contains("no time is given");
    }

    @Test
    @DisplayName(
            "a quicker recipe that is worse in a step is shown beside the other, without a time and with exit code 3")
    void worseRecipe() {
        // Three epochs of eight steps, beside 23: too few for step 2.
        Bench bench = Bench.run(
                "omnifold-4d", "--events", 5000, "--iterations", 1, "--threads", 1, "--optimised", "--format", "json");
        assertThat(bench.code()).isEqualTo(3);
        Document comparison = bench.json().get("comparisons").list().getFirst();
        assertThat(comparison.get("worse").flag()).isTrue();
        assertThat(bench.json().get("results").list().getLast().find("seconds")).isEmpty();
        assertThat(bench.err()).contains("recipe optimised", "iteration 1, step2", "no time is given");
    }
}
