package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HistogramEstimator;

/// OmniFold with histogram ratios against the exact answer of infinitely many events, and against IBU.
///
/// Tolerance 0.005 with 10⁶ simulated and 10⁶ true events. About 0.65·10⁶ of each are detected, so the
/// mean at reco has a statistical error of 0.94/√(0.65·10⁶) = 0.0012 from the data, the same from the
/// simulation, and √(2·0.1)·1.8/√(0.65·10⁶) = 0.0010 from background and its template; unfolding divides
/// by K = 0.8 at most. Together 0.0024, less than half the tolerance, and alike for the standard
/// deviation. Bins of width h move a moment by up to h²/12 of its curvature: 0.0008 at h = 0.1 and 0.003
/// at 0.3.
class OmniFoldHistogramTest {
    private static final int EVENTS = 1_000_000;
    private static final double TOLERANCE = 0.005;

    private static OmniFold method(Grid grid, Misses misses) {
        var estimator = new HistogramEstimator(grid);
        return new OmniFold(estimator, estimator, misses, 100);
    }

    private static Grid line(int bins, double reach) {
        return Grid.of(Axis.equal("x", "", bins, -reach, reach));
    }

    /// A grid fine along one axis and coarse along the others. Prior, truth and efficiency are products of
    /// functions of one axis each, so is every ratio, and what the coarse axes do does not move the fine one.
    /// A grid fine along all axes would have as many cells as events: no test of the arithmetic.
    private static Grid fineAlong(int axis, int dimensions) {
        return new Grid(IntStream.range(0, dimensions)
                .mapToObj(d -> d == axis ? Axis.equal("x" + d, "", 24, -2.7, 3) : Axis.of("x" + d, "", -0.4, 0.7))
                .toList());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, LinearGaussian.SLOPED})
    void followsTheExactAnswerWithMissesFakesAndBackground(double efficiency) {
        var toy = LinearGaussian.standard(1).withDetector(efficiency, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(EVENTS, Seed.of(7));
        for (Misses misses : List.of(Misses.STEP_1B, Misses.EFFICIENCY_AFTER)) {
            var deviations = Following.of(method(line(60, 4.2), misses), toy, problem, 5);
            assertThat(Following.told("histograms, " + misses, efficiency, deviations))
                    .hasSize(5)
                    .allSatisfy(
                            d -> assertThat(d.larger()).as("%s, %s", misses, d).isLessThan(TOLERANCE));
        }
        if (efficiency != LinearGaussian.SLOPED) {
            return;
        }
        assertBiased(toy, problem);
    }

    /// Keeping the push of a miss, or setting it back to 1, gives what algebra says it gives, which is
    /// not the answer: at iteration 5 .16635/.84340 and .07605/.92351 where .19863/.80384 is right
    /// (computed independently when the project was designed).
    private static void assertBiased(LinearGaussian toy, UnfoldingProblem problem) {
        OmniFold keep = method(line(60, 4.2), Misses.KEEP_PUSH);
        var kept = Following.of(keep, toy, problem, 5).getLast();
        assertThat(kept.mean()).isCloseTo(.16635 - .19863, within(TOLERANCE));
        assertThat(kept.std()).isCloseTo(.84340 - .80384, within(TOLERANCE));
        assertThat(kept.larger()).isGreaterThan(5 * TOLERANCE);
        var reset = Following.of(keep, toy, problem, 5, state -> resetMisses(problem, state))
                .getLast();
        assertThat(reset.mean()).isCloseTo(.07605 - .19863, within(TOLERANCE));
        assertThat(reset.std()).isCloseTo(.92351 - .80384, within(TOLERANCE));
        assertThat(reset.larger()).isGreaterThan(5 * TOLERANCE);
    }

    /// A miss gets pull 1.
    static OmniFold.State resetMisses(UnfoldingProblem problem, OmniFold.State state) {
        return new OmniFold.State(
                state.iteration(),
                state.next(),
                state.pull(),
                Weights.ones(problem.size()),
                state.push(),
                state.ratios(),
                state.theta());
    }

    /// With a flat efficiency all axes are alike; with a slope along axis 0 the others are.
    @ParameterizedTest
    @CsvSource({"0.7, 0", "-1, 0", "-1, 3"})
    void followsTheExactAnswerInFourDimensions(double efficiency, int axis) {
        var toy = LinearGaussian.standard(4).withDetector(efficiency, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(EVENTS, Seed.of(7));
        var deviations = Following.of(method(fineAlong(axis, 4), Misses.STEP_1B), toy, problem, 5).stream()
                .filter(d -> d.axis() == axis)
                .toList();
        assertThat(Following.told("histograms, 4 dimensions, axis " + axis, efficiency, deviations))
                .hasSize(5)
                .allSatisfy(d -> assertThat(d.larger()).as("%s", d).isLessThan(TOLERANCE));
    }

    /// Twenty iterations with a push that is kept on misses: .19927/.80161, nearly there. A quarter of
    /// the events doubles the statistical error.
    @Test
    void keptPushConvergesSlowly() {
        var toy = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(EVENTS / 4, Seed.of(7));
        var at20 = Following.of(method(line(40, 4), Misses.KEEP_PUSH), toy, problem, 20).stream()
                .max(Comparator.comparingInt(Following.Deviation::iteration))
                .orElseThrow();
        assertThat(at20.mean()).isCloseTo(.19927 - .2, within(2 * TOLERANCE));
        assertThat(at20.std()).isCloseTo(.80161 - .8, within(2 * TOLERANCE));
    }

    /// In one and in two dimensions, with misses, fakes and background; without scale factors of the detector, and
    /// with some that rise with reco through 1: what they take from an event is a miss.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void equalsIbuToRounding(double slope) {
        for (int dimensions = 1; dimensions <= 2; dimensions++) {
            UnfoldingProblem problem = scaled(
                    slope,
                    LinearGaussian.standard(dimensions)
                            .withDetector(LinearGaussian.SLOPED, 0.1, 0.1)
                            .problem(50_000, Seed.of(11)));
            Grid gen = grid(dimensions, 8);
            Grid reco = grid(dimensions, 11);
            var omnifold = new OmniFold(new HistogramEstimator(reco), new HistogramEstimator(gen), Misses.STEP_1B, 100);
            var ibu = new Ibu(problem, gen, reco);
            int[] cells = gen.locate(problem.size(), problem.gen()::get);
            OmniFold.State state = omnifold.init(problem);
            try (var workers = new Workers(1)) {
                while (state.iteration() < 5) {
                    state = omnifold.step(problem, state, Seed.of(1), workers, FitProgress.NONE)
                            .state();
                    if (state.next() == Stage.STEP_1) {
                        Weights expected = ibu.unfold(state.iteration(), Ibu.SimulationStatistics.MULTINOMIAL)
                                .spectrum();
                        assertSpectrum(expected, cells, problem.genWeight().times(state.push()));
                    }
                }
            }
        }
    }

    /// The problem with reco weights v = w·(1 + slope·tanh y).
    private static UnfoldingProblem scaled(double slope, UnfoldingProblem problem) {
        Features reco = problem.reco();
        int n = problem.size();
        int m = problem.data().size();
        var weight = Weights.tabulate(n, i -> problem.recoWeight().get(i) * (1 + slope * Math.tanh(reco.get(i, 0))));
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        problem.gen(),
                        reco.select(Mask.of(reco.rows(), i -> i < n)),
                        problem.passGen(),
                        problem.passReco(),
                        problem.genWeight(),
                        weight),
                new UnfoldingProblem.Detected(
                        reco.select(Mask.of(reco.rows(), i -> i >= n && i < n + m)), problem.data()),
                new UnfoldingProblem.Detected(
                        reco.select(Mask.of(reco.rows(), i -> i >= n + m)), problem.background()));
    }

    private static Grid grid(int dimensions, int bins) {
        return new Grid(IntStream.range(0, dimensions)
                .mapToObj(d -> Axis.equal("x" + d, "", bins, -1.6, 1.8))
                .toList());
    }

    private static void assertSpectrum(Weights expected, int[] cells, Weights unfolded) {
        double[] sums = new double[expected.size()];
        for (int i = 0; i < cells.length; i++) {
            sums[cells[i]] += unfolded.get(i);
        }
        for (int c = 0; c < sums.length; c++) {
            assertThat(sums[c]).isCloseTo(expected.get(c), within(1e-11 * expected.sum()));
        }
    }
}
