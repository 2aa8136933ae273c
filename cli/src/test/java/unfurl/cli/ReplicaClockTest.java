package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplicaClockTest {
    @Test
    @DisplayName("the rest takes as long for each as those that are over, not counting those of an earlier process")
    void left() {
        var clock = new ReplicaClock(100, 3, 0);
        // 2 in 40 s.
        assertThat(clock.line("scale", 140, 5, 10)).isEqualTo("replica 5/10  scale  1:40 left");
        assertThat(clock.line("scale", 240, 10, 10)).isEqualTo("replica 10/10  scale");
    }

    @Test
    @DisplayName(
            "what follows those by which the number of iterations is chosen counts too, and is said to be the most")
    void after() {
        var clock = new ReplicaClock(100, 0, 6.5);
        assertThat(clock.line("toy_1", 140, 2, 4)).isEqualTo("replica 2/4  toy_1  at most 2:50 left");
        assertThat(clock.line("toy_3", 180, 4, 4)).isEqualTo("replica 4/4  toy_3  at most 2:10 left");
    }

    @Test
    @DisplayName("before they begin it is said how many there are, and about how long they take")
    void begin() {
        assertThat(ReplicaClock.begin(0, 75, 30)).isEqualTo("75 replicas, about 37:30");
        assertThat(ReplicaClock.begin(5, 75, Double.NaN)).isEqualTo("75 replicas, 5 of them finished");
        assertThat(ReplicaClock.begin(0, 0, 30)).isEmpty();
        assertThat(ReplicaClock.begin(7, 7, 30)).isEmpty();
    }
}
