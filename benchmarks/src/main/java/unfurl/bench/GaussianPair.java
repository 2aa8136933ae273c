package unfurl.bench;

import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Sums;

/// Two isotropic normal distributions in d dimensions, each with one mean and one standard deviation
/// in every dimension: the exact classification problem of a step of unfolding a Gaussian.
///
/// Both means lie on the diagonal, so the logarithm of the ratio depends on the coordinate u along it
/// and on the distance ρ from it alone, and every expectation is an integral over (u, ρ).
///
/// @param dimensions d, at least 1
/// @param mean1      of the numerator
/// @param std1       of the numerator, positive
/// @param mean0      of the denominator
/// @param std0       of the denominator, positive
record GaussianPair(int dimensions, double mean1, double std1, double mean0, double std0) {
    private static final int POINTS = 801;
    private static final double REACH = 10;

    /// The logarithm of numerator over denominator where the sum of the coordinates and of their
    /// squares is known.
    private double logRatio(double sum, double squares) {
        double from1 = squares - 2 * mean1 * sum + dimensions * mean1 * mean1;
        double from0 = squares - 2 * mean0 * sum + dimensions * mean0 * mean0;
        return dimensions * Math.log(std0 / std1) - 0.5 * from1 / (std1 * std1) + 0.5 * from0 / (std0 * std0);
    }

    /// The logarithm of the ratio at an event.
    double logRatio(Features features, int row) {
        double sum = 0;
        double squares = 0;
        for (int j = 0; j < dimensions; j++) {
            double x = features.get(row, j);
            sum += x;
            squares += x * x;
        }
        return logRatio(sum, squares);
    }

    /// The least cross-entropy, with both classes weighing the same: ½E₁[softplus(−z)] +
    /// ½E₀[softplus(z)].
    double bestLoss() {
        return 0.5 * mean(mean1, std1, -1) + 0.5 * mean(mean0, std0, 1);
    }

    /// E[softplus(sign·z)] under one of the two, by the trapezoidal rule in u and ρ.
    private double mean(double mean, double std, int sign) {
        double step = 2 * REACH / (POINTS - 1);
        double sum = 0;
        double norm = 0;
        for (int i = 0; i < POINTS; i++) {
            double t = -REACH + i * step;
            double u = mean * Math.sqrt(dimensions) + std * t;
            double along = Math.exp(-0.5 * t * t);
            for (int k = 0; k < (dimensions == 1 ? 1 : POINTS); k++) {
                double r = dimensions == 1 ? 0 : k * REACH / (POINTS - 1);
                double end = k == 0 ? 0.5 : 1;
                double density = end * along * Math.pow(r, Math.max(0, dimensions - 2)) * Math.exp(-0.5 * r * r);
                double z = logRatio(u * Math.sqrt(dimensions), u * u + std * std * r * r);
                sum += density * GaussianShift.softplus(sign * z);
                norm += density;
            }
        }
        return sum / norm;
    }

    /// By how much the loss of some logits exceeds the best one: the mean over both classes of the
    /// divergence of the two probabilities, which is 0 only where the logit is exact. Free of the
    /// noise of the loss itself.
    ///
    /// @param features (n × d), perhaps with further events
    /// @param logit    (n)
    /// @param weights  (n) that make the events the denominator
    double excess(Features features, Weights logit, Weights weights) {
        double total = weights.sum();
        return Sums.sum(logit.size(), i -> {
            double exact = logRatio(features, i);
            // both classes: ½(1 + r) of the denominator
            return 0.5 * (1 + Math.exp(exact)) * weights.get(i) / total * divergence(exact, logit.get(i));
        });
    }

    private static double divergence(double exact, double logit) {
        double p = 1 / (1 + Math.exp(-exact));
        return p * (GaussianShift.softplus(-logit) - GaussianShift.softplus(-exact))
                + (1 - p) * (GaussianShift.softplus(logit) - GaussianShift.softplus(exact));
    }
}
