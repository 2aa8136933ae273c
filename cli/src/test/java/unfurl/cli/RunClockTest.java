package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.study.Forecast;

class RunClockTest {
    private static final long SECOND = 1_000_000_000;

    private long now = 7 * SECOND;
    private final RunClock clock = new RunClock(() -> now);

    @Test
    @DisplayName("from the first epoch on the time of the whole run is known, all replicas counted")
    void firstEpoch() {
        clock.plan(75);
        clock.step("step1", 0, 20);
        now += SECOND;
        assertThat(clock.left()).isEmpty();
        assertThat(clock.words()).isEmpty();
        now += SECOND;
        clock.epoch(1, 2, 1, 5);
        // 1 of 2 · 5 epochs in 2 s: 20 s a step, 400 s an unfolding, of which 2 s are over.
        assertThat(clock.left()).hasValue(400 - 2 + 75 * 400);
        assertThat(clock.words()).isEqualTo("8:26:38 left with 75 replicas");
    }

    @Test
    @DisplayName("each finished step makes the time of nominal and replicas better known")
    void steps() {
        clock.plan(10);
        double[] seconds = {8, 1, 2, 1};
        String[] names = {"step1", "step1b", "step2", "step2b"};
        for (int i = 0; i < 4; i++) {
            clock.step(names[i], i, 8);
            clock.epoch(0, 1, 5, 5);
            now += (long) (seconds[i] * SECOND);
            clock.stepDone();
        }
        // The first step is as long as the median of the others is expected to be.
        assertThat(clock.replica()).isEqualTo(2 * (1 + 1 + 2 + 1));
        assertThat(clock.left()).hasValue(5 + 10 * 10);
        assertThat(clock.part()).isEqualTo(0.5);
    }

    @Test
    @DisplayName("without replicas it is the time of the unfolding alone; when that is over, of the replicas")
    void alone() {
        clock.step("step1", 3, 4);
        now += 6 * SECOND;
        clock.epoch(0, 1, 3, 5);
        assertThat(clock.words()).isEqualTo("4.0 s left");
        now += 4 * SECOND;
        clock.stepDone();
        assertThat(clock.left()).hasValue(0);
        clock.plan(2);
        assertThat(clock.left()).hasValue(2 * 4 * 10);
    }

    @Test
    @DisplayName("a forecast says what replicas are worth, and those by which the number of iterations is chosen")
    void forecast() {
        clock.forecast(new Forecast(0, 2, 4, 3.2, 10, 5, 2, Optional.empty()));
        clock.step("step1", 0, 4);
        now += SECOND;
        clock.epoch(0, 1, 1, 2);
        // 1 of 2 epochs in 1 s: 8 s an unfolding, of which 1 s is over; then 3.2, 1 and 5 more.
        assertThat(clock.left()).hasValue(8 - 1 + 8 * (3.2 + 1 + 5));
        assertThat(clock.words())
                .isEqualTo("at most 1:21 left with 14 replicas")
                .isEqualTo(clock.estimate());
        assertThat(clock.replica()).isEqualTo(8 * 0.8);
        assertThat(clock.after()).isEqualTo((1 + 5) / 0.8);
        clock.plan(10);
        assertThat(clock.words()).isEqualTo("47 s left with 10 replicas");
        assertThat(clock.estimate()).isEqualTo("about 47 s left with 10 replicas");
        assertThat(clock.replica()).isEqualTo(8 * 0.5);
        assertThat(clock.after()).isZero();
    }

    @Test
    @DisplayName(
            "replicas take what a trial says of many side by side, from the first epoch on and in a run that goes on")
    void sideBySide() {
        clock.forecast(new Forecast(0, 1, 0, 0, 10, 5, 2, Optional.of(new Forecast.Time(40, 6, 16_000, 2))));
        assertThat(clock.replica()).isEqualTo(6 * 0.5);
        clock.step("step1", 0, 4);
        now += SECOND;
        clock.epoch(0, 1, 1, 2);
        assertThat(clock.left()).hasValue(8 - 1 + 6 * 5);
    }

    @Test
    @DisplayName("a run that goes on with its replicas alone knows nothing of their time")
    void resumed() {
        clock.plan(2);
        assertThat(clock.left()).isEmpty();
        assertThat(clock.replica()).isNaN();
    }
}
