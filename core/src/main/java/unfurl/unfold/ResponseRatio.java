package unfurl.unfold;

import java.util.List;
import unfurl.math.Workers;

/// How the detector's response to each simulated event depends on nuisance parameters θ: the ratio w(y, x, θ) of
/// p(y | x, θ) to q(y | x), with which the events were simulated; y is what is detected of an event and x its gen.
///
/// p and q are densities of what passes reco: where θ changes the efficiency, the mean of w at an x is the ratio
/// of the efficiencies. A fake's ratio is one of its reco alone.
///
/// Source: H. Zhu, K. Desai, M. Kuusela, V. Mikuni, B. Nachman, L. Wasserman, arXiv:2409.10421, eq. (3).
public interface ResponseRatio {
    /// How many simulated events.
    int events();

    /// (p) the parameters that it depends on.
    List<String> parameters();

    /// Whether the mean of w over y is 1 at each x and θ: no parameter changes the efficiency.
    boolean keepsEfficiency();

    /// (n) log w of each event.
    ///
    /// @param theta (p)
    double[] log(double[] theta, Workers workers);

    /// (p × n) ∂ log w/∂θ of each event.
    ///
    /// @param theta (p)
    double[][] gradient(double[] theta, Workers workers);

    /// The product of ratios of the same events, of all parameters of some of them.
    ///
    /// @param parameters (p) all parameters, in order
    /// @param factors    each of some of them
    static ResponseRatio product(List<String> parameters, List<ResponseRatio> factors) {
        return new ResponseProduct(parameters, factors);
    }

    /// A ratio made one that keeps the efficiency: w over its mean over reco at each gen, log w less the logarithm.
    ///
    /// A power of a template has another mean than the template, of which step 3 would learn.
    ///
    /// @param ratio   of parameters that do not change the efficiency, with any mean
    /// @param problem whose simulated events have it
    static ResponseRatio normalised(ResponseRatio ratio, UnfoldingProblem problem) {
        return new NormalisedResponse(ratio, problem);
    }
}
