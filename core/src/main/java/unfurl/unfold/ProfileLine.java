package unfurl.unfold;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import unfurl.NumericalException;

/// The profile likelihood along the line through the fit on which the other parameters follow one of them: the integral
/// of its slope, which is found anew at each point. Where another parameter meets its range it stays there.
final class ProfileLine {
    /// The width of the first panels of Simpson's rule, in standard deviations; later ones are as wide as
    /// the way before.
    private static final double PANEL = 0.5;
    private static final int HALVINGS = 50;

    private final int k;
    private final double[] theta;
    private final double[] along;
    private final Nuisances nuisances;
    private final double[] fitted;
    private final UnaryOperator<double[]> slope;

    /// @param k         which parameter
    /// @param theta     (p) the fit
    /// @param along     (p) how all of them change for each unit of the one
    /// @param nuisances the parameters
    /// @param fitted    (p) the slope of the likelihood at the fit: what is left of it there counts as none
    /// @param slope     (p) the same at a θ
    ProfileLine(
            int k,
            double[] theta,
            double[] along,
            Nuisances nuisances,
            double[] fitted,
            UnaryOperator<double[]> slope) {
        this.k = k;
        this.theta = theta;
        this.along = along;
        this.nuisances = nuisances;
        this.fitted = fitted;
        this.slope = slope;
    }

    /// Where the likelihood is lower than at the fit, or the parameter's range ends.
    ///
    /// @param sigma a standard deviation, below 0 to the lower side
    /// @param fall  by how much, positive
    /// @throws NumericalException when the likelihood is not finite on the way
    double end(double sigma, double fall) {
        NuisanceParameter parameter = nuisances.parameters().get(k);
        double bound = sigma > 0 ? parameter.high() : parameter.low();
        double from = 0;
        double before = 0;
        double wanted = fall;
        while (Math.abs(from) < Math.abs(bound - theta[k])) {
            double width = Math.copySign(Math.max(PANEL * Math.abs(sigma), Math.abs(from)), sigma);
            double to = Math.abs(from + width) < Math.abs(bound - theta[k]) ? from + width : bound - theta[k];
            double middle = steepness((from + to) / 2);
            double after = steepness(to);
            double fallen = fallen(1, before, middle, after) * (to - from);
            if (fallen >= wanted) {
                return theta[k] + from + (to - from) * part(wanted / (to - from), before, middle, after);
            }
            wanted -= fallen;
            from = to;
            before = after;
        }
        return bound;
    }

    /// How fast the likelihood falls at a distance along the line.
    private double steepness(double distance) {
        double[] at = nuisances.within(theta, along, distance);
        double[] there = slope.apply(at);
        double sum = 0;
        for (int l = 0; l < at.length; l++) {
            boolean moves = l == k || at[l] == theta[l] + distance * along[l];
            sum += moves ? along[l] * (fitted[l] - there[l]) : 0;
        }
        if (!Double.isFinite(sum)) {
            throw new NumericalException("the slope of the likelihood of the nuisance parameters %s is %s at %s"
                    .formatted(nuisances.names(), sum, Arrays.toString(at)));
        }
        return sum;
    }

    /// The integral of the parabola through three points from 0 to u, 0 to 1.
    private static double fallen(double u, double first, double middle, double last) {
        double slope = 4 * middle - 3 * first - last;
        double bend = 2 * first - 4 * middle + 2 * last;
        return u * (first + u * (slope / 2 + u * bend / 3));
    }

    /// The part of a panel over which the integral is a wanted one, which that of the whole is not less than.
    private static double part(double wanted, double first, double middle, double last) {
        double sign = Math.signum(wanted);
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double u = (low + high) / 2;
            if (sign * (fallen(u, first, middle, last) - wanted) < 0) {
                low = u;
            } else {
                high = u;
            }
        }
        return high;
    }
}
