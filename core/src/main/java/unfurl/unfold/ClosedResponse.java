package unfurl.unfold;

import java.util.List;
import unfurl.math.Workers;

/// A response ratio that is known in closed form.
///
/// @param events          how many simulated events
/// @param parameters      (p) the parameters
/// @param keepsEfficiency whether the mean of w over y is 1 at each x and θ
/// @param formula         log w
public record ClosedResponse(int events, List<String> parameters, boolean keepsEfficiency, Formula formula)
        implements ResponseRatio {
    /// Relative to the parameter, or to 1 if that is smaller: the error of a central difference, of the order of
    /// its square and of the rounding over it, is least near ε^⅓.
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    /// Copies the list.
    public ClosedResponse {
        parameters = List.copyOf(parameters);
    }

    /// log w of all events.
    @FunctionalInterface
    public interface Formula {
        /// (n) log w of each event.
        ///
        /// @param theta (p)
        double[] log(double[] theta);
    }

    @Override
    public double[] log(double[] theta, Workers workers) {
        return formula.log(theta);
    }

    /// By central differences.
    @Override
    public double[][] gradient(double[] theta, Workers workers) {
        return Differences.central(theta, STEP, formula::log);
    }
}
