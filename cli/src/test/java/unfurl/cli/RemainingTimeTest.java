package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.unfold.Stage;

class RemainingTimeTest {
    private final RemainingTime remaining = new RemainingTime();

    @Test
    @DisplayName("nothing is known before the first step is over")
    void unknown() {
        assertThat(remaining.seconds(Stage.STEP_1, 3, 5, 7)).isEmpty();
        assertThat(remaining.part(Stage.STEP_1, 5, 7)).isZero();
    }

    @Test
    @DisplayName("a stage takes as long as it took before, and one that was not seen yet as long as the others")
    void later() {
        remaining.add(Stage.STEP_1, 10, 20);
        remaining.add(Stage.STEP_1B, 2, 20);
        // step2 goes on for 1 s of the mean 6 s; then step2b 6 s, step1 10 s.
        assertThat(remaining.seconds(Stage.STEP_2, 2, 1, 0)).hasValue(5 + 6 + 10);
        // With 10 of the mean 20 epochs over in 4 s.
        assertThat(remaining.seconds(Stage.STEP_2, 0, 4, 10)).hasValue(4);
        assertThat(remaining.part(Stage.STEP_2, 4, 10)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    @DisplayName("a step that is longer than expected is as good as over, and stages without epochs go by seconds")
    void longer() {
        remaining.add(Stage.STEP_1, 10, 0);
        assertThat(remaining.seconds(Stage.STEP_1, 0, 12, 0)).hasValue(0);
        assertThat(remaining.part(Stage.STEP_1, 12, 0)).isEqualTo(1);
        assertThat(remaining.seconds(Stage.STEP_1, 0, 4, 3)).hasValue(6);
    }
}
