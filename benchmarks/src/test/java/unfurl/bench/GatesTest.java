package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.NumericalException;
import unfurl.formats.Document;

class GatesTest {
    private static final LossGate GATE = LossGate.of(GaussianShift.standard(24), 4096);

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0.6931, 0.62, 0.40, -1})
    @DisplayName("a loss of nothing learned, of no number, or better than possible is refused")
    void refused(double loss) {
        assertThatThrownBy(() -> GATE.check(loss))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("no time is given");
    }

    @Test
    @DisplayName("a loss near the best one is believed")
    void believed() {
        assertThatCode(() -> GATE.check(GATE.best() + 0.01)).doesNotThrowAnyException();
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
