package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unfurl.math.Seed;
import unfurl.math.Workers;

class AveragingTest {
    private static final Trainer TRAINER = new Trainer(
            new Perceptron(2, List.of(16, 16), Activation.SILU),
            TrainingOptions.defaults()
                    .withBatchSize(200)
                    .withEpochs(5, 5)
                    .withLearningRate(1e-2, new Schedule.Constant())
                    .withAveraging(0));

    /// The mean of 8, 2 and 5 in a window of four; then 5 + (1 − 5)/4 = 4 and 4 + (0 − 4)/4 = 3.
    @Test
    void theFirstStepsCountTheSameAndLaterOnesForget() {
        var mean = new Averaging(4, 1);
        for (float p : new float[] {8, 2, 5}) {
            mean.add(new float[] {p});
        }
        assertThat(mean.mean()).containsExactly(5);
        mean.add(new float[] {1 + 4});
        assertThat(mean.mean()).containsExactly(5);
        mean.add(new float[] {1});
        assertThat(mean.mean()).containsExactly(4);
        mean.add(new float[] {0});
        assertThat(mean.mean()).containsExactly(3);
    }

    @Test
    void aWindowOfOneStepIsTheLastStep() {
        TrainingSample sample = TrainerTest.gaussians(1000, 0.3, 1.2);
        float[] plain = fit(TRAINER, sample, 1).network().parameters();
        float[] one = fit(averaging(1e-9), sample, 1).network().parameters();
        for (int i = 0; i < plain.length; i++) {
            assertThat(one[i]).isCloseTo(plain[i], within(1e-6f));
        }
    }

    @Test
    void threadsChangeNoBit() {
        TrainingSample sample = TrainerTest.gaussians(3000, 0.3, 1.2);
        Fit one = fit(averaging(0.5), sample, 1);
        assertThat(fit(averaging(0.5), sample, 3)).isEqualTo(one);
        assertThat(one).isNotEqualTo(fit(TRAINER, sample, 1));
    }

    /// The parameters follow the noise of their last batches of 200; their average over an epoch of 64 steps does
    /// not. The steps themselves are the same.
    @Test
    void theAverageHasTheLowerLossWhileTheRateIsHigh() {
        TrainingSample sample = TrainerTest.gaussians(20_000, 0.3, 1.2);
        List<FitReport.Epoch> plain = fit(TRAINER, sample, 2).report().epochs();
        List<FitReport.Epoch> averaged = fit(averaging(1), sample, 2).report().epochs();
        assertThat(averaged.stream().map(FitReport.Epoch::trainLoss))
                .isEqualTo(plain.stream().map(FitReport.Epoch::trainLoss).toList());
        double gain = 0;
        for (int i = 1; i < plain.size(); i++) {
            gain += plain.get(i).validationLoss() - averaged.get(i).validationLoss();
        }
        assertThat(gain).isPositive();
    }

    @Test
    void aNegativeWindowIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> averaging(-0.1)).withMessageContaining("averaging");
    }

    private static Trainer averaging(double epochs) {
        return new Trainer(TRAINER.architecture(), TRAINER.options().withAveraging(epochs));
    }

    private static Fit fit(Trainer trainer, TrainingSample sample, int threads) {
        try (var workers = new Workers(threads)) {
            return trainer.fit(sample, Optional.empty(), Seed.of(4), workers, EpochListener.silent());
        }
    }
}
