package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Seed;

class GaussianPairTest {
    private static final int EVENTS = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    @DisplayName("with equal widths the best loss is that of a shift of √d times the means' distance")
    void equalWidths(int dimensions) {
        var pair = new GaussianPair(dimensions, 0.7, 1.3, 0.2, 1.3);
        var shift = new GaussianShift(1, Math.sqrt(dimensions) * 0.5 / 1.3);
        // The trapezoidal rule in ρ has an error of step²/12 where the density of ρ has a slope at 0.
        assertThat(pair.bestLoss()).isCloseTo(shift.bestLoss(), within(2e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    @DisplayName("the best loss is the exact ratio's mean loss over drawn events")
    void drawnEvents(int dimensions) {
        var pair = new GaussianPair(dimensions, 0.2, 0.8, 0, 1);
        double numerator = meanLoss(pair, draw(dimensions, 0.2, 0.8, 1), -1);
        double denominator = meanLoss(pair, draw(dimensions, 0, 1, 2), 1);
        // One event's loss deviates by less than 0.5.
        assertThat(0.5 * (numerator + denominator)).isCloseTo(pair.bestLoss(), within(4 * 0.5 / Math.sqrt(2 * EVENTS)));
    }

    @Test
    @DisplayName("the exact ratio exceeds nothing; one that says nothing exceeds by ln 2 less the best loss")
    void excess() {
        var pair = new GaussianPair(4, 0.2, 0.8, 0, 1);
        Features events = draw(4, 0, 1, 3);
        Weights ones = Weights.ones(EVENTS);
        Weights exact = Weights.tabulate(EVENTS, i -> pair.logRatio(events, i));
        assertThat(pair.excess(events, exact, ones)).isCloseTo(0, within(1e-15));
        Weights nothing = Weights.tabulate(EVENTS, i -> 0);
        // Over events of the denominator the weight ½(1 + r) deviates by about 0.6, and the
        // divergence by as much.
        assertThat(pair.excess(events, nothing, ones))
                .isCloseTo(Math.log(2) - pair.bestLoss(), within(4 * 0.4 / Math.sqrt(EVENTS)));
    }

    private static double meanLoss(GaussianPair pair, Features events, int sign) {
        return IntStream.range(0, EVENTS)
                .mapToDouble(i -> GaussianShift.softplus(sign * pair.logRatio(events, i)))
                .average()
                .orElseThrow();
    }

    private static Features draw(int dimensions, double mean, double std, long seed) {
        float[] values = new float[EVENTS * dimensions];
        Seed stream = Seed.of(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + std * stream.gaussian(i));
        }
        List<String> names =
                IntStream.range(0, dimensions).mapToObj(j -> "x" + j).toList();
        return Features.owning(names, EVENTS, values);
    }
}
