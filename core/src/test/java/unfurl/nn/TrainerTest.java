package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

class TrainerTest {
    private static final Seed SEED = Seed.of(99);
    private static final Architecture SMALL = new Perceptron(2, List.of(13, 6), Activation.SILU);
    private static final TrainingOptions QUICK =
            TrainingOptions.defaults().withBatchSize(700).withEpochs(4, 4);

    @Test
    void threadsChangeNoBit() {
        TrainingSample sample = gaussians(9000, 0.3, 1.2);
        Fit one = fit(new Trainer(SMALL, QUICK.withBatchSize(5000)), sample, 1);
        for (int threads = 2; threads <= 3; threads++) {
            Fit more = fit(new Trainer(SMALL, QUICK.withBatchSize(5000)), sample, threads);
            assertThat(more).isEqualTo(one);
        }
    }

    @Test
    void theVectorKernelsTrainTheNetworkOfTheDefinition() {
        TrainingSample sample = gaussians(1500, 0.3, 1.2);
        for (Activation activation : Activation.values()) {
            var architecture = new Perceptron(2, List.of(13, 6), activation);
            try (var workers = new Workers(1)) {
                List<Fit> fits = Twins.used().both().stream()
                        .map(kernels -> new Training(
                                        architecture, QUICK, sample, Optional.empty(), SEED, workers, kernels)
                                .run(EpochListener.silent()))
                        .toList();
                assertThat(fits.getLast()).isEqualTo(fits.getFirst());
                assertThat(fit(new Trainer(architecture, QUICK), sample, 1)).isEqualTo(fits.getFirst());
            }
        }
    }

    @Test
    void anotherSeedGivesAnotherNetwork() {
        TrainingSample sample = gaussians(1500, 0.3, 1.2);
        try (var workers = new Workers(1)) {
            Fit other = new Trainer(SMALL, QUICK)
                    .fit(sample, Optional.empty(), Seed.of(100), workers, EpochListener.silent());
            assertThat(other.network())
                    .isNotEqualTo(fit(new Trainer(SMALL, QUICK), sample, 1).network());
        }
    }

    @Test
    void weightZeroIsTheEventAbsentToTheBit() {
        TrainingSample all = gaussians(3000, 0.3, 1.2);
        Mask kept = Mask.of(3000, i -> i % 7 != 2);
        var entropy = (CrossEntropy) all.objective();
        var zeroed = new TrainingSample(
                all.features(),
                new CrossEntropy(
                        entropy.positive().where(kept), entropy.negative().where(kept)),
                all.train(),
                all.validation());
        int[] rows = kept.indices();
        var removed = new TrainingSample(
                all.features().select(kept),
                new CrossEntropy(
                        entropy.positive().select(kept), entropy.negative().select(kept)),
                Mask.of(rows.length, i -> all.train().get(rows[i])),
                Mask.of(rows.length, i -> all.validation().get(rows[i])));
        assertThat(fit(new Trainer(SMALL, QUICK), zeroed, 1)).isEqualTo(fit(new Trainer(SMALL, QUICK), removed, 1));
    }

    /// In one batch of all rows both see the same gradient but for the rounding of a sum of 10³ terms,
    /// √10³·2⁻²⁴ = 2·10⁻⁶ of it, and so the same steps of Adam. Eight of one cycle, whose mean rate is half
    /// its peak of 2·10⁻³, move each of 130 parameters by 8·10⁻³ and outputs by at most 1: they differ by
    /// 2·10⁻⁶. Five times that is allowed.
    @Test
    void weightTwoIsTheEventTwice() {
        TrainingSample once = gaussians(1000, 0.3, 1.2);
        var entropy = (CrossEntropy) once.objective();
        Weights twice = Weights.tabulate(1000, i -> i % 2 == 0 ? 2 : 1);
        var weighted = new TrainingSample(
                once.features(),
                new CrossEntropy(
                        entropy.positive().times(twice), entropy.negative().times(twice)),
                once.train(),
                once.validation());
        Mask even = Mask.of(1000, i -> i % 2 == 0);
        int[] origin = IntStream.concat(IntStream.range(0, 1000), IntStream.of(even.indices()))
                .toArray();
        var repeated = new TrainingSample(
                once.features().followedBy(once.features().select(even)),
                new CrossEntropy(
                        Weights.tabulate(1500, i -> entropy.positive().get(origin[i])),
                        Weights.tabulate(1500, i -> entropy.negative().get(origin[i]))),
                Mask.of(1500, i -> once.train().get(origin[i])),
                Mask.of(1500, i -> once.validation().get(origin[i])));
        var trainer = new Trainer(SMALL, QUICK.withBatchSize(2000).withEpochs(8, 8));
        try (var workers = new Workers(1)) {
            double[] a = fit(trainer, weighted, 1).network().evaluate(once.features(), workers);
            double[] b = fit(trainer, repeated, 1).network().evaluate(once.features(), workers);
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i]).isCloseTo(b[i], within(1e-5));
            }
        }
    }

    /// ln p/q of N(0.3, 1.2²) over N(0, 1), a parabola. The least cross-entropy is that of the exact logit on
    /// the same validation rows. A model of k parameters trained on N rows lies k/(2N) above it on average: 417
    /// parameters, 80,000 rows of two classes: at most 417/160,000 = 0.0026, and the paired difference of
    /// losses scatters by less.
    @Test
    void itReachesTheCrossEntropyOfTheExactRatio() {
        int n = 100_000;
        TrainingSample sample = gaussians(n, 0.3, 1.2);
        var architecture = new Perceptron(2, List.of(16, 20), Activation.GELU);
        var options = TrainingOptions.defaults().withBatchSize(1000).withEpochs(15, 15);
        Fit fit = fit(new Trainer(architecture, options), sample, 2);
        var entropy = (CrossEntropy) sample.objective();
        double best = 0;
        double weight = 0;
        double deviation = 0;
        try (var workers = new Workers(2)) {
            double[] z = fit.network().evaluate(sample.features(), workers);
            for (int i : sample.validation().indices()) {
                double exact = exactLogit(sample.features().get(i, 0), 0.3, 1.2);
                double a = entropy.positive().get(i) / entropy.positive().sum();
                double b = entropy.negative().get(i) / entropy.negative().sum();
                best += a * Math.log1p(Math.exp(-exact)) + b * Math.log1p(Math.exp(exact));
                weight += a + b;
                deviation += (a + b) * (z[i] - exact) * (z[i] - exact);
            }
        }
        assertThat(fit.report().validationLoss()).isCloseTo(best / weight, within(0.0026));
        assertThat(Math.sqrt(deviation / weight)).isLessThan(Math.sqrt(8 * 0.0026));
        assertThat(fit.report().logBalance())
                .isEqualTo(StrictMath.log(
                        entropy.positive().sum() / entropy.negative().sum()));
    }

    /// The mean of y = x² + noise of variance ¼ given x, with negative weights on a tenth of the rows: the
    /// loss of the truth is ¼ whatever the weights, and the network's is at most k/N·¼·(Σw²/Σw…) above it:
    /// 0.02 is ample for 10,000.
    @Test
    void itLearnsAWeightedMean() {
        int n = 12_500;
        float[] x = new float[n];
        IntStream.range(0, n).forEach(i -> x[i] = (float) (4 * SEED.child("x").uniform(i) - 2));
        var objective = new SquaredError(
                Weights.tabulate(
                        n, i -> 10 + x[i] * x[i] + 0.5 * SEED.child("noise").gaussian(i)),
                Weights.tabulate(n, i -> i % 10 == 3 ? -0.5 : 1));
        var sample = new TrainingSample(
                Features.owning(List.of("x"), n, x),
                objective,
                Mask.of(n, i -> i % 5 != 0),
                Mask.of(n, i -> i % 5 == 0));
        var options = TrainingOptions.defaults()
                .withBatchSize(200)
                .withEpochs(40, 40)
                .withLearningRate(3e-3, new Schedule.OneCycle(0.1, 0));
        Fit fit = fit(new Trainer(new Perceptron(1, List.of(20, 20), Activation.TANH), options), sample, 1);
        try (var workers = new Workers(1)) {
            double[] z = fit.network().evaluate(sample.features(), workers);
            double squares = IntStream.range(0, n)
                    .mapToDouble(i -> Math.pow(z[i] - 10 - x[i] * x[i], 2))
                    .sum();
            assertThat(squares / n).isLessThan(0.02);
        }
        assertThat(fit.report().logBalance()).isZero();
    }

    @Test
    void trainingStopsWithoutImprovementAndGivesTheBestState() {
        TrainingSample sample = gaussians(800, 0.3, 1.2);
        var options = QUICK.withBatchSize(50).withEpochs(200, 3).withLearningRate(0.03, new Schedule.Constant());
        var heard = new ArrayList<Double>();
        try (var workers = new Workers(1)) {
            Fit fit = new Trainer(SMALL, options)
                    .fit(sample, Optional.empty(), SEED, workers, (epoch, max, train, validation) -> {
                        assertThat(epoch).isEqualTo(heard.size() + 1);
                        assertThat(max).isEqualTo(200);
                        heard.add(validation);
                    });
            FitReport report = fit.report();
            assertThat(report.epochs()).hasSizeLessThan(200).hasSize(report.bestEpoch() + 3);
            assertThat(report.epochs().stream().map(FitReport.Epoch::validationLoss))
                    .isEqualTo(heard);
            assertThat(report.validationLoss())
                    .isEqualTo(heard.stream().min(Double::compare).orElseThrow());
            Fit again = new Trainer(SMALL, options.withEpochs(report.bestEpoch(), 200))
                    .fit(sample, Optional.empty(), SEED, workers, EpochListener.silent());
            assertThat(again.network()).isEqualTo(fit.network());
        }
    }

    @Test
    void aWarmStartGoesOnFromTheNetwork() {
        TrainingSample sample = gaussians(4000, 0.3, 1.2);
        var options = QUICK.withEpochs(1, 1).withLearningRate(1e-9, new Schedule.Constant());
        try (var workers = new Workers(1)) {
            Fit first = fit(new Trainer(SMALL, QUICK), sample, 1);
            Fit second = new Trainer(SMALL, options)
                    .fit(sample, Optional.of(first.network()), SEED, workers, EpochListener.silent());
            assertThat(second.report().validationLoss())
                    .isCloseTo(first.report().validationLoss(), within(1e-6));
            assertThat(second.network().mean()).isEqualTo(first.network().mean());
            var other = new Trainer(new Perceptron(2, List.of(3), Activation.SILU), options);
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            other.fit(sample, Optional.of(first.network()), SEED, workers, EpochListener.silent()))
                    .withMessageContaining("cannot start from 2-13-6-1 SILU");
        }
    }

    @Test
    void inputsAreStandardisedOverTheTrainingRows() {
        int n = 1000;
        float[] values = new float[2 * n];
        IntStream.range(0, n).forEach(i -> {
            values[2 * i] = i % 5 == 0 ? 1e6f : 100 + i % 5;
            values[2 * i + 1] = 42;
        });
        var sample = new TrainingSample(
                Features.owning(List.of("a", "b"), n, values),
                new SquaredError(Weights.ones(n), Weights.tabulate(n, i -> i % 5 == 4 ? 0.5 : 1)),
                Mask.of(n, i -> i % 5 != 0),
                Mask.of(n, i -> i % 5 == 0));
        Network network =
                fit(new Trainer(SMALL, QUICK.withEpochs(1, 1)), sample, 1).network();
        double mean = (101 + 102 + 103 * 1.0 + 104 * 0.5) / 3.5;
        double variance = (Math.pow(101 - mean, 2)
                        + Math.pow(102 - mean, 2)
                        + Math.pow(103 - mean, 2)
                        + 0.5 * Math.pow(104 - mean, 2))
                / 3.5;
        assertThat(network.mean()[0]).isCloseTo((float) mean, within(1e-5f));
        assertThat(network.inverseScale()[0]).isCloseTo((float) (1 / Math.sqrt(variance)), within(1e-5f));
        assertThat(network.mean()[1]).isEqualTo(42);
        assertThat(network.inverseScale()[1]).isEqualTo(1);
    }

    /// In units of its standard deviation 0.03 the one event in a thousand would lie at 32.
    @Test
    void rareIndicatorsStayZeroAndOne() {
        int n = 2000;
        float[] values = new float[n];
        IntStream.range(0, n).forEach(i -> values[i] = i % 1000 == 1 ? 1 : 0);
        var sample = new TrainingSample(
                Features.owning(List.of("rare"), n, values),
                new SquaredError(Weights.ones(n), Weights.ones(n)),
                Mask.of(n, i -> i % 5 != 0),
                Mask.of(n, i -> i % 5 == 0));
        var architecture = new Perceptron(1, List.of(4), Activation.RELU);
        Network network = fit(new Trainer(architecture, QUICK.withEpochs(1, 1)), sample, 1)
                .network();
        assertThat(network.mean()[0]).isEqualTo(2f / 1600);
        assertThat(network.inverseScale()[0]).isEqualTo(1);
    }

    @Test
    void whatCannotBeTrainedIsRefused() {
        TrainingSample good = gaussians(1000, 0.3, 1.2);
        var entropy = (CrossEntropy) good.objective();
        refused(
                new TrainingSample(
                        good.features(),
                        new CrossEntropy(entropy.positive().times(0), entropy.negative()),
                        good.train(),
                        good.validation()),
                "positive weights of the 500 training and validation rows sum to 0.0");
        refused(
                new TrainingSample(good.features(), entropy, good.train(), Mask.of(1000, i -> false)),
                "none of the 0 validation rows has a weight");
        float[] values = new float[2000];
        values[1201] = Float.NaN;
        refused(
                new TrainingSample(
                        Features.owning(List.of("x", "y"), 1000, values),
                        entropy,
                        Mask.all(1000),
                        Mask.of(1000, i -> false)),
                "none of the 0 validation rows");
        refused(
                new TrainingSample(
                        Features.owning(List.of("x", "y"), 1000, values), entropy, good.train(), good.validation()),
                "is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSample(good.features(), entropy, good.train(), good.train()))
                .withMessageContaining("rows are in training and validation");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSample(good.features(), entropy, Mask.all(3), Mask.all(1000)))
                .withMessageContaining("1000 events, 1000 weights, masks of 3 and 1000");
    }

    @Test
    void aLossThatIsNotFiniteNamesEpochAndStep() {
        TrainingSample sample = gaussians(1000, 0.3, 1.2);
        var huge = new TrainingSample(
                sample.features(),
                new SquaredError(Weights.tabulate(1000, i -> i % 2 == 0 ? 1e30 : -1e30), Weights.ones(1000)),
                sample.train(),
                sample.validation());
        refused(huge, "the training loss is Infinity in epoch 1 at step 1 of 2");
    }

    private static void refused(TrainingSample sample, String message) {
        assertThatThrownBy(() -> fit(new Trainer(SMALL, QUICK), sample, 2))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining(message);
    }

    private static Fit fit(Trainer trainer, TrainingSample sample, int threads) {
        try (var workers = new Workers(threads)) {
            return trainer.fit(sample, Optional.empty(), SEED, workers, EpochListener.silent());
        }
    }

    private static double exactLogit(double x, double mean, double deviation) {
        return x * x / 2 - Math.pow((x - mean) / deviation, 2) / 2 - Math.log(deviation);
    }

    /// Even rows are positive, from N(mean, deviation²) with weight 3; odd ones negative, from N(0, 1) with
    /// weights around 1. The second feature is noise; each fifth row validates.
    static TrainingSample gaussians(int n, double mean, double deviation) {
        float[] values = new float[2 * n];
        for (int i = 0; i < n; i++) {
            double g = SEED.child("x").gaussian(i);
            values[2 * i] = (float) (i % 2 == 0 ? mean + deviation * g : g);
            values[2 * i + 1] = (float) SEED.child("y").gaussian(i);
        }
        Weights positive = Weights.tabulate(n, i -> i % 2 == 0 ? 3 : 0);
        Weights negative =
                Weights.tabulate(n, i -> i % 2 == 0 ? 0 : 0.5 + SEED.child("w").uniform(i));
        int[] fifth = new int[n];
        Arrays.setAll(fifth, i -> i / 2 % 5);
        return new TrainingSample(
                Features.owning(List.of("x", "y"), n, values),
                new CrossEntropy(positive, negative),
                Mask.of(n, i -> fifth[i] != 0),
                Mask.of(n, i -> fifth[i] == 0));
    }
}
