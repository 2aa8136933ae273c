package unfurl.reweight;

/// Hears how a fit goes on; for progress bars. Members that train at once report from several threads.
@FunctionalInterface
public interface FitProgress {
    /// Hears nothing.
    FitProgress NONE = (member, members, epoch, maxEpochs, loss) -> {};

    /// One epoch is over; of boosted trees, one round.
    ///
    /// @param member         which network or group of trees, from 0
    /// @param members        how many of them the fit trains
    /// @param epoch          how many epochs are over
    /// @param maxEpochs      how many there may be
    /// @param validationLoss the loss on the validation events
    void epoch(int member, int members, int epoch, int maxEpochs, double validationLoss);
}
