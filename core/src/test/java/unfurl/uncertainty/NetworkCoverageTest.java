package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Histogram;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.FitProgress;
import unfurl.reweight.NetworkEstimator;
import unfurl.reweight.Ratio;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;
import unfurl.unfold.UnfoldingProblem;

/// How often the intervals of bootstraps and of an ensemble hold the expected result, with networks: a result as a
/// study publishes it, the mean of an ensemble of whole unfoldings, with bootstraps of one of them.
@Tag("validation")
class NetworkCoverageTest {
    private static final int EVENTS = 20_000;
    private static final int TOYS = 100;
    private static final int ENSEMBLE = 4;
    private static final int BOOTSTRAPS = 8;
    private static final int ITERATIONS = 2;
    private static final Axis BINS = Axis.equal("x", "", 6, -1.3, 1.7);
    private static final LinearGaussian GAUSSIAN = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0, 0);

    private static NetworkEstimator networks(int members) {
        return new NetworkEstimator(
                new NetworkShape.Dense(List.of(24, 24), Activation.SILU),
                TrainingOptions.defaults(),
                members,
                0.2,
                false,
                OptionalDouble.empty());
    }

    private static OmniFold method(NetworkEstimator networks) {
        return new OmniFold(networks, networks, Misses.STEP_1B, 0);
    }

    /// Unfoldings of one problem.
    private record Problem(UnfoldingProblem events, Seed seed, Workers workers) {
        /// A toy has a Poisson number of events, as a measurement has.
        static Problem toy(Seed seed, Workers workers) {
            return new Problem(
                    GAUSSIAN.problem(poisson(seed.child("simulated")), poisson(seed.child("true")), seed),
                    seed,
                    workers);
        }

        private static int poisson(Seed seed) {
            return (int) LongStream.range(0, EVENTS / 500)
                    .map(i -> seed.poisson(i, 500))
                    .sum();
        }

        Seed nominal() {
            return seed.child("networks").child(0);
        }

        /// Σ weights of each bin.
        double[] spectrum(Variation variation, Seed networks, Seed draws, Replica.Plan plan) {
            var replica = new Replica("toy", variation, networks, draws);
            Weights weights = replica.unfold(events, plan, 0, workers).weights();
            Histogram histogram = Histogram.of(BINS, event -> events.gen().get(event, 0), weights);
            return IntStream.rangeClosed(1, BINS.bins())
                    .mapToDouble(histogram::sumWeights)
                    .toArray();
        }

        /// The ratios of each iteration of the first member.
        List<Map<Stage, Ratio>> ratios(OmniFold method) {
            OmniFold.State state = method.init(events);
            var ratios = new ArrayList<Map<Stage, Ratio>>();
            while (ratios.size() < ITERATIONS) {
                state = method.step(events, state, nominal(), workers, FitProgress.NONE)
                        .state();
                if (state.iteration() > ratios.size()) {
                    ratios.add(state.ratios());
                }
            }
            return ratios;
        }

        double[][] ensemble(int members, Replica.Plan plan) {
            return IntStream.range(0, members)
                    .mapToObj(i -> seed.child("networks").child(i))
                    .map(networks -> spectrum(new Variation.None(), networks, networks, plan))
                    .toArray(double[][]::new);
        }

        /// Variances of the bootstraps of data and simulation together.
        double[] bootstraps(Replica.Plan plan) {
            double[] sum = new double[BINS.bins()];
            var data = new Variation.DataBootstrap(rows(events.data().size()));
            var simulation = new Variation.SimulationBootstrap(rows(events.size()), rows(0));
            for (Variation variation : List.of(data, simulation)) {
                double[] variance = variances(IntStream.range(0, BOOTSTRAPS)
                        .mapToObj(k -> spectrum(
                                variation, nominal(), seed.child("bootstrap").child(k), plan))
                        .toArray(double[][]::new));
                Arrays.setAll(sum, bin -> sum[bin] + variance[bin]);
            }
            return sum;
        }

        private static Identities rows(int events) {
            return Identities.of(LongStream.range(0, events).toArray());
        }
    }

    private static double[] variances(double[][] spectra) {
        return each(bin -> {
            double mean = mean(spectra, bin);
            return Arrays.stream(spectra)
                            .mapToDouble(s -> (s[bin] - mean) * (s[bin] - mean))
                            .sum()
                    / (spectra.length - 1);
        });
    }

    private static double mean(double[][] spectra, int bin) {
        return Arrays.stream(spectra).mapToDouble(s -> s[bin]).average().orElseThrow();
    }

    private static double[] each(IntToDoubleFunction ofBin) {
        return IntStream.range(0, BINS.bins()).mapToDouble(ofBin).toArray();
    }

    /// A measurement of one toy: values, and standard deviations with bootstraps trained from nothing and with
    /// such as go on from the nominal networks.
    @SuppressWarnings("ArrayRecordComponent") // read once, in this class, and compared by nobody
    private record Answer(double[] value, double[] fromNothing, double[] goingOn) {
        static Answer of(Problem problem) {
            NetworkEstimator networks = networks(4);
            OmniFold method = method(networks);
            var plan = Replica.Plan.of(method, ITERATIONS);
            double[][] ensemble = problem.ensemble(ENSEMBLE, plan);
            double[] seeds = variances(ensemble);
            double[] cold = problem.bootstraps(plan);
            double[] warm = problem.bootstraps(
                    new Replica.Plan(method(networks.goingOn(3)), ITERATIONS, problem.ratios(method)));
            return new Answer(
                    each(bin -> mean(ensemble, bin)),
                    each(bin -> Math.sqrt(cold[bin] + seeds[bin] / ENSEMBLE)),
                    each(bin -> Math.sqrt(warm[bin] + seeds[bin] / ENSEMBLE)));
        }
    }

    /// The expected result is the mean of all toys: what two iterations leave of the prior is no fluctuation, and is
    /// printed beside the coverage.
    ///
    /// A share of 100 toys has a binomial error of 0.047 (0.022 for 95 %), of which three are allowed in each of
    /// six bins; their mean, of bins that share fluctuations, may be one outside the promise. The errors are
    /// estimated from 8 + 8 bootstraps: with some 14 degrees of freedom Student's t covers 0.667 and 0.930 where
    /// 0.683 and 0.95 are promised. A bootstrap has the noise of one training, of which the ensemble takes the most
    /// away from the value: in a bin of few events errors may be a quarter too large, and hold as much more.
    @Test
    @DisplayName("intervals with networks hold the expected result as often as they promise")
    void coverage() {
        Answer[] answers = new Answer[TOYS];
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            workers.run(
                    TOYS,
                    toy -> answers[toy] = Answer.of(
                            Problem.toy(Seed.of(20261127).child("coverage").child(toy), workers)));
        }
        double[][] values = Arrays.stream(answers).map(Answer::value).toArray(double[][]::new);
        double[] spread = variances(values);
        double[] bias = each(bin -> (mean(values, bin) - truth(bin)) / Math.sqrt(spread[bin]));
        System.out.printf("bias of the regularisation, in standard deviations: %s%n", text(bias));
        requireCoverage("bootstraps from nothing", values, spread, errors(answers, false));
        requireCoverage("bootstraps going on for 3 of 10 epochs", values, spread, errors(answers, true));
    }

    private static double[][] errors(Answer[] answers, boolean goingOn) {
        return Arrays.stream(answers)
                .map(a -> goingOn ? a.goingOn : a.fromNothing)
                .toArray(double[][]::new);
    }

    private static void requireCoverage(String what, double[][] values, double[] spread, double[][] errors) {
        double[] one = each(bin -> covered(values, errors, bin, 1));
        double[] two = each(bin -> covered(values, errors, bin, 1.959964));
        double[] size = each(bin -> Math.sqrt(Arrays.stream(errors)
                        .mapToDouble(e -> e[bin] * e[bin])
                        .average()
                        .orElseThrow()
                / spread[bin]));
        System.out.printf(
                "%s: error / spread of %d toys %s; 68 %%: %s; 95 %%: %s%n",
                what, TOYS, text(size), text(one), text(two));
        double binomial = Math.sqrt(0.683 * 0.317 / TOYS);
        double outer = Math.sqrt(0.95 * 0.05 / TOYS);
        for (int bin = 0; bin < BINS.bins(); bin++) {
            double held = 2 * Normal.cumulative(Math.max(1, size[bin])) - 1;
            assertThat(size[bin]).as("%s, bin %d, error / spread", what, bin).isBetween(0.8, 1.25);
            assertThat(one[bin]).as("%s, bin %d", what, bin).isBetween(0.667 - 3 * binomial, held + 3 * binomial);
            assertThat(two[bin]).as("%s, bin %d, 95 %%", what, bin).isGreaterThan(0.93 - 3 * outer);
        }
        assertThat(Arrays.stream(one).average().orElseThrow()).as(what).isBetween(0.65 - binomial, 0.71 + binomial);
        assertThat(Arrays.stream(two).average().orElseThrow()).as(what).isBetween(0.93 - outer, 0.97 + outer);
    }

    private static double covered(double[][] values, double[][] errors, int bin, double width) {
        double expected = mean(values, bin);
        return IntStream.range(0, TOYS)
                        .filter(toy -> Math.abs(values[toy][bin] - expected) < width * errors[toy][bin])
                        .count()
                / (double) TOYS;
    }

    /// Expected true events of a bin.
    private static double truth(int bin) {
        return EVENTS
                * (Normal.cumulative((BINS.edges()[bin + 1] - GAUSSIAN.truthMean()) / GAUSSIAN.truthStd())
                        - Normal.cumulative((BINS.edges()[bin] - GAUSSIAN.truthMean()) / GAUSSIAN.truthStd()));
    }

    private static String text(double[] values) {
        return Arrays.toString(
                Arrays.stream(values).map(v -> Math.round(1000 * v) / 1000.0).toArray());
    }

    /// 48 results of one problem, each the mean of an ensemble of four with other seeds: their spread is what each
    /// ensemble says of itself, std/√4. The spread is known to 1/√(2·47) in a bin, and to 6 % over bins that
    /// share fluctuations.
    @Test
    @DisplayName("an ensemble's spread predicts the spread between results with other seeds to 15 %")
    void ensemble() {
        int results = 48;
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            var problem = Problem.toy(Seed.of(20261127).child("seeds"), workers);
            var plan = Replica.Plan.of(method(networks(1)), ITERATIONS);
            double[][] values = new double[results][];
            double[][] predicted = new double[results][];
            workers.run(results, i -> {
                double[][] ensemble =
                        new Problem(problem.events, problem.seed.child(i), workers).ensemble(ENSEMBLE, plan);
                double[] variance = variances(ensemble);
                values[i] = each(bin -> mean(ensemble, bin));
                predicted[i] = each(bin -> variance[bin] / ENSEMBLE);
            });
            double[] spread = variances(values);
            double said = IntStream.range(0, BINS.bins())
                    .mapToDouble(bin -> mean(predicted, bin))
                    .sum();
            double ratio = Math.sqrt(said / Arrays.stream(spread).sum());
            double[] ofBins = each(bin -> Math.sqrt(mean(predicted, bin) / spread[bin]));
            System.out.printf("predicted / actual spread between seeds: %.3f, in bins %s%n", ratio, text(ofBins));
            assertThat(ratio).isBetween(0.85, 1.15);
        }
    }
}
