package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplicaClockTest {
    @Test
    @DisplayName("the rest takes as long for each as those that are over, not counting those of an earlier process")
    void left() {
        var clock = new ReplicaClock(100, 3);
        assertThat(clock.left(140, 3, 10)).isEmpty();
        assertThat(clock.left(140, 5, 10)).hasValue(100);
    }

    @Test
    @DisplayName("before they begin it is said how many there are, and about how long they take")
    void begin() {
        assertThat(ReplicaClock.begin(0, 75, 30)).isEqualTo("75 replicas, about 37:30");
        assertThat(ReplicaClock.begin(5, 75, Double.NaN)).isEqualTo("75 replicas, 5 of them finished");
        assertThat(ReplicaClock.begin(0, 0, 30)).isEmpty();
        assertThat(ReplicaClock.begin(7, 7, 30)).isEmpty();
    }

    @Test
    @DisplayName("each is told with the time that is left, the last without")
    void line() {
        assertThat(ReplicaClock.line("scale", 4, 10, OptionalDouble.of(100)))
                .isEqualTo("replica 4/10  scale  1:40 left");
        assertThat(ReplicaClock.line("scale", 10, 10, OptionalDouble.of(0))).isEqualTo("replica 10/10  scale");
    }
}
