package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Features;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.TrainingSample;

class GaussianShiftTest {
    @Test
    @DisplayName("for a small distance the best loss is ln 2 − δ²/8 + δ⁴/64, by the series of ln(2 cosh)")
    void smallDistance() {
        // z = δu − δ²/2; E softplus(z) = ln 2 + E z/2 + E z²/8 − E z⁴/192 + …, E z = −δ²/2, E z² = δ²
        // + δ⁴/4, E z⁴ = 3δ⁴ + O(δ⁶): ln 2 − δ²/8 + δ⁴/64 + O(δ⁶).
        for (double distance : new double[] {0.05, 0.1, 0.2}) {
            double series = Math.log(2) - distance * distance / 8 + Math.pow(distance, 4) / 64;
            assertThat(new GaussianShift(3, distance).bestLoss()).isCloseTo(series, within(Math.pow(distance, 6)));
        }
    }

    @Test
    @DisplayName("at a large distance nothing is left to lose")
    void largeDistance() {
        // softplus(z) ≤ e^z and the tail of u beyond δ/2: at most 2·Φ(−δ/2)·(…)
        assertThat(new GaussianShift(1, 12).bestLoss()).isBetween(0.0, 1e-7);
    }

    @Test
    @DisplayName("the true ratio has the best loss on the sample, in any number of dimensions and for both classes")
    void lossOfTheTruth() {
        int n = 100_000;
        for (int inputs : new int[] {1, 4, 24}) {
            GaussianShift problem = GaussianShift.standard(inputs);
            TrainingSample sample;
            try (var workers = new Workers(2)) {
                sample = problem.sample(n, 2, Seed.of(11), workers);
            }
            double[] sum = new double[2];
            for (int i = 0; i < n; i++) {
                double along = 0;
                for (int j = 0; j < inputs; j++) {
                    along += sample.features().get(i, j) / Math.sqrt(inputs);
                }
                double z = problem.distance() * (along - 0.5 * problem.distance());
                sum[i % 2] += GaussianShift.softplus(i % 2 == 1 ? -z : z);
            }
            double error = problem.deviation() / Math.sqrt(0.5 * n);
            assertThat(sum[0] / (0.5 * n)).isCloseTo(problem.bestLoss(), within(4 * error));
            assertThat(sum[1] / (0.5 * n)).isCloseTo(problem.bestLoss(), within(4 * error));
        }
    }

    @Test
    @DisplayName("the events are the same for any number of threads")
    void anyThreads() {
        try (var one = new Workers(1);
                var three = new Workers(3)) {
            GaussianShift problem = GaussianShift.standard(5);
            Features together = problem.sample(20_001, 99, Seed.of(2), three).features();
            Features alone = problem.sample(20_001, 99, Seed.of(2), one).features();
            for (int i = 0; i < 20_100; i++) {
                for (int j = 0; j < 5; j++) {
                    assertThat(together.get(i, j)).isEqualTo(alone.get(i, j));
                }
            }
        }
    }
}
