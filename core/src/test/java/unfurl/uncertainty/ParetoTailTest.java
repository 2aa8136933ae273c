package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.math.Seed;

class ParetoTailTest {
    private static final int EVENTS = 100_000;

    /// Of (1 − u)^−k the index is k. The prior of 10 among 948 moves it by a hundredth of its distance from ½.
    @ParameterizedTest
    @DisplayName("the index of weights that follow a Pareto distribution is found within three errors")
    @CsvSource({"0.2", "0.5", "0.8"})
    void pareto(double k) {
        Seed seed = Seed.of(3);
        double[] weights = IntStream.range(0, EVENTS)
                .mapToDouble(i -> Math.pow(1 - seed.uniform(i), -k))
                .toArray();
        ParetoTail tail = ParetoTail.of(weights).orElseThrow();
        assertThat(tail.error()).isCloseTo((1 + tail.index()) / Math.sqrt(948), within(1e-12));
        assertThat(tail.index()).isCloseTo(k, within(3 * tail.error()));
    }

    /// w of a resolution θ in events of a resolution s is exp(z²(1 − s²/θ²)/2) for a normal z, which is beyond t with
    /// the probability t^−1/k/√log t, k = 1 − s²/θ²: among the 948 of the tail the root makes k smaller by a sixth.
    @ParameterizedTest
    @DisplayName("a resolution that is more than √2 of the simulated one has weights of infinite variance")
    @CsvSource({"1, 1.5, true", "1.15, 1.3, false", "1.4, 1.5, false", "1, 2, true"})
    void resolution(double simulated, double theta, boolean isInfinite) {
        double k = 1 - simulated * simulated / (theta * theta);
        Seed seed = Seed.of(4);
        double[] weights = IntStream.range(0, EVENTS)
                .mapToDouble(i -> Math.exp(0.5 * k * Math.pow(seed.gaussian(i), 2)))
                .toArray();
        ParetoTail tail = ParetoTail.of(weights).orElseThrow();
        assertThat(tail.isInfinite()).isEqualTo(isInfinite);
        assertThat(tail.index()).isBetween(0.8 * k - 0.05, k + 0.1);
    }

    @Test
    @DisplayName("few weights, equal ones and none have no tail; negative ones do not count")
    void none() {
        double[] equal = new double[EVENTS];
        Arrays.fill(equal, 2);
        assertThat(ParetoTail.of(equal)).isEmpty();
        assertThat(ParetoTail.of(new double[EVENTS])).isEmpty();
        assertThat(ParetoTail.of(new double[] {1, 2, 3})).isEmpty();
        Seed seed = Seed.of(5);
        double[] signed = IntStream.range(0, EVENTS)
                .mapToDouble(i -> seed.uniform(i) - 0.5)
                .toArray();
        double[] positive = Arrays.stream(signed).filter(w -> w > 0).toArray();
        assertThat(ParetoTail.of(signed)).isEqualTo(ParetoTail.of(positive));
        // A uniform distribution has a largest weight, and k = −1.
        assertThat(ParetoTail.of(positive).orElseThrow().index()).isNegative();
    }
}
