package unfurl.unfold;

import java.util.Arrays;
import java.util.function.Function;

/// Derivatives by differences.
final class Differences {
    private Differences() {}

    /// (p × n) derivatives of n functions of p parameters.
    ///
    /// @param step relative to a parameter, or to 1 if that is smaller
    static double[][] central(double[] theta, double step, Function<double[], double[]> functions) {
        double[] steps = new double[theta.length];
        Arrays.setAll(steps, k -> step * Math.max(1, Math.abs(theta[k])));
        return central(theta, steps, functions);
    }

    /// (p × n) derivatives of n functions of p parameters.
    ///
    /// @param steps (p) one of each parameter
    static double[][] central(double[] theta, double[] steps, Function<double[], double[]> functions) {
        double[][] out = new double[theta.length][];
        for (int k = 0; k < theta.length; k++) {
            double[] up = functions.apply(shifted(theta, k, steps[k]));
            double[] down = functions.apply(shifted(theta, k, -steps[k]));
            out[k] = new double[up.length];
            for (int i = 0; i < up.length; i++) {
                out[k][i] = (up[i] - down[i]) / (2 * steps[k]);
            }
        }
        return out;
    }

    private static double[] shifted(double[] theta, int k, double by) {
        double[] other = theta.clone();
        other[k] += by;
        return other;
    }
}
