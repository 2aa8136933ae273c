package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// The simulation as its own data.
class DataDrivenClosureTest {
    private static final int EVENTS = 200_000;
    private static final int ITERATIONS = 2;

    private static OmniFold method() {
        var estimator = new HistogramEstimator(Grid.of(Axis.equal("x", "", 60, -4.2, 4.2)));
        return new OmniFold(estimator, estimator, Misses.STEP_1B, 100);
    }

    private static OmniFold.State unfolded(UnfoldingProblem problem, int iterations) {
        OmniFold.State state = method().init(problem);
        try (var workers = new Workers(2)) {
            while (state.iteration() < iterations) {
                state = method().step(problem, state, Seed.of(1), workers, FitProgress.NONE)
                        .state();
            }
        }
        return state;
    }

    private static Weights replica(UnfoldingProblem problem, Weights push, int iterations) {
        var replica = new Replica("dd", new Variation.PseudoData(push), Seed.of(1), Seed.of(2));
        try (var workers = new Workers(2)) {
            return replica.unfold(problem, Replica.Plan.of(method(), iterations), 0, workers)
                    .weights();
        }
    }

    private static double mean(UnfoldingProblem problem, Weights weights) {
        return IntStream.range(0, problem.size())
                        .mapToDouble(i -> weights.get(i) * problem.gen().get(i, 0))
                        .sum()
                / weights.sum();
    }

    private static double std(UnfoldingProblem problem, Weights weights) {
        double mean = mean(problem, weights);
        return Math.sqrt(IntStream.range(0, problem.size())
                        .mapToDouble(i -> weights.get(i)
                                * (problem.gen().get(i, 0) - mean)
                                * (problem.gen().get(i, 0) - mean))
                        .sum()
                / weights.sum());
    }

    /// Unfolding data of N(0.5, 0.8²) from N(0, 1) with smearing 1 for two iterations gives some N(m, s²) by
    /// algebra, and unfolding data of that N(m, s²) another by the same algebra. What the replica should give
    /// follows from the first by the exact change of the two moments. The unfolded result and its target are
    /// of the same events: their difference fluctuates by the difference of their weights, some 0.1, times
    /// 1/√200,000, which is 0.0003; bins of 0.14 move a moment by 0.14²/12 = 0.0016 of its curvature.
    @Test
    @DisplayName("the closure's bias is what algebra says it is, with misses, fakes and background")
    void bias() {
        var toy = new LinearGaussian(1, 0, 1, 0.5, 0.8, 0, 1, 0.7, 0.1, 0.1);
        var first = toy.exact(ITERATIONS).getLast();
        var again =
                new LinearGaussian(1, 0, 1, first.mean().getFirst(), first.std().getFirst(), 0, 1, 0.7, 0.1, 0.1);
        var second = again.exact(ITERATIONS).getLast();
        UnfoldingProblem problem = toy.problem(EVENTS, Seed.of(11));
        Weights push = unfolded(problem, ITERATIONS).push();
        Weights target = problem.genWeight().times(push);
        Weights closure = replica(problem, push, ITERATIONS);
        double bias = second.mean().getFirst() - first.mean().getFirst();
        assertThat(bias).isLessThan(-0.05);
        assertThat(mean(problem, closure) - mean(problem, target)).isCloseTo(bias, within(0.004));
        assertThat(std(problem, closure) - std(problem, target))
                .isCloseTo(second.std().getFirst() - first.std().getFirst(), within(0.004));
    }

    /// Every ratio gives the yield that it should exactly: Σ w·push with fakes in reco, so that only the
    /// learned shape is wrong. Each step's sums are of 2·10⁵ terms.
    @Test
    @DisplayName("what folds to the pseudo-data is as much as there is of them")
    void yields() {
        UnfoldingProblem problem =
                LinearGaussian.standard(1).withDetector(1, 0, 0.1).problem(EVENTS, Seed.of(12));
        Weights push = unfolded(problem, 1).push();
        UnfoldingProblem pseudo = problem.measuringItself(push);
        assertThat(pseudo.dataYield())
                .isCloseTo(problem.recoWeight().times(push).sum(), within(1e-9 * EVENTS));
        assertThat(pseudo.background().size()).isZero();
        assertThat(pseudo.reco().rows()).isEqualTo(problem.size());
        assertThat(replica(problem, push, 1).sum()).isCloseTo(pseudo.dataYield(), within(1e-9 * EVENTS));
    }

    /// Data that are the simulation have ratio 1 in each bin; the exact sums differ by rounding.
    @Test
    @DisplayName("without any factor the result is the prior")
    void nothingToLearn() {
        UnfoldingProblem problem =
                LinearGaussian.standard(1).withDetector(0.7, 0.1, 0.1).problem(20_000, Seed.of(13));
        Weights unfolded = replica(problem, Weights.ones(problem.size()), 3);
        for (int i = 0; i < problem.size(); i++) {
            assertThat(unfolded.get(i)).isCloseTo(problem.genWeight().get(i), within(1e-9));
        }
    }
}
