package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.hist.Histogram;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// A systematic effect whose size is known.
class KnownShiftTest {
    private static final Axis BINS = Axis.equal("x", "", 8, -2, 2);
    private static final Axis RECO = Axis.equal("y", "", 8, -2, 2);

    private static double[] contents(UnfoldingProblem problem, Weights weights) {
        Histogram histogram = Histogram.of(BINS, event -> problem.gen().get(event, 0), weights);
        return IntStream.rangeClosed(1, BINS.bins())
                .mapToDouble(histogram::sumWeights)
                .toArray();
    }

    /// The simulation is its own data, so that nothing fluctuates: the nominal result is the prior. A detector
    /// that sees f(x) times as many of the events at x makes the result 1/f of it, by algebra, when the
    /// iterations have converged: in a bin, 1 over the mean of f.
    @Test
    @DisplayName("the shift of an efficiency that is a known function of gen is recovered to 2 % of its size")
    void efficiency() {
        UnfoldingProblem problem = new LinearGaussian(1, 0, 1, 0, 1, 0, 0.1, 1, 0, 0)
                .problem(100_000, Seed.of(20261127))
                .measuringItself(Weights.ones(100_000));
        Weights factor = Weights.tabulate(
                problem.size(), i -> 1 - 0.1 * (1 + Math.tanh(problem.gen().get(i, 0))) / 2);
        var method = new OmniFold(
                new HistogramEstimator(Grid.of(RECO)), new HistogramEstimator(Grid.of(BINS)), Misses.STEP_1B, 0);
        var replica = new Replica(
                "efficiency",
                new Variation.SimulationFactors(Weights.ones(problem.size()), factor),
                Seed.of(1),
                Seed.of(2));
        double[] shifted;
        try (var workers = new Workers(2)) {
            shifted = contents(
                    problem,
                    replica.unfold(problem, Replica.Plan.of(method, 20), 0, workers)
                            .weights());
        }
        double[] prior = contents(problem, problem.genWeight());
        double[] seen = contents(problem, problem.genWeight().times(factor));
        double[] expected = IntStream.range(0, prior.length)
                .mapToDouble(bin -> prior[bin] * (prior[bin] / seen[bin] - 1))
                .toArray();
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(size).isGreaterThan(0.04 * prior[4]);
        for (int bin = 0; bin < prior.length; bin++) {
            assertThat(Math.abs(shifted[bin] - prior[bin] - expected[bin]))
                    .as("bin %d, of a shift of %s", bin, expected[bin])
                    .isLessThan(0.02 * size);
        }
    }
}
