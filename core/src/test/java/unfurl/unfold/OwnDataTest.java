package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Matrix;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HistogramEstimator;

/// Events that are measured are one row for simulation and data. A histogram adds up the weights of rows, so that it
/// gives the answer that it gives where data are rows of their own, up to the rounding of sums in another order: a
/// thousand terms or so in a bin, 10⁻¹³ at most, some ten times one after the other.
class OwnDataTest {
    private static final double ROUNDING = 1e-12;
    private static final int ITERATIONS = 3;
    private static final Grid GEN = Grid.of(Axis.equal("x", "", 6, -1.5, 1.5));
    private static final Grid RECO = Grid.of(Axis.equal("x", "", 8, -2, 2));
    private static final UnfoldingProblem PROBLEM =
            LinearGaussian.standard(1).withDetector(0.8, 0.1, 0.2).problem(6000, 4000, Seed.of(20261129));
    private static final Weights SIGNAL =
            Weights.tabulate(PROBLEM.size(), i -> Seed.of(1).poisson(i, 0.7)).where(PROBLEM.passReco());
    private static final Weights BACKGROUND =
            Weights.tabulate(PROBLEM.background().size(), i -> Seed.of(2).poisson(i, 1));
    private static final UnfoldingProblem OWN = PROBLEM.measuring(SIGNAL, BACKGROUND);

    /// The same with data of their own rows.
    private static UnfoldingProblem apart() {
        int n = PROBLEM.size();
        Features all = OWN.reco();
        Mask measured = Mask.of(all.rows(), i -> OWN.data().get(i) != 0);
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        PROBLEM.gen(),
                        all.select(Mask.of(all.rows(), i -> i < n)),
                        PROBLEM.passGen(),
                        PROBLEM.passReco(),
                        PROBLEM.genWeight(),
                        PROBLEM.recoWeight()),
                new UnfoldingProblem.Detected(all.select(measured), OWN.data().select(measured)),
                new UnfoldingProblem.Detected(all.select(Mask.of(all.rows(), i -> i >= n)), PROBLEM.background()));
    }

    private static Weights push(UnfoldingProblem problem) {
        var method = new OmniFold(new HistogramEstimator(RECO), new HistogramEstimator(GEN), Misses.STEP_1B, 0);
        OmniFold.State state = method.init(problem);
        try (var workers = new Workers(1)) {
            while (state.iteration() < ITERATIONS) {
                state = method.step(problem, state, Seed.of(3), workers, FitProgress.NONE)
                        .state();
            }
        }
        return state.push();
    }

    @Test
    @DisplayName("there is a row for each simulated and background event and no other, and the sums are those of data")
    void rows() {
        assertThat(OWN.reco().rows())
                .isEqualTo(PROBLEM.size() + PROBLEM.background().size());
        assertThat(OWN.data().sum()).isEqualTo(SIGNAL.sum() + BACKGROUND.sum());
        assertThat(OWN.dataYield())
                .isEqualTo(OWN.data().sum() - PROBLEM.background().sum());
        assertThat(OWN.countingError()).isCloseTo(apart().countingError(), within(ROUNDING));
        assertThat(OWN.measuring(SIGNAL, BACKGROUND).detectorNumerator()).isEqualTo(OWN.detectorNumerator());
    }

    @Test
    @DisplayName("histogram ratios give the same as with two rows, with other weights too")
    void histograms() {
        assertSame(push(OWN), push(apart()));
        Weights factor = Weights.tabulate(PROBLEM.size(), i -> 0.5 + i % 3);
        assertSame(push(bootstrapped(OWN, factor)), push(bootstrapped(apart(), factor)));
    }

    private static UnfoldingProblem bootstrapped(UnfoldingProblem problem, Weights factor) {
        return problem.reweighted(
                problem.genWeight().times(factor),
                problem.recoWeight().times(factor),
                problem.data().times(3),
                problem.background().times(2));
    }

    @Test
    @DisplayName("a simulation with another detector keeps the data as they were measured")
    void resimulated() {
        Features shifted = Features.owning(OWN.reco().names(), PROBLEM.size(), shiftedReco());
        assertSame(
                push(OWN.resimulated(shifted, OWN.passReco(), OWN.recoWeight())),
                push(apart().resimulated(shifted, OWN.passReco(), OWN.recoWeight())));
    }

    private static float[] shiftedReco() {
        float[] values = new float[PROBLEM.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = OWN.reco().get(i, 0) + 0.1f;
        }
        return values;
    }

    @Test
    @DisplayName("iterative Bayesian unfolding gives the same, with the covariance of data and background apart")
    void ibu() {
        Ibu.Result own = new Ibu(OWN, GEN, RECO).unfold(ITERATIONS, Ibu.SimulationStatistics.POISSON);
        Ibu.Result apart = new Ibu(apart(), GEN, RECO).unfold(ITERATIONS, Ibu.SimulationStatistics.POISSON);
        assertSame(own.spectrum(), apart.spectrum());
        assertSame(diagonal(own.data()), diagonal(apart.data()));
        assertSame(diagonal(own.simulation()), diagonal(apart.simulation()));
    }

    private static Weights diagonal(Matrix matrix) {
        return Weights.tabulate(GEN.cells(), c -> matrix.get(c, c));
    }

    private static void assertSame(Weights one, Weights other) {
        assertThat(one.size()).isEqualTo(other.size());
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i)).isCloseTo(other.get(i), within(ROUNDING * Math.abs(other.get(i))));
        }
    }
}
