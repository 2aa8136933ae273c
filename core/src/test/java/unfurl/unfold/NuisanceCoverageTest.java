package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;

/// How often the interval of a nuisance parameter holds the truth.
@Tag("validation")
class NuisanceCoverageTest {
    private static final int TOYS = 200;
    private static final int EVENTS = 20_000;
    private static final double TRUTH = 1.5;
    private static final double SIMULATED = 1.3;

    /// The limits are what the project promises; the binomial error of 200 toys is 3.3 %. Data and simulation are drawn
    /// anew in each. Nature is that of the example; the simulation has a resolution from which its weights have a
    /// finite variance.
    @Test
    @DisplayName("the 68 % interval of θ holds the truth in 64 to 72 % of 200 toys")
    void coverage() {
        var toy = new ProfileGaussian(0, 1, 0.8, 1, 1, SIMULATED, TRUTH);
        var nuisances = new Nuisances(
                List.of(new NuisanceParameter(ProfileGaussian.THETA, SIMULATED, new NuisancePrior.Flat(), 0.5, 3)),
                Nuisances.Step.EFFICIENT_SCORE);
        OmniFold method = ProfileGaussianTest.method(nuisances, 5, 1);
        boolean[] held = new boolean[TOYS];
        double[] pull = new double[TOYS];
        double[] error = new double[TOYS];
        try (var workers = new Workers(2)) {
            workers.run(TOYS, i -> {
                UnfoldingProblem problem = toy.problem(EVENTS, Seed.of(1000 + i));
                OmniFold.State state = method.init(problem);
                while (state.iteration() < 8) {
                    state = method.step(problem, state, Seed.of(i), workers, FitProgress.NONE)
                            .state();
                }
                NuisanceFit fit = NuisanceFit.of(problem, nuisances, state.theta(), state.push(), workers);
                NuisanceFit.Interval interval = fit.intervals().getFirst();
                held[i] = interval.low() <= TRUTH && TRUTH <= interval.high();
                error[i] = fit.error(0);
                pull[i] = (fit.values().getFirst() - TRUTH) / error[i];
            });
        }
        int count = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < TOYS; i++) {
            count += held[i] ? 1 : 0;
            sum += pull[i];
            squares += pull[i] * pull[i];
        }
        System.err.printf(
                "coverage of θ: %.1f %%, pulls %.2f ± %.2f, mean square %.2f, error %.4f%n",
                100.0 * count / TOYS, sum / TOYS, 1 / Math.sqrt(TOYS), squares / TOYS, error[0]);
        assertThat((double) count / TOYS).isBetween(0.64, 0.72);
    }
}
