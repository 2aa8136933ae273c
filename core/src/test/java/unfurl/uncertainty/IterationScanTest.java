package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.Ibu;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// Bias, change and variance by iteration, and the iteration chosen by them.
class IterationScanTest {
    private static final int ITERATIONS = 6;
    private static final int TOYS = 60;
    /// The cells of the bins from −1.5 to 2, in which there are data.
    private static final int FIRST = 4;
    private static final int BINS = 7;
    private static final Grid GEN = Grid.of(Axis.equal("x", "", 12, -3, 3));
    private static final Grid RECO = Grid.of(Axis.equal("y", "", 16, -4, 4));
    private static final OmniFold METHOD =
            new OmniFold(new HistogramEstimator(RECO), new HistogramEstimator(GEN), Misses.STEP_1B, 0);

    private static Course course(double prior, double... after) {
        return new Course(
                Weights.of(prior),
                IntStream.range(0, after.length)
                        .mapToObj(k -> Weights.of(after[k]))
                        .toList());
    }

    @Test
    @DisplayName("means, variances and corrections are those of the formulas")
    void algebra() {
        Course nominal = course(4, 7, 8);
        // After iteration 1 mean 6 and variance 10; after 2 mean 8 and variance 2.5. Truth 8, R = 5, R−3 over R−1 = ½.
        List<Course> toys =
                List.of(course(4, 2, 6), course(4, 4, 7), course(4, 6, 8), course(4, 8, 9), course(4, 10, 10));
        IterationScan scan = IterationScan.ofToys(nominal, toys);
        assertThat(scan.biasOverVariance().getFirst()).isCloseTo(0.5 * 4 / 10 - 0.2, within(1e-15));
        assertThat(scan.biasOverVariance().getLast()).isCloseTo(-0.2, within(1e-15));
        assertThat(scan.squaredChange().getFirst()).isCloseTo(0.5 * 9 / 10, within(1e-15));
        assertThat(scan.squaredChange().getLast()).isCloseTo(0.5 * 1 / 2.5, within(1e-15));
        IterationScan bootstraps = IterationScan.ofBootstraps(nominal, toys);
        assertThat(bootstraps.squaredChange()).isEqualTo(scan.squaredChange());
        assertThat(bootstraps.biasOverVariance()).isEmpty();
    }

    @Test
    @DisplayName("the first iteration below the bound is chosen, or the least where none is")
    void first() {
        assertThat(IterationScan.first(List.of(5.0, 1.0, 0.9, 0.1), 1)).isEqualTo(3);
        assertThat(IterationScan.first(List.of(5.0, 2.0, 3.0), 1)).isEqualTo(2);
        assertThat(IterationScan.first(List.of(-0.1), 1)).isEqualTo(1);
    }

    @Test
    @DisplayName("bins that do not vary are left out, and counted; without any other there is no answer")
    void still() {
        Course nominal = new Course(Weights.of(1, 5), List.of(Weights.of(1, 7)));
        List<Course> toys = IntStream.range(0, 5)
                .mapToObj(i -> new Course(Weights.of(1, 5), List.of(Weights.of(1, 6 + i))))
                .toList();
        assertThat(IterationScan.ofToys(nominal, toys).bins()).isEqualTo(1);
        List<Course> same = List.of(nominal, nominal, nominal, nominal);
        assertThatThrownBy(() -> IterationScan.ofToys(nominal, same))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("none of 2 bins varies between 4 replicas");
        assertThatThrownBy(() -> IterationScan.ofToys(nominal, toys.subList(0, 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static UnaryOperator<Weights> contents(UnfoldingProblem problem) {
        int[] cells = GEN.locate(problem.size(), (event, d) -> problem.gen().get(event, d));
        return weights -> {
            double[] sums = new double[GEN.cells()];
            for (int i = 0; i < cells.length; i++) {
                sums[cells[i]] += weights.get(i);
            }
            return Weights.of(Arrays.copyOfRange(sums, FIRST, FIRST + BINS));
        };
    }

    /// The problem whose data are what the truth of the toys is expected to give, with the statistical errors
    /// of counts: in each bin at reco as many events as are expected, rounded, together worth the expectation.
    private static UnfoldingProblem expected(UnfoldingProblem problem, Weights push) {
        Sample sample = Sample.of(problem);
        Weights folded = problem.recoWeight().times(push);
        int[] cells = RECO.locate(problem.size(), (event, d) -> sample.reco().get(event, d));
        double[] sums = new double[RECO.cells()];
        for (int i = 0; i < cells.length; i++) {
            sums[cells[i]] += folded.get(i);
        }
        var values = new ArrayList<Float>();
        var weights = new ArrayList<Double>();
        for (int cell = 0; cell < sums.length; cell++) {
            long events = Math.max(1, Math.round(sums[cell]));
            for (long i = 0; i < events; i++) {
                values.add(-4 + 0.5f * (cell - 0.5f));
                weights.add(sums[cell] / events);
            }
        }
        float[] reco = new float[values.size()];
        for (int i = 0; i < reco.length; i++) {
            reco[i] = values.get(i);
        }
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        sample.gen(),
                        sample.reco(),
                        sample.passGen(),
                        sample.passReco(),
                        sample.genWeight(),
                        sample.recoWeight()),
                new UnfoldingProblem.Detected(
                        Features.owning(List.of("x"), reco.length, reco), Weights.tabulate(reco.length, weights::get)),
                UnfoldingProblem.Detected.none(problem.reco().names()));
    }

    /// Mean bias² / variance by iteration from iterative Bayesian unfolding in bins, which has its own
    /// covariance and needs no toys.
    private static double[] reference(UnfoldingProblem problem, Weights push, Weights truth) {
        var ibu = new Ibu(expected(problem, push), GEN, RECO);
        double[] ratio = new double[ITERATIONS];
        for (int k = 1; k <= ITERATIONS; k++) {
            Ibu.Result result = ibu.unfold(k, Ibu.SimulationStatistics.POISSON);
            for (int b = 0; b < truth.size(); b++) {
                int cell = b + FIRST;
                double bias = result.spectrum().get(cell) - truth.get(b);
                ratio[k - 1] += bias * bias / result.data().get(cell, cell) / truth.size();
            }
        }
        return ratio;
    }

    @Test
    @DisplayName("toys find the bias and the variance of binned unfolding, and what is chosen by them")
    void toys() {
        // A truth far from the prior, so that the bias of the first iterations is many times the variance.
        var gaussian = new LinearGaussian(1, 0, 1, 0.6, 0.8, 0, 0.7, 1, 0, 0);
        UnfoldingProblem problem = gaussian.problem(6_000, 6_000, Seed.of(3));
        UnaryOperator<Weights> contents = contents(problem);
        try (var workers = new Workers(2)) {
            OmniFold.State state = METHOD.init(problem);
            while (state.iteration() < ITERATIONS) {
                state = METHOD.step(problem, state, Seed.of(1), workers, FitProgress.NONE)
                        .state();
            }
            Weights push = state.push();
            Course nominal = Course.unfold(problem, METHOD, ITERATIONS, Seed.of(1), contents, workers);
            assertThat(nominal.after().getLast())
                    .isEqualTo(contents.apply(problem.genWeight().times(push)));
            List<Course> toys = IntStream.range(0, TOYS)
                    .mapToObj(i -> PseudoData.thrown(
                            problem, push, Seed.of(2).child("toy").child(i)))
                    .map(toy -> Course.unfold(toy, METHOD, ITERATIONS, Seed.of(1), contents, workers))
                    .toList();
            IterationScan scan = IterationScan.ofToys(nominal, toys);
            double[] reference = reference(problem, push, nominal.after().getLast());
            assertThat(scan.bins()).isEqualTo(BINS);
            // Of one bin, the relative error of a variance of R toys is √(2/(R − 1)); of a mean it is less.
            double tolerance = 3 * Math.sqrt(2.0 / (TOYS - 1));
            for (int k = 0; k < ITERATIONS; k++) {
                assertThat(scan.biasOverVariance().get(k))
                        .as("iteration %d of %s beside %s", k + 1, scan, Arrays.toString(reference))
                        .isCloseTo(reference[k], within(tolerance * reference[k]));
            }
            // The bias falls by some √3 an iteration here, and 20 and 2.6 lie between two of the reference.
            for (double below : new double[] {20, 2.6}) {
                assertThat(IterationScan.first(scan.biasOverVariance(), below))
                        .isEqualTo(IterationScan.first(
                                Arrays.stream(reference).boxed().toList(), below));
            }
        }
    }
}
