package unfurl.bench;

import unfurl.NumericalException;

/// What the validation loss of a training may be for its time to be believed.
///
/// Half of what can be learned must be learned: the loss lies between the best one and ln 2, which a
/// network that knows nothing has, and at most at the middle. It may fall short of either by 4
/// standard deviations of the mean over the validating events; below the best one by more, the loss
/// itself would be wrong.
///
/// @param best  the loss of the best classifier
/// @param error the standard deviation of the mean loss over the validating events
record LossGate(double best, double error) {
    private static final double DEVIATIONS = 4;

    static LossGate of(GaussianShift problem, int validation) {
        return new LossGate(problem.bestLoss(), problem.deviation() / Math.sqrt(validation));
    }

    double lowest() {
        return best - DEVIATIONS * error;
    }

    double highest() {
        return 0.5 * (best + Math.log(2)) + DEVIATIONS * error;
    }

    /// @throws NumericalException when the loss is not believed
    void check(double loss) {
        if (!(loss >= lowest() && loss <= highest())) {
            throw new NumericalException(
                    "the validation loss %s is not within %.5f … %.5f (the best possible is %.5f); no time is given for it"
                            .formatted(loss, lowest(), highest(), best));
        }
    }
}
