package unfurl.nn;

import java.util.OptionalDouble;

/// How a network is trained. Every default is in [#defaults()].
///
/// @param batchSize       rows of one step, at least 1
/// @param maxEpochs       passes over the training rows, at least 1
/// @param patience        epochs without improvement after which training stops, at least 1
/// @param minImprovement  by how much the validation loss must fall below its least to count as improvement, at
///                        least 0
/// @param learningRate    η of AdamW, above 0
/// @param weightDecay     λ of AdamW, at least 0
/// @param schedule        the learning rate's course
/// @param averaging       over about how many of the last epochs' steps the parameters are averaged for the
///                        network that validates and is kept, at least 0; 0 takes them as the last step left them
/// @param maxGradientNorm a longer gradient is shortened to this length, above 0; empty leaves it as it is
public record TrainingOptions(
        int batchSize,
        int maxEpochs,
        int patience,
        double minImprovement,
        double learningRate,
        double weightDecay,
        Schedule schedule,
        double averaging,
        OptionalDouble maxGradientNorm) {
    /// @throws IllegalArgumentException out of range
    public TrainingOptions {
        require(batchSize >= 1, "batchSize", "at least 1", batchSize);
        require(maxEpochs >= 1, "maxEpochs", "at least 1", maxEpochs);
        require(patience >= 1, "patience", "at least 1", patience);
        require(finite(minImprovement) && minImprovement >= 0, "minImprovement", "at least 0", minImprovement);
        require(finite(learningRate) && learningRate > 0, "learningRate", "above 0", learningRate);
        require(finite(weightDecay) && weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
        require(finite(averaging) && averaging >= 0, "averaging", "at least 0", averaging);
        double norm = maxGradientNorm.orElse(1);
        require(finite(norm) && norm > 0, "maxGradientNorm", "above 0", norm);
    }

    /// The defaults: batches of 512, 10 epochs of one cycle with a peak rate of 2·10⁻³, parameters averaged over a
    /// third of an epoch, no weight decay, no clipping.
    public static TrainingOptions defaults() {
        return new TrainingOptions(512, 10, 10, 0, 2e-3, 0, new Schedule.OneCycle(0.2, 0), 0.3, OptionalDouble.empty());
    }

    /// The same with another batch size.
    public TrainingOptions withBatchSize(int rows) {
        return new TrainingOptions(
                rows,
                maxEpochs,
                patience,
                minImprovement,
                learningRate,
                weightDecay,
                schedule,
                averaging,
                maxGradientNorm);
    }

    /// The same with another number of epochs and another patience.
    public TrainingOptions withEpochs(int max, int newPatience) {
        return new TrainingOptions(
                batchSize,
                max,
                newPatience,
                minImprovement,
                learningRate,
                weightDecay,
                schedule,
                averaging,
                maxGradientNorm);
    }

    /// The same with another learning rate and schedule.
    public TrainingOptions withLearningRate(double rate, Schedule newSchedule) {
        return new TrainingOptions(
                batchSize,
                maxEpochs,
                patience,
                minImprovement,
                rate,
                weightDecay,
                newSchedule,
                averaging,
                maxGradientNorm);
    }

    /// The same with another weight decay.
    public TrainingOptions withWeightDecay(double decay) {
        return new TrainingOptions(
                batchSize,
                maxEpochs,
                patience,
                minImprovement,
                learningRate,
                decay,
                schedule,
                averaging,
                maxGradientNorm);
    }

    /// The same with the parameters averaged over another number of epochs.
    public TrainingOptions withAveraging(double epochs) {
        return new TrainingOptions(
                batchSize,
                maxEpochs,
                patience,
                minImprovement,
                learningRate,
                weightDecay,
                schedule,
                epochs,
                maxGradientNorm);
    }

    private static boolean finite(double value) {
        return Double.isFinite(value);
    }

    private static void require(boolean holds, String name, String range, Number value) {
        if (!holds) {
            throw new IllegalArgumentException("%s must be %s, not %s".formatted(name, range, value));
        }
    }
}
