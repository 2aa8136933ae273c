package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TicksTest {
    @Test
    void linearTicksAreMultiplesOfOneTwoOrFiveTimesAPowerOfTen() {
        Ticks ticks = Ticks.linear(new Range(0, 1), 6);
        assertThat(ticks.labels()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(ticks.minor()).contains(0.05, 0.25).hasSize(21);
        assertThat(Ticks.linear(new Range(200, 1000), 8).labels())
                .containsExactly("200", "300", "400", "500", "600", "700", "800", "900", "1000")
                .hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void neverMoreThanOneTickAboveWhatFits() {
        for (double width = 1e-9; width < 1e12; width *= 1.7) {
            for (int most = 2; most < 12; most++) {
                int n = Ticks.linear(new Range(-0.3 * width, 0.7 * width), most)
                        .major()
                        .size();
                assertThat(n).isBetween(1, most + 1);
            }
        }
    }

    @Test
    void ticksLieWithinTheRangeAndIncrease() {
        Range range = new Range(-3.14159, 3.14159);
        Ticks ticks = Ticks.linear(range, 8);
        assertThat(ticks.major()).isSorted().allMatch(range::contains);
        assertThat(ticks.labels()).containsExactly("−3", "−2", "−1", "0", "1", "2", "3");
    }

    @Test
    void veryLargeAndVerySmallNumbersShareAPowerOfTen() {
        Ticks large = Ticks.linear(new Range(0, 3e8), 4);
        assertThat(large.exponent()).isEqualTo(8);
        assertThat(large.labels()).containsExactly("0", "1", "2", "3");
        Ticks small = Ticks.linear(new Range(0, 2e-4), 5);
        assertThat(small.exponent()).isEqualTo(-4);
        assertThat(small.labels()).containsExactly("0.0", "0.5", "1.0", "1.5", "2.0");
    }

    @Test
    void aLogarithmicAxisLabelsPowersOfTenAndLeavesOutWhatDoesNotFit() {
        Ticks ticks = Ticks.logarithmic(new Range(0.05, 2000), 8);
        assertThat(ticks.labels()).containsExactly("10^{-1}", "1", "10", "10^{2}", "10^{3}");
        assertThat(ticks.minor()).contains(0.05, 2000.0);
        Ticks many = Ticks.logarithmic(new Range(1e-12, 1), 5);
        assertThat(many.labels().stream().filter(label -> !label.isEmpty())).hasSizeLessThanOrEqualTo(5);
        assertThat(many.minor()).isEmpty();
    }

    @Test
    void aLogarithmicAxisWithinOneDecadeLabelsOneTwoAndFive() {
        assertThat(Ticks.logarithmic(new Range(15, 80), 6).labels()).containsExactly("20", "50");
        assertThat(Ticks.logarithmic(new Range(0.3, 3), 6).labels()).containsExactly("0.5", "1", "2");
    }

    @Test
    void wholeTicksNeverFallBetweenWholeNumbers() {
        assertThat(Ticks.whole(new Range(0.8, 5.2), 10).major()).isEqualTo(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
        assertThat(Ticks.whole(new Range(0.8, 5.2), 10).minor()).isEmpty();
        assertThat(Ticks.whole(new Range(1, 50), 6).major()).allMatch(tick -> tick == Math.rint(tick));
    }
}
