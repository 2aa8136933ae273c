package unfurl.nn;

import java.util.function.IntToDoubleFunction;
import unfurl.NumericalException;
import unfurl.math.Sums;

/// An objective made ready for training: two numbers a row, scaled so that the mean weight of a row is 1.
final class Loss {
    private final boolean entropy;
    private final float[] a;
    private final float[] b;
    private final double logBalance;
    private final double start;

    /// @param entropy    whether it is the cross-entropy, else the squared error
    /// @param a          (n) a·w⁺, or the target
    /// @param b          (n) b·w⁻, or the weight
    private Loss(boolean entropy, float[] a, float[] b, double logBalance, double start) {
        this.entropy = entropy;
        this.a = a;
        this.b = b;
        this.logBalance = logBalance;
        this.start = start;
    }

    /// @param present the rows of training and validation that are not absent
    static Loss of(Objective objective, int[] present) {
        return switch (objective) {
            case CrossEntropy(var positive, var negative) -> {
                double up = classWeight("positive", present, positive::get);
                double down = classWeight("negative", present, negative::get);
                int n = objective.rows();
                float[] a = tabulate(n, i -> positive.get(i) * (present.length / (2 * up)));
                float[] b = tabulate(n, i -> negative.get(i) * (present.length / (2 * down)));
                yield new Loss(true, a, b, StrictMath.log(up / down), 0);
            }
            case SquaredError(var target, var weight) -> {
                double total = classWeight("squared-error", present, weight::get);
                double mean = Sums.sum(present.length, i -> target.get(present[i]) * weight.get(present[i])) / total;
                int n = objective.rows();
                float[] b = tabulate(n, i -> weight.get(i) * (present.length / total));
                yield new Loss(false, tabulate(n, target::get), b, 0, mean);
            }
        };
    }

    /// Whether a row is absent: all its weights are 0.
    static boolean absent(Objective objective, int row) {
        return switch (objective) {
            case CrossEntropy(var positive, var negative) -> positive.get(row) == 0 && negative.get(row) == 0;
            case SquaredError(var target, var weight) -> weight.get(row) == 0;
        };
    }

    /// (n), for the kernels: a·w⁺, or the target.
    float[] a() {
        return a;
    }

    /// (n), for the kernels: b·w⁻, or the weight.
    float[] b() {
        return b;
    }

    /// ln(Σw⁺/Σw⁻) for the cross-entropy, else 0.
    double logBalance() {
        return logBalance;
    }

    /// The best constant output, where training begins.
    double start() {
        return start;
    }

    /// The weight of a row in the mean loss.
    double weight(int row) {
        return entropy ? (double) a[row] + b[row] : b[row];
    }

    /// Its size whatever the signs: what a row counts in the standardisation.
    double size(int row) {
        return entropy ? Math.abs((double) a[row]) + Math.abs((double) b[row]) : Math.abs(b[row]);
    }

    /// Loss and derivative of one stripe of events.
    void of(Kernels kernels, float[] output, float[] stripeA, float[] stripeB, float[] losses, float[] delta) {
        if (entropy) {
            kernels.crossEntropy(output, stripeA, stripeB, losses, delta);
        } else {
            kernels.squaredError(output, stripeA, stripeB, losses, delta);
        }
    }

    private static double classWeight(String which, int[] present, IntToDoubleFunction weight) {
        double sum = Sums.sum(present.length, i -> weight.applyAsDouble(present[i]));
        if (!(sum > 0 && Double.isFinite(sum))) {
            throw new NumericalException(
                    "the %s weights of the %d training and validation rows sum to %s; training needs a sum above 0"
                            .formatted(which, present.length, sum));
        }
        return sum;
    }

    private static float[] tabulate(int n, IntToDoubleFunction value) {
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            out[i] = (float) value.applyAsDouble(i);
        }
        return out;
    }
}
