package unfurl.trees;

import java.util.function.IntToDoubleFunction;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Sums;
import unfurl.reweight.RatioSample;

/// The two weights of each event, scaled so that both classes weigh the same and the mean event weighs 1.
///
/// The best logit of scaled classes, plus [#logBalance], is the logit of the classes as they were given.
final class Balance {
    private final Weights numerator;
    private final Weights denominator;
    private final double scaleUp;
    private final double scaleDown;
    private final double logBalance;

    /// @throws NumericalException when the weights of a class do not sum to more than 0
    Balance(RatioSample sample, Mask present) {
        this.numerator = sample.numerator();
        this.denominator = sample.denominator();
        int[] rows = present.indices();
        double up = classWeight("positive", rows, numerator::get);
        double down = classWeight("negative", rows, denominator::get);
        this.scaleUp = rows.length / (2 * up);
        this.scaleDown = rows.length / (2 * down);
        this.logBalance = StrictMath.log(up / down);
    }

    private static double classWeight(String which, int[] rows, IntToDoubleFunction weight) {
        double sum = Sums.sum(rows.length, i -> weight.applyAsDouble(rows[i]));
        if (!(sum > 0 && Double.isFinite(sum))) {
            throw new NumericalException(
                    "the %s weights of the %d training and validation rows sum to %s; training needs a sum above 0"
                            .formatted(which, rows.length, sum));
        }
        return sum;
    }

    /// The scaled numerator weight of an event.
    double up(int event) {
        return numerator.get(event) * scaleUp;
    }

    /// The scaled denominator weight of an event.
    double down(int event) {
        return denominator.get(event) * scaleDown;
    }

    /// ln(Σ numerator / Σ denominator).
    double logBalance() {
        return logBalance;
    }
}
