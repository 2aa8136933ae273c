package unfurl.report;

import java.util.List;

/// How the unfolding went.
///
/// @param training    losses of every fit; empty when no network was trained
/// @param weights     distributions of the weights, by name and iteration
/// @param convergence movement of the observables from iteration to iteration
public record Diagnostics(List<LossCurve> training, List<WeightSpectrum> weights, List<Trace> convergence) {
    public Diagnostics {
        training = List.copyOf(training);
        weights = List.copyOf(weights);
        convergence = List.copyOf(convergence);
    }
}
