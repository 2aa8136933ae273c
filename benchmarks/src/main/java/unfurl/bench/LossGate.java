package unfurl.bench;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import unfurl.NumericalException;
import unfurl.formats.Document;
import unfurl.math.Sums;
import unfurl.nn.CrossEntropy;
import unfurl.nn.TrainingSample;

/// What the validation loss of a training may be for its time to be believed.
///
/// It is compared with the loss of the exact ratio on the same events, which fluctuates with it. At least half
/// of what the exact ratio gains there over ln 2, the loss of a network that knows nothing, must be learned.
/// And the loss may be below the exact ratio's by 12 over the number of events at most. That happens by chance
/// with a probability below e⁻¹² = 6·10⁻⁶ for any network that has not seen the events: exp(n × by how much it
/// is below) is the ratio of the events' likelihood by the network and by the truth, whose mean is at most 1
/// (for n/2 events of either class, since the two factors' means add up to 2), and Markov's inequality bounds
/// the rest.
///
/// @param best   the least mean loss over all events there could be
/// @param exact  the exact ratio's mean loss over the validating events
/// @param events how many validate, half of them of each class
record LossGate(double best, double exact, int events) {
    private static final double LUCK = 12;
    private static final double NOTHING = Math.log(2);

    /// In standard deviations of the mean: by how much the exact ratio's loss may be off the best one.
    private static final double SPREAD = 5;

    /// For the validating events of a sample whose exact ratio is known, and whose weights are 1.
    ///
    /// @param best      the least mean loss over all events there could be
    /// @param deviation the standard deviation of one event's loss by the exact ratio
    /// @param logRatio  the logarithm of the exact ratio at a row
    /// @throws NumericalException when the exact ratio's loss is not the best one within 5 standard deviations
    static LossGate of(double best, double deviation, TrainingSample sample, IntToDoubleFunction logRatio) {
        int[] rows = sample.validation().indices();
        var objective = (CrossEntropy) sample.objective();
        double sum = Sums.sum(rows.length, i -> {
            double z = logRatio.applyAsDouble(rows[i]);
            return objective.positive().get(rows[i]) * GaussianShift.softplus(-z)
                    + objective.negative().get(rows[i]) * GaussianShift.softplus(z);
        });
        double exact = sum / rows.length;
        if (!(Math.abs(exact - best) <= SPREAD * deviation / Math.sqrt(rows.length))) {
            throw new NumericalException("the exact ratio's loss on the %d validating events is %s, not %s"
                    .formatted(rows.length, exact, best));
        }
        return new LossGate(best, exact, rows.length);
    }

    double lowest() {
        return exact - LUCK / events;
    }

    double highest() {
        return 0.5 * (exact + NOTHING);
    }

    /// How much of what the exact ratio gains over ln 2 a network gains: 1 for the exact one.
    double learned(double loss) {
        return (NOTHING - loss) / (NOTHING - exact);
    }

    /// What a loss was held to, for programs.
    Map<String, Object> document() {
        return Document.entries(
                "bestLoss", best,
                "exactLoss", exact,
                "validationEvents", events,
                "allowedLoss", Document.entries("from", lowest(), "to", highest()));
    }

    /// @throws NumericalException when the loss is not believed
    void check(double loss) {
        if (!(loss >= lowest() && loss <= highest())) {
            throw new NumericalException(
                    "the validation loss %s is not within %.5f … %.5f (the exact ratio's on the same events is %.5f); no time is given for it"
                            .formatted(loss, lowest(), highest(), exact));
        }
    }
}
