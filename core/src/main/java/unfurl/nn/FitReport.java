package unfurl.nn;

import java.util.List;

/// What happened in a training. Nothing in it depends on the machine's speed or threads.
///
/// @param epochs         losses of each epoch that was run, in order
/// @param bestEpoch      the epoch, from 1, whose validation loss was least and whose state the network has
/// @param trainRows      training rows that are not absent
/// @param validationRows validation rows that are not absent
/// @param logBalance     ln(Σw⁺/Σw⁻) over all of these rows after [CrossEntropy]: added to the network's output
///                       it gives the logit of the classes as they were given; 0 after [SquaredError]
public record FitReport(List<Epoch> epochs, int bestEpoch, int trainRows, int validationRows, double logBalance) {
    /// The losses of one epoch.
    ///
    /// @param trainLoss      mean loss over the epoch's steps, each before its change
    /// @param validationLoss mean loss over the validation rows after the epoch
    public record Epoch(double trainLoss, double validationLoss) {}

    /// Copies the list.
    public FitReport {
        epochs = List.copyOf(epochs);
    }

    /// The least validation loss, that of the network.
    public double validationLoss() {
        return epochs.get(bestEpoch - 1).validationLoss();
    }
}
