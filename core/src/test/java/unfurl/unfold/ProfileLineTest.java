package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Where intervals end: in likelihoods in closed form, and with the efficient score where gen is known.
class ProfileLineTest {
    private static final int SIMULATED = 40_000;
    private static final int MEASURED = 64;

    /// y = x + θ·z with x known at reco; the data's z are quantiles of N(0, 1), in an order that has nothing to
    /// do with x.
    private static Features reco(int n, DoubleUnaryOperator z) {
        float[] values = new float[2 * n];
        for (int i = 0; i < n; i++) {
            values[2 * i] = (float) Seed.of(5).child(n).gaussian(i);
            values[2 * i + 1] = (float) (values[2 * i] + z.applyAsDouble(i));
        }
        return Features.owning(List.of("x", "y"), n, values);
    }

    private static double quantile(int i) {
        int place = 29 * i % MEASURED;
        return Math.sqrt(2) * Erf.erfInv(2 * (place + 0.5) / MEASURED - 1);
    }

    private static UnfoldingProblem problem() {
        Features reco = reco(SIMULATED, i -> Seed.of(6).gaussian((int) i));
        float[] x = new float[SIMULATED];
        for (int i = 0; i < SIMULATED; i++) {
            x[i] = reco.get(i, 0);
        }
        Mask all = Mask.all(SIMULATED);
        Weights weight = Weights.tabulate(SIMULATED, i -> (double) MEASURED / SIMULATED);
        var response = new ClosedResponse(SIMULATED, List.of("theta"), true, theta -> {
            double[] log = new double[SIMULATED];
            Arrays.setAll(log, i -> {
                double z = reco.get(i, 1) - reco.get(i, 0);
                return -Math.log(theta[0]) + z * z / 2 * (1 - 1 / (theta[0] * theta[0]));
            });
            return log;
        });
        return new UnfoldingProblem(
                        new UnfoldingProblem.Simulation(
                                Features.owning(List.of("x"), SIMULATED, x), reco, all, all, weight, weight),
                        new UnfoldingProblem.Detected(reco(MEASURED, i -> quantile((int) i)), Weights.ones(MEASURED)),
                        UnfoldingProblem.Detected.none(List.of("x", "y")))
                .withResponse(response);
    }

    /// The likelihood of n measurements z of N(0, θ²) falls from its maximum, the root of the mean square, to a θ r
    /// times as large by n·(log r + (1/r² − 1)/2). The simulation has 600 times as many events; its errors are a
    /// twenty-fifth of the data's.
    @Test
    @DisplayName("where gen is known an interval ends where the exact likelihood has fallen, on either side")
    void exact() {
        UnfoldingProblem problem = problem();
        var nuisances = new Nuisances(
                List.of(new NuisanceParameter("theta", 1, new NuisancePrior.Flat(), 0.5, 2)),
                Nuisances.Step.EFFICIENT_SCORE);
        List<Double> theta = nuisances.starts();
        Weights ones = Weights.ones(SIMULATED);
        double mean = 0;
        for (int i = 0; i < MEASURED; i++) {
            mean += quantile(i) * quantile(i) / MEASURED;
        }
        NuisanceFit fit;
        try (var workers = new Workers(2)) {
            for (int i = 0; i < 6; i++) {
                var score = new EfficientScore(problem, theta, ones, workers);
                theta = List.of(new NuisanceEstimate(nuisances, theta, score).newton()[0]);
            }
            fit = NuisanceFit.of(problem, nuisances, theta, ones, workers);
        }
        double fall =
                0.5 * fit.covariance().get(0, 0) / fit.inverseInformation().get(0, 0);
        NuisanceFit.Interval interval = fit.intervals().getFirst();
        double value = fit.values().getFirst();
        assertThat(value).isCloseTo(Math.sqrt(mean), within(fit.error(0) / 10));
        assertThat(interval.low() - value).isCloseTo(value * (ratio(fall, 0.5) - 1), within(0.02 * fit.error(0)));
        assertThat(interval.high() - value).isCloseTo(value * (ratio(fall, 2) - 1), within(0.02 * fit.error(0)));
    }

    /// Between 1 and another r.
    private static double ratio(double fall, double other) {
        double near = 1;
        double far = other;
        for (int i = 0; i < 60; i++) {
            double r = (near + far) / 2;
            if (MEASURED * (Math.log(r) + (1 / (r * r) - 1) / 2) < fall) {
                near = r;
            } else {
                far = r;
            }
        }
        return near;
    }

    private static Nuisances two(double highOfB) {
        var flat = new NuisancePrior.Flat();
        return new Nuisances(
                List.of(new NuisanceParameter("a", 0, flat, -50, 50), new NuisanceParameter("b", 0, flat, -3, highOfB)),
                Nuisances.Step.EFFICIENT_SCORE);
    }

    private static ProfileLine line(Nuisances nuisances, double correlation) {
        double[] zero = new double[2];
        return new ProfileLine(0, zero, new double[] {1, correlation}, nuisances, zero, at -> {
            double norm = 1 - correlation * correlation;
            return new double[] {-(at[0] - correlation * at[1]) / norm, -(at[1] - correlation * at[0]) / norm};
        });
    }

    /// Of two unit normal parameters the profile likelihood of the first is −a²/2, however wide the panels are. Where b
    /// has met its range it is −(a² − 2ρab + b²)/(2(1 − ρ²)).
    @Test
    @DisplayName("of a parabola it is exact, and another parameter that meets its range stays there")
    void parabola() {
        for (double sigma : new double[] {0.1, 1, 3}) {
            assertThat(line(two(3), 0.8).end(sigma, 0.5)).isCloseTo(1, within(1e-12));
            assertThat(line(two(3), 0.8).end(-sigma, 2)).isCloseTo(-2, within(1e-12));
        }
        double a = line(two(0.4), 0.8).end(1, 0.5);
        assertThat((a * a - 2 * 0.8 * a * 0.4 + 0.16) / (2 * 0.36)).isCloseTo(0.5, within(1e-3));
        assertThat(line(two(0.4), 0.8).end(-1, 0.5)).isCloseTo(-1, within(1e-12));
    }

    /// −log(1 + a²)/2 falls by ½ at √(e − 1), and by 3 at √(e⁶ − 1), 20 standard deviations away; by 4
    /// it does not in the range. Panels as wide as the way before leave a two-hundredth.
    @Test
    @DisplayName("a likelihood with long tails is followed to where it has fallen, and else to the end of the range")
    void longTails() {
        double[] zero = new double[2];
        var line = new ProfileLine(0, zero, new double[] {1, 0}, two(3), zero, at ->
                new double[] {-at[0] / (1 + at[0] * at[0]), 0});
        assertThat(line.end(1, 0.5)).isCloseTo(Math.sqrt(Math.E - 1), within(0.002));
        assertThat(line.end(-1, 3)).isCloseTo(-Math.sqrt(Math.exp(6) - 1), within(0.1));
        assertThat(line.end(1, 4)).isEqualTo(50);
    }

    @Test
    @DisplayName("a slope that is not finite on the way is an error that says where")
    void notFinite() {
        double[] zero = new double[2];
        var line = new ProfileLine(0, zero, new double[] {1, 0}, two(3), zero, at ->
                new double[] {at[0] > 0.6 ? Double.NaN : -at[0], 0});
        assertThatThrownBy(() -> line.end(1, 0.5))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("is NaN at [0.75, 0.0]");
    }
}
