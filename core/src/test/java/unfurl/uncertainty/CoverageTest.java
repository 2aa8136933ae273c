package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// How often the intervals of bootstraps hold the expected result, with histogram ratios.
///
/// What they are to hold is the result of the same iterations without statistical fluctuations. Where the
/// prior is the truth that is the truth; elsewhere it differs from it by what the iterations have not yet
/// moved, which no bootstrap knows.
class CoverageTest {
    private static final int ITERATIONS = 3;

    /// A problem in bins.
    ///
    /// @param gaussian what is drawn
    /// @param gen      bins of each dimension at gen
    /// @param reco     bins of each dimension at reco
    /// @param events   expected true events; three times as many are simulated
    private record Problem(LinearGaussian gaussian, Axis gen, Axis reco, int events) {
        Grid grid(Axis axis) {
            return new Grid(IntStream.range(0, gaussian.dimensions())
                    .mapToObj(d -> axis)
                    .toList());
        }

        OmniFold method() {
            return new OmniFold(
                    new HistogramEstimator(grid(reco)), new HistogramEstimator(grid(gen)), Misses.STEP_1B, 0);
        }

        /// A toy has a Poisson number of events, as a measurement has.
        UnfoldingProblem toy(Seed seed) {
            return gaussian.problem(
                    poisson(seed.child("simulated"), 3 * events), poisson(seed.child("true"), events), seed);
        }

        private static int poisson(Seed seed, int mean) {
            int parts = mean / 500;
            return (int) LongStream.range(0, parts)
                    .map(i -> seed.poisson(i, (double) mean / parts))
                    .sum();
        }

        double[] unfolded(UnfoldingProblem problem, Variation variation, Seed draws, Workers workers) {
            var replica = new Replica("toy", variation, draws, draws);
            return Spectra.contents(
                    grid(gen),
                    problem,
                    replica.unfold(problem, Replica.Plan.of(method(), ITERATIONS), 0, workers)
                            .weights());
        }
    }

    /// How many of the toys' intervals hold the expected result, bin by bin: of one standard deviation and
    /// of 1.96.
    private static final class Coverage {
        private final int toys;
        private final int[] one;
        private final int[] two;

        Coverage(int toys, int bins) {
            this.toys = toys;
            this.one = new int[bins];
            this.two = new int[bins];
        }

        static Coverage of(Problem problem, double[] expected, int toys, int bootstraps) {
            var coverage = new Coverage(toys, expected.length);
            try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
                workers.run(toys, toy -> {
                    Seed seed = Seed.of(20261127)
                            .child(problem.gaussian.dimensions())
                            .child(toy);
                    coverage.count(expected, interval(problem, seed, bootstraps, workers));
                });
            }
            return coverage;
        }

        private synchronized void count(double[] expected, double[][] interval) {
            for (int bin = 0; bin < expected.length; bin++) {
                double pull = Math.abs(interval[0][bin] - expected[bin]) / interval[1][bin];
                one[bin] += pull < Promise.ONE.width() ? 1 : 0;
                two[bin] += pull < Promise.TWO.width() ? 1 : 0;
            }
        }

        /// Values and standard deviations of one toy.
        private static double[][] interval(Problem problem, Seed seed, int bootstraps, Workers workers) {
            UnfoldingProblem toy = problem.toy(seed);
            double[] value = problem.unfolded(toy, new Variation.None(), seed, workers);
            double[] variance = new double[value.length];
            for (Variation variation : List.of(Bootstraps.ofData(toy), Bootstraps.ofSimulation(toy))) {
                double[][] replicas = new double[bootstraps][];
                for (int k = 0; k < bootstraps; k++) {
                    replicas[k] = problem.unfolded(
                            toy, variation, seed.child("replica").child(k), workers);
                }
                double[] ofReplicas = Spectra.variances(replicas);
                Arrays.setAll(variance, bin -> variance[bin] + ofReplicas[bin]);
            }
            return new double[][] {
                value, Arrays.stream(variance).map(Math::sqrt).toArray()
            };
        }
    }

    private static final LinearGaussian TRUE_PRIOR =
            new LinearGaussian(1, 0.2, 0.8, 0.2, 0.8, 0, 0.5, LinearGaussian.SLOPED, 0.1, 0);

    /// The truth: events times the normal probability of each bin, times what passes the gen selection.
    private static double[] truth(Problem problem) {
        double[] edges = problem.gen.edges();
        return IntStream.range(0, problem.gen.bins())
                .mapToDouble(bin -> problem.events
                        * 0.9
                        * (Normal.cumulative((edges[bin + 1] - 0.2) / 0.8)
                                - Normal.cumulative((edges[bin] - 0.2) / 0.8)))
                .toArray();
    }

    /// 150 toys: a bin's share of 0.683 fluctuates by 0.038, of which 3.5 are allowed for six bins; 20 + 20
    /// bootstraps give an error to 11 % (40 degrees of freedom between the two), and Student's t with some
    /// 30 covers 0.675.
    @Test
    @DisplayName("intervals of data and simulation bootstraps hold the truth as often as they promise")
    void short1d() {
        var problem = new Problem(TRUE_PRIOR, Axis.equal("x", "", 6, -1.3, 1.7), Axis.equal("x", "", 8, -2, 2.4), 2000);
        Coverage coverage = Coverage.of(problem, truth(problem), 150, 20);
        for (int bin = 0; bin < 6; bin++) {
            assertThat(coverage.one[bin] / 150.0).as("bin %d", bin).isBetween(0.675 - 0.133, 0.683 + 0.133);
            assertThat(coverage.two[bin] / 150.0).as("bin %d, 95 %%", bin).isGreaterThan(0.94 - 0.065);
        }
    }

    /// The target, 65 to 71 % and 93 to 97 % in every bin, allows two standard deviations of a share of
    /// 1,000 toys (0.0147 and 0.0069) and what 50 + 50 bootstraps know of an error.
    @Test
    @Tag("validation")
    @DisplayName("1,000 toys in one dimension: 65 to 71 % and 93 to 97 % in every bin")
    void long1d() {
        var problem = new Problem(TRUE_PRIOR, Axis.equal("x", "", 6, -1.3, 1.7), Axis.equal("x", "", 8, -2, 2.4), 2000);
        requireTarget("one dimension, prior = truth", Coverage.of(problem, truth(problem), 1000, 50));
    }

    @Test
    @Tag("validation")
    @DisplayName("1,000 toys with another prior than the truth: the same about the result without fluctuations")
    void longPrior() {
        var gaussian = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0);
        var problem = new Problem(gaussian, Axis.equal("x", "", 6, -1.3, 1.7), Axis.equal("x", "", 8, -2, 2.4), 2000);
        requireTarget("one dimension, another prior", Coverage.of(problem, asymptotic(problem), 1000, 50));
    }

    @Test
    @Tag("validation")
    @DisplayName("1,000 toys in two dimensions: 65 to 71 % and 93 to 97 % in every bin")
    void long2d() {
        var gaussian = LinearGaussian.standard(2).withDetector(LinearGaussian.SLOPED, 0.1, 0);
        var problem = new Problem(gaussian, Axis.equal("x", "", 3, -1, 1.4), Axis.equal("x", "", 4, -1.5, 1.9), 4000);
        requireTarget("two dimensions", Coverage.of(problem, asymptotic(problem), 1000, 50));
    }

    /// The result of 250 times as many events: its own fluctuation is a sixteenth of a toy's.
    private static double[] asymptotic(Problem problem) {
        var large = new Problem(problem.gaussian, problem.gen, problem.reco, 250 * problem.events);
        Seed seed = Seed.of(1);
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            double[] sums = large.unfolded(large.toy(seed), new Variation.None(), seed, workers);
            return Arrays.stream(sums).map(sum -> sum / 250).toArray();
        }
    }

    private static void requireTarget(String what, Coverage coverage) {
        System.out.println(what + ": " + Arrays.toString(coverage.one) + " " + Arrays.toString(coverage.two));
        for (int bin = 0; bin < coverage.one.length; bin++) {
            assertThat(coverage.one[bin] / (double) coverage.toys)
                    .as("%s, bin %d", what, bin)
                    .isBetween(Promise.ONE.low(), Promise.ONE.high());
            assertThat(coverage.two[bin] / (double) coverage.toys)
                    .as("%s, bin %d, 95 %%", what, bin)
                    .isBetween(Promise.TWO.low(), Promise.TWO.high());
        }
    }
}
