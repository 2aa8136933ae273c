package unfurl.nn;

/// Hears of each finished epoch: for progress bars and logs. Cannot change the training.
@FunctionalInterface
public interface EpochListener {
    /// Called after each epoch, on the thread that trains.
    ///
    /// @param epoch          which, from 1
    /// @param maxEpochs      how many are allowed
    /// @param trainLoss      mean loss over the epoch's steps, each before its change
    /// @param validationLoss mean loss over the validation rows after the epoch
    void finished(int epoch, int maxEpochs, double trainLoss, double validationLoss);

    /// Hears nothing.
    static EpochListener silent() {
        return (epoch, maxEpochs, trainLoss, validationLoss) -> {};
    }
}
