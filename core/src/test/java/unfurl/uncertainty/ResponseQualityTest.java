package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.unfold.ClosedResponse;
import unfurl.unfold.UnfoldingProblem;

/// What weights of a response ratio are worth, against algebra: y = x + z with x and z from standard normal
/// distributions, and a detector that is shifted by θ, log w = θ·z − θ²/2.
class ResponseQualityTest {
    private static final int EVENTS = 40_000;

    /// @param per  by what log w is wrong for each unit of θ, and x
    private static UnfoldingProblem problem(double per, boolean keepsEfficiency) {
        Seed seed = Seed.of(12);
        double[] z = IntStream.range(0, EVENTS)
                .mapToDouble(seed.child("z")::gaussian)
                .toArray();
        float[] x = new float[EVENTS];
        float[] y = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            x[i] = (float) seed.child("x").gaussian(i);
            y[i] = (float) (x[i] + z[i]);
        }
        Features reco = Features.owning(List.of("y"), EVENTS, y);
        Mask all = Mask.all(EVENTS);
        Weights ones = Weights.ones(EVENTS);
        var response = new ClosedResponse(
                EVENTS,
                List.of("theta"),
                keepsEfficiency,
                theta -> IntStream.range(0, EVENTS)
                        .mapToDouble(
                                i -> theta[0] * z[i] - theta[0] * theta[0] / 2 + per * theta[0] * Math.max(0, x[i]))
                        .toArray());
        return new UnfoldingProblem(
                        new UnfoldingProblem.Simulation(
                                Features.owning(List.of("x"), EVENTS, x), reco, all, all, ones, ones),
                        new UnfoldingProblem.Detected(reco, ones),
                        UnfoldingProblem.Detected.none(List.of("y")))
                .withResponse(response);
    }

    private static ResponseQuality quality(UnfoldingProblem problem, double theta) {
        try (var workers = new Workers(2)) {
            return ResponseQuality.of(problem, Weights.ones(EVENTS), List.of(theta), 0, 2, workers);
        }
    }

    /// E[w] = 1 and E[w²] = e^θ², so that N_eff is n·e^−θ². The relative error of Σw² is √((e^4θ² − 1)/n) = 0.7 %
    /// for θ = 0.5, and the error of the mean of w in a tenth of the events √((e^θ² − 1)/4000) = 0.0084.
    @Test
    @DisplayName("a right ratio has the mean 1 in all cells, and the effective events of its variance")
    void right() {
        ResponseQuality quality = quality(problem(0, true), 0.5);
        assertThat(quality.nEff()).isCloseTo(EVENTS * Math.exp(-0.25), within(0.03 * EVENTS * Math.exp(-0.25)));
        assertThat(quality.isOff()).isFalse();
        assertThat(quality.warning(100)).isEmpty();
        GenMeans means = quality.means().orElseThrow();
        assertThat(means.error()).isCloseTo(0.0084, within(0.002));
        assertThat(Math.abs(means.largest())).isLessThan(4 * means.error());
        assertThat(means.all().feature()).isEqualTo("x");
        assertThat(quality.theta()).isEqualTo(0.5);
    }

    /// In the highest tenth the mean of x is 1.755, so that w·e^0.05x has there the mean 1 + 0.0917 or so.
    @Test
    @DisplayName(
            "a ratio that is wrong at some gen is found where it is wrong, if it says that it keeps the efficiency")
    void wrong() {
        ResponseQuality quality = quality(problem(0.1, true), 0.5);
        GenMeans means = quality.means().orElseThrow();
        assertThat(means.largest()).isCloseTo(Math.exp(0.05 * 1.755) - 1, within(4 * means.error()));
        assertThat(quality.warning(100)).isEmpty();
        ResponseQuality worse = quality(problem(0.3, true), 0.5);
        assertThat(worse.warning(100))
                .hasValueSatisfying(words ->
                        assertThat(words).startsWith("at theta = 0.5000 the mean of w at a gen is not 1: in 'x' by"));
        assertThat(quality(problem(0.3, false), 0.5).warning(100)).isEmpty();
    }

    @Test
    @DisplayName("fewer effective events than a run needs are a warning")
    void few() {
        assertThat(quality(problem(0, true), 2).warning(2000))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains(
                                "at theta = 2.000 the weighted simulation is worth",
                                "fewer than the 2000 that a run needs"));
    }

    /// At θ = 5 the mean slope, of z − 5, must be 0, and no z of 40 000 is above 5: weights above 0 cannot have it.
    @Test
    @DisplayName("weights that calibration makes negative are counted, and are a warning")
    void turned() {
        UnfoldingProblem problem = problem(0, true);
        ResponseQuality quality = quality(problem, 5);
        assertThat(quality.turned()).isPositive();
        assertThat(quality.warning(1)).get().asString().contains("turns the sign of " + quality.turned());
        assertThat(quality(problem, 0.5).turned()).isZero();
        assertThat(quality(problem(0, false), 5).turned()).isZero();
    }

    @Test
    @DisplayName("a ratio of 1 is exactly right")
    void one() {
        GenMeans means = quality(problem(0, true), 0).means().orElseThrow();
        assertThat(means.largest()).isZero();
        assertThat(means.all().chiSquare()).isZero();
        assertThat(means.all().pValue()).isEqualTo(1);
    }
}
