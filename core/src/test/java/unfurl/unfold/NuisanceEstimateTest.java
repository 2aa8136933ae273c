package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// Steps with the efficient score and what is told of their end, where the two shifts a and b of [NuisancePriorTest]
/// are correlated and the spectrum stays as it is.
class NuisanceEstimateTest {
    private static final UnfoldingProblem PROBLEM = NuisancePriorTest.problem();
    private static final int EVENTS = NuisancePriorTest.EVENTS;

    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    private static Nuisances nuisances(NuisancePrior a, NuisancePrior b, double highest) {
        return new Nuisances(
                List.of(new NuisanceParameter("a", -0.5, a, -1, highest), new NuisanceParameter("b", 0, b, -1, 1)),
                Nuisances.Step.EFFICIENT_SCORE);
    }

    private double[] fitted(Nuisances nuisances, int steps) {
        List<Double> theta = nuisances.starts();
        for (int i = 0; i < steps; i++) {
            var score = new EfficientScore(PROBLEM, theta, Weights.ones(EVENTS), workers);
            double[] next = new NuisanceEstimate(nuisances, theta, score).newton();
            theta = Arrays.stream(next).boxed().toList();
        }
        return theta.stream().mapToDouble(t -> t).toArray();
    }

    /// Fits with the one centre and with the other are on the same events. A fiftieth is for the slope of the score,
    /// which is that of these events and not the expected one; the square of the error over s would be a fifth
    /// more.
    @Test
    @DisplayName(
            "a prior whose centre moves by a width takes both parameters as far as a fit with the other centre goes")
    void followsThePrior() {
        double width = 0.008;
        var before = new NuisancePrior.Gaussian(0.06, width);
        var b = new NuisancePrior.Gaussian(-0.07, 0.02);
        double[] theta = fitted(nuisances(before, b, 1), 6);
        double[] moved = fitted(nuisances(new NuisancePrior.Gaussian(0.06 + width, width), b, 1), 6);
        NuisanceFit fit = NuisanceFit.of(
                PROBLEM, nuisances(before, b, 1), Arrays.stream(theta).boxed().toList(), Weights.ones(EVENTS), workers);
        List<Double> shift = fit.perWidth(0, before);
        assertThat(shift.get(0)).isCloseTo(moved[0] - theta[0], within(0.02 * (moved[0] - theta[0])));
        assertThat(shift.get(1)).isCloseTo(moved[1] - theta[1], within(0.02 * (moved[0] - theta[0])));
        assertThat(fit.error(0) * fit.error(0) / width).isGreaterThan(1.2 * (moved[0] - theta[0]));
    }

    /// The maximum of a parabola on the line a = bound is at b + C_ab/C_aa·(bound − a), with the covariance C of a
    /// and b that [NuisancePriorTest#movesAsThePosterior] has. Four parts in a hundred are for the information in
    /// these events.
    @Test
    @DisplayName("where a bound stops one parameter the other goes to its maximum beside it, in the same step")
    void bound() {
        var flat = new NuisancePrior.Flat();
        double[] free = fitted(nuisances(flat, flat, 1), 1);
        double bound = -0.3;
        double[] bounded = fitted(nuisances(flat, flat, bound), 1);
        double common = Math.pow(NuisancePriorTest.SMEARING[0], 2);
        double slope = common / (common + Math.pow(NuisancePriorTest.SMEARING[1], 2));
        assertThat(bounded[0]).isEqualTo(bound);
        double follows = slope * (bound - free[0]);
        assertThat(bounded[1] - free[1]).isCloseTo(follows, within(0.04 * Math.abs(follows)));
    }
}
