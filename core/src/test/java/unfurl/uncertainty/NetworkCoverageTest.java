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
import unfurl.hist.Grid;
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
    private static final int CELLS = 6;
    private static final Seed SEED = Seed.of(20261127);

    private static final Setting ONE_DIMENSION = new Setting(
            SEED.child("coverage"),
            LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0, 0),
            Grid.of(Axis.equal("x", "", CELLS, -1.3, 1.7)));
    private static final Setting TWO_DIMENSIONS = new Setting(
            SEED.child("coverage in two dimensions"),
            LinearGaussian.standard(2).withDetector(LinearGaussian.SLOPED, 0.1, 0),
            Grid.of(Axis.equal("x1", "", 3, -1, 1.4), Axis.equal("x2", "", 2, -1, 1.4)));

    /// What is unfolded, and the cells in which it is looked at.
    private record Setting(Seed seed, LinearGaussian gaussian, Grid cells) {
        /// Expected true events of each cell, of those inside the gen selection.
        double[] truth() {
            return IntStream.range(0, cells.cells())
                    .filter(cell -> !cells.isFlow(cell))
                    .mapToDouble(cell -> EVENTS * (1 - gaussian.fakes()) * probability(cells.place(cell)))
                    .toArray();
        }

        private double probability(int... place) {
            double product = 1;
            for (int d = 0; d < place.length; d++) {
                Axis axis = cells.axes().get(d);
                product *= below(axis.edge(place[d])) - below(axis.edge(place[d] - 1));
            }
            return product;
        }

        private double below(double x) {
            return Normal.cumulative((x - gaussian.truthMean()) / gaussian.truthStd());
        }
    }

    /// What a bootstrap's networks begin with.
    private enum Start {
        FROM_NOTHING("bootstraps from nothing"),
        GOING_ON("bootstraps going on for 3 of 10 epochs");

        private final String label;

        Start(String label) {
            this.label = label;
        }
    }

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
    private record Problem(Grid cells, UnfoldingProblem events, Seed seed, Workers workers) {
        /// A toy has a Poisson number of events, as a measurement has.
        static Problem toy(Setting setting, Seed seed, Workers workers) {
            UnfoldingProblem events =
                    setting.gaussian.problem(poisson(seed.child("simulated")), poisson(seed.child("true")), seed);
            return new Problem(setting.cells, events, seed, workers);
        }

        private static int poisson(Seed seed) {
            return (int) LongStream.range(0, EVENTS / 500)
                    .map(i -> seed.poisson(i, 500))
                    .sum();
        }

        Seed nominal() {
            return seed.child("networks").child(0);
        }

        double[] spectrum(Variation variation, Seed networks, Seed draws, Replica.Plan plan) {
            Weights weights = new Replica("toy", variation, networks, draws)
                    .unfold(events, plan, 0, workers)
                    .weights();
            return Spectra.contents(cells, events, weights);
        }

        Replica.Plan plan(NetworkEstimator networks, Start start) {
            return switch (start) {
                case FROM_NOTHING -> Replica.Plan.of(method(networks), ITERATIONS);
                case GOING_ON -> new Replica.Plan(method(networks.goingOn(3)), ITERATIONS, ratios(method(networks)));
            };
        }

        /// The ratios of each iteration of the first member.
        private List<Map<Stage, Ratio>> ratios(OmniFold method) {
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

        double[][] ensemble(Replica.Plan plan) {
            return IntStream.range(0, ENSEMBLE)
                    .mapToObj(i -> seed.child("networks").child(i))
                    .map(networks -> spectrum(new Variation.None(), networks, networks, plan))
                    .toArray(double[][]::new);
        }

        /// Variances of the bootstraps of data and simulation together.
        double[] bootstraps(Replica.Plan plan) {
            double[] sum = new double[CELLS];
            for (Variation variation : List.of(Bootstraps.ofData(events), Bootstraps.ofSimulation(events))) {
                double[] variance = Spectra.variances(IntStream.range(0, BOOTSTRAPS)
                        .mapToObj(k -> spectrum(
                                variation, nominal(), seed.child("bootstrap").child(k), plan))
                        .toArray(double[][]::new));
                Arrays.setAll(sum, cell -> sum[cell] + variance[cell]);
            }
            return sum;
        }
    }

    private static double[] each(IntToDoubleFunction ofCell) {
        return IntStream.range(0, CELLS).mapToDouble(ofCell).toArray();
    }

    /// A measurement of one toy: values, and standard deviations with the bootstraps of each start.
    @SuppressWarnings("ArrayRecordComponent") // read once, in this class, and compared by nobody
    private record Answer(double[] value, List<double[]> errors) {
        static Answer of(Problem problem, List<Start> starts) {
            NetworkEstimator networks = networks(4);
            double[][] ensemble = problem.ensemble(problem.plan(networks, Start.FROM_NOTHING));
            double[] seeds = Spectra.variances(ensemble);
            var errors = new ArrayList<double[]>();
            for (Start start : starts) {
                double[] events = problem.bootstraps(problem.plan(networks, start));
                errors.add(each(cell -> Math.sqrt(events[cell] + seeds[cell] / ENSEMBLE)));
            }
            return new Answer(each(cell -> Spectra.mean(ensemble, cell)), errors);
        }
    }

    @Test
    @DisplayName("intervals with networks hold the expected result as often as they promise")
    void oneDimension() {
        requireCoverage(ONE_DIMENSION, List.of(Start.FROM_NOTHING, Start.GOING_ON));
    }

    @Test
    @DisplayName("intervals with networks hold the expected result in two dimensions")
    void twoDimensions() {
        requireCoverage(TWO_DIMENSIONS, List.of(Start.FROM_NOTHING));
    }

    /// The expected result is the mean of all toys: what two iterations leave of the prior is no fluctuation, and
    /// is printed beside the coverage.
    ///
    /// The errors are estimated from 8 + 8 bootstraps: with some 14 degrees of freedom Student's t covers 0.667 and
    /// 0.930 where 0.683 and 0.95 are promised. A bootstrap has the noise of one training, of which the ensemble
    /// takes the most away from the value: errors are too large where that noise is large.
    private static void requireCoverage(Setting setting, List<Start> starts) {
        Answer[] answers = new Answer[TOYS];
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            workers.run(
                    TOYS,
                    toy -> answers[toy] = Answer.of(Problem.toy(setting, setting.seed.child(toy), workers), starts));
        }
        double[][] values = Arrays.stream(answers).map(Answer::value).toArray(double[][]::new);
        double[] spread = Spectra.variances(values);
        double[] truth = setting.truth();
        double[] bias = each(cell -> (Spectra.mean(values, cell) - truth[cell]) / Math.sqrt(spread[cell]));
        System.out.printf(
                "%d dimensions, bias of the regularisation, in standard deviations: %s%n",
                setting.gaussian.dimensions(), text(bias));
        for (int start = 0; start < starts.size(); start++) {
            int index = start;
            double[][] errors =
                    Arrays.stream(answers).map(a -> a.errors.get(index)).toArray(double[][]::new);
            String what = "%d dimensions, %s".formatted(setting.gaussian.dimensions(), starts.get(start).label);
            requireCoverage(what, values, spread, errors);
        }
    }

    private static void requireCoverage(String what, double[][] values, double[] spread, double[][] errors) {
        double[] size = each(cell -> Math.sqrt(Arrays.stream(errors)
                        .mapToDouble(e -> e[cell] * e[cell])
                        .average()
                        .orElseThrow()
                / spread[cell]));
        double[] one = each(cell -> covered(values, errors, cell, Promise.ONE));
        double[] two = each(cell -> covered(values, errors, cell, Promise.TWO));
        System.out.printf(
                "%s: error / spread of %d toys %s; 68 %%: %s; 95 %%: %s%n",
                what, TOYS, text(size), text(one), text(two));
        Promise.ONE.requireOfFew(what, TOYS, one);
        Promise.TWO.requireOfFew(what, TOYS, two);
    }

    private static double covered(double[][] values, double[][] errors, int cell, Promise promise) {
        double expected = Spectra.mean(values, cell);
        return IntStream.range(0, TOYS)
                        .filter(toy -> Math.abs(values[toy][cell] - expected) < promise.width() * errors[toy][cell])
                        .count()
                / (double) TOYS;
    }

    private static String text(double... values) {
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
            Problem problem = Problem.toy(ONE_DIMENSION, SEED.child("seeds"), workers);
            Replica.Plan plan = problem.plan(networks(1), Start.FROM_NOTHING);
            double[][] values = new double[results][];
            double[][] predicted = new double[results][];
            workers.run(results, i -> {
                double[][] ensemble =
                        new Problem(problem.cells, problem.events, problem.seed.child(i), workers).ensemble(plan);
                double[] variance = Spectra.variances(ensemble);
                values[i] = each(cell -> Spectra.mean(ensemble, cell));
                predicted[i] = each(cell -> variance[cell] / ENSEMBLE);
            });
            double[] spread = Spectra.variances(values);
            double[] said = each(cell -> Spectra.mean(predicted, cell));
            double ratio =
                    Math.sqrt(Arrays.stream(said).sum() / Arrays.stream(spread).sum());
            double[] ofCells = each(cell -> Math.sqrt(said[cell] / spread[cell]));
            System.out.printf("predicted / actual spread between seeds: %.3f, in cells %s%n", ratio, text(ofCells));
            assertThat(ratio).isBetween(0.85, 1.15);
        }
    }
}
