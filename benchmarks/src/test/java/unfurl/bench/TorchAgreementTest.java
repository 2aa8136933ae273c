package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.CrossEntropy;
import unfurl.nn.EpochListener;
import unfurl.nn.FitReport;
import unfurl.nn.Network;
import unfurl.nn.Perceptron;
import unfurl.nn.Schedule;
import unfurl.nn.Trainer;
import unfurl.nn.TrainingOptions;
import unfurl.nn.TrainingSample;

/// PyTorch is an independent implementation of the whole training: forward, losses, gradients, AdamW.
@ExtendWith(NeedsTorch.class)
class TorchAgreementTest {
    private static final int TRAIN = 2000;
    private static final int VALIDATION = 500;
    private static final int EPOCHS = 3;
    private static final int BATCH = 128;
    private static final double RATE = 0.01;
    private static final Seed SEED = Seed.of(3);
    private static final Seed START = Seed.of(4);

    /// Each of the 48 steps moves a parameter by at most about the rate, with a relative error of
    /// 2⁻²⁴·√128 from sums over a batch of 128 in another order: 48 · 0.01 · 7·10⁻⁷ = 3·10⁻⁷; the
    /// loss changes by less than a parameter. PyTorch's mean loss is a float, 6·10⁻⁸.
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @CsvSource({"RELU, 0", "SILU, 0", "GELU, 0", "TANH, 0", "GELU, 1", "RELU, 1"})
    @DisplayName("from the same parameters, events, weights and order PyTorch has the same losses after each epoch")
    void sameLosses(Activation activation, double weightDecay) {
        List<FitReport.Epoch> ours = ours(activation, weightDecay);
        List<FitReport.Epoch> torch = torch(activation, weightDecay);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            assertThat(torch.get(epoch).trainLoss()).isCloseTo(ours.get(epoch).trainLoss(), within(TOLERANCE));
            assertThat(torch.get(epoch).validationLoss())
                    .isCloseTo(ours.get(epoch).validationLoss(), within(TOLERANCE));
        }
    }

    @Test
    @DisplayName("the comparison would see a weight decay that is 1 % wrong, and another activation")
    void itWouldBeSeen() {
        double loss = ours(Activation.GELU, 1).getLast().validationLoss();
        assertThat(torch(Activation.GELU, 1.01).getLast().validationLoss()).isNotCloseTo(loss, within(TOLERANCE));
        assertThat(torch(Activation.SILU, 1).getLast().validationLoss()).isNotCloseTo(loss, within(TOLERANCE));
    }

    private static List<FitReport.Epoch> torch(Activation activation, double weightDecay) {
        Perceptron architecture = architecture(activation);
        Network start = StartNetwork.of(architecture, START);
        TrainingSample sample = sample();
        var order = new EpochOrder(SEED, TRAIN);
        var epochs = new ArrayList<FitReport.Epoch>();
        try (var _ = new PointerScope();
                var torch = new TorchTraining(
                        architecture,
                        start,
                        TorchEvents.of(sample, sample.train(), start),
                        TorchEvents.of(sample, sample.validation(), start),
                        BATCH,
                        weightDecay,
                        1)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                double train = torch.epoch(TorchTraining.order(order.next()), RATE);
                epochs.add(new FitReport.Epoch(train, torch.validationLoss()));
            }
        }
        return epochs;
    }

    private static Perceptron architecture(Activation activation) {
        return new Perceptron(3, List.of(17, 9), activation);
    }

    private static List<FitReport.Epoch> ours(Activation activation, double weightDecay) {
        Perceptron architecture = architecture(activation);
        var options = new TrainingOptions(
                BATCH, EPOCHS, EPOCHS, 0, RATE, weightDecay, new Schedule.Constant(), 0, OptionalDouble.empty());
        try (var workers = new Workers(1)) {
            return new Trainer(architecture, options)
                    .fit(
                            sample(),
                            Optional.of(StartNetwork.of(architecture, START)),
                            SEED,
                            workers,
                            EpochListener.silent())
                    .report()
                    .epochs();
        }
    }

    /// Two classes of unequal weight, told apart by a curve.
    private static TrainingSample sample() {
        int n = TRAIN + VALIDATION;
        Seed values = Seed.of(1).child("values");
        Seed weights = Seed.of(1).child("weights");
        float[] x = new float[n * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) values.gaussian(i);
        }
        boolean[] above = new boolean[n];
        for (int i = 0; i < n; i++) {
            double noise = 0.5 * values.gaussian((long) x.length + i);
            above[i] = x[3 * i] * x[3 * i] + noise > x[3 * i + 1] + 0.6;
        }
        var objective = new CrossEntropy(
                Weights.tabulate(n, i -> above[i] ? 0.5 + weights.uniform(i) : 0),
                Weights.tabulate(n, i -> above[i] ? 0 : 2 + weights.uniform(i)));
        return new TrainingSample(
                Features.owning(List.of("a", "b", "c"), n, x),
                objective,
                Mask.of(n, i -> i < TRAIN),
                Mask.of(n, i -> i >= TRAIN));
    }
}
