package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BarsTest {
    @Test
    @DisplayName("the longest bar is that of the largest value, also for a spectrum that falls steeply")
    void inProportion() {
        var bars = Bars.of(new double[] {1000, 500, 100, 10, 0.1}, 24);
        assertThat(bars.of(1000)).isEqualTo("█".repeat(24));
        assertThat(bars.of(500)).isEqualTo("█".repeat(12));
        assertThat(bars.remark()).isEmpty();
    }

    @Test
    @DisplayName("beside a narrow spike the other bins keep their bars, and the spike's is marked as cut")
    void spike() {
        // Width 24 shows down to 1/192 of the longest: of 1000 the others would have 0.005 and 0.002.
        var bars = Bars.of(new double[] {5, 1000, 2}, 24);
        assertThat(bars.of(1000)).isEqualTo("█".repeat(23) + "▶");
        assertThat(bars.of(5)).isEqualTo("█".repeat(24));
        assertThat(bars.of(2)).isEqualTo("█".repeat(9) + "▋");
        assertThat(bars.remark()).isPresent();
    }

    @Test
    @DisplayName("values that are not above 0 have no bar")
    void none() {
        var bars = Bars.of(new double[] {0, -3}, 24);
        assertThat(bars.of(0)).isEmpty();
        assertThat(bars.of(-3)).isEmpty();
        assertThat(bars.remark()).isEmpty();
    }
}
