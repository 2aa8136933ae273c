package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HistogramEstimator;

/// How often an unfolding asks for a response ratio, which may be one of networks.
class ResponseCallsTest {
    private static final int EVENTS = 5000;
    private static final int ITERATIONS = 2;
    private static final UnfoldingProblem CLOSED = ProfileGaussian.standard().problem(EVENTS, Seed.of(1));

    /// A ratio that remembers for which θ it was asked.
    private record Remembering(ResponseRatio ratio, List<Double> ofLog, List<Double> ofGradient)
            implements ResponseRatio {
        @Override
        public int events() {
            return ratio.events();
        }

        @Override
        public List<String> parameters() {
            return ratio.parameters();
        }

        @Override
        public boolean keepsEfficiency() {
            return ratio.keepsEfficiency();
        }

        @Override
        public double[] log(double[] theta, Workers workers) {
            ofLog.add(theta[0]);
            return ratio.log(theta, workers);
        }

        @Override
        public double[][] gradient(double[] theta, Workers workers) {
            ofGradient.add(theta[0]);
            return ratio.gradient(theta, workers);
        }
    }

    private static HistogramEstimator counts(int features) {
        Axis axis = Axis.equal("x", "", 10, -4, 4);
        return new HistogramEstimator(features == 1 ? Grid.of(axis) : Grid.of(axis, axis));
    }

    private final Remembering response = new Remembering(CLOSED.response(), new ArrayList<>(), new ArrayList<>());
    private final UnfoldingProblem problem = CLOSED.withResponse(response);

    private static Nuisances nuisances(Nuisances.Step step) {
        var theta = new NuisanceParameter(ProfileGaussian.THETA, 1, new NuisancePrior.Flat(), 0.5, 3);
        return new Nuisances(List.of(theta), step);
    }

    private void unfold(Nuisances.Step step) {
        var method = new OmniFold(counts(2), counts(1), Misses.STEP_1B, 100, nuisances(step));
        OmniFold.State state = method.init(problem);
        try (var workers = new Workers(2)) {
            while (state.iteration() < ITERATIONS) {
                state = method.step(problem, state, Seed.of(1), workers, FitProgress.NONE)
                        .state();
            }
            Ledger.of(problem.at(state.theta(), workers), state);
        }
    }

    @Test
    @DisplayName("all steps of an iteration share the detector of its θ")
    void shared() {
        unfold(Nuisances.Step.EFFICIENT_SCORE);
        assertThat(response.ofLog).hasSize(1 + ITERATIONS).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("EM asks once more for the θ from which it goes on")
    void sharedByEm() {
        unfold(Nuisances.Step.EM);
        assertThat(response.ofLog.stream().filter(theta -> theta == 1)).hasSize(2);
        assertThat(response.ofGradient.stream().filter(theta -> theta == 1)).hasSize(2);
    }

    @Test
    @DisplayName("a trial of a line search asks for no derivatives")
    void trial() {
        Weights ones = Weights.ones(EVENTS);
        try (var workers = new Workers(1)) {
            var q = new ExpectedLikelihood(
                    problem, nuisances(Nuisances.Step.EM), ones, ones, new double[] {1}, workers);
            // The mean of log w is below the logarithm of its mean, 0.
            assertThat(q.at(new double[] {1.2}).value()).isNegative();
        }
        assertThat(response.ofGradient).isEmpty();
    }
}
