package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.unfold.Stage;

class RemainingTimeTest {
    private final RemainingTime remaining = new RemainingTime();

    private static RemainingTime.Current current(Stage stage, double seconds, int epochs) {
        return new RemainingTime.Current(stage, seconds, epochs, 20);
    }

    @Test
    @DisplayName("nothing is known before the first epoch is over")
    void unknown() {
        assertThat(remaining.isKnown(current(Stage.STEP_1, 5, 0))).isFalse();
        assertThat(remaining.seconds(current(Stage.STEP_1, 5, 0), 3)).isNaN();
        assertThat(remaining.part(current(Stage.STEP_1, 5, 0))).isZero();
    }

    @Test
    @DisplayName("the first epoch stands for those of every step")
    void firstEpoch() {
        // 1 of 20 epochs in 3 s: 57 s more of this step, and 60 s for each other.
        assertThat(remaining.isKnown(current(Stage.STEP_1, 3, 1))).isTrue();
        assertThat(remaining.seconds(current(Stage.STEP_1, 3, 1), 3)).isEqualTo(57 + 3 * 60);
        assertThat(remaining.whole(current(Stage.STEP_1, 3, 1), 4)).isEqualTo(4 * 60);
        assertThat(remaining.part(current(Stage.STEP_1, 3, 1))).isCloseTo(0.05, within(1e-15));
    }

    @Test
    @DisplayName("a stage takes as long as it took before, and one that was not seen yet as long as the others")
    void later() {
        remaining.add(Stage.STEP_2B, 99, 20);
        remaining.add(Stage.STEP_1, 10, 20);
        remaining.add(Stage.STEP_1B, 2, 20);
        // step2 goes on for 1 s of the median 6 s; then step2b 6 s, step1 10 s.
        assertThat(remaining.seconds(current(Stage.STEP_2, 1, 0), 2)).isEqualTo(5 + 6 + 10);
        // With 10 of the median 20 epochs over in 4 s.
        assertThat(remaining.seconds(current(Stage.STEP_2, 4, 10), 0)).isEqualTo(4);
        assertThat(remaining.part(current(Stage.STEP_2, 4, 10))).isCloseTo(0.5, within(1e-15));
        assertThat(remaining.whole(current(Stage.STEP_2, 4, 10), 8)).isEqualTo(2 * (10 + 2 + 6 + 6));
    }

    @Test
    @DisplayName("a slow first step, in which Java still compiles, does not count once there are others")
    void slowFirst() {
        remaining.add(Stage.STEP_1, 23, 20);
        remaining.add(Stage.STEP_1, 2, 20);
        remaining.add(Stage.STEP_1, 1, 20);
        assertThat(remaining.seconds(current(Stage.STEP_2B, 2, 20), 1)).isEqualTo(1.5);
    }

    @Test
    @DisplayName("a step that is longer than expected is as good as over, and stages without epochs go by seconds")
    void longer() {
        remaining.add(Stage.STEP_1, 10, 0);
        assertThat(remaining.seconds(current(Stage.STEP_1, 12, 0), 0)).isZero();
        assertThat(remaining.part(current(Stage.STEP_1, 12, 0))).isEqualTo(1);
        assertThat(remaining.seconds(current(Stage.STEP_1, 4, 3), 0)).isEqualTo(6);
    }
}
