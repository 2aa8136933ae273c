package unfurl.uncertainty;

import java.util.List;
import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// A whole unfolding with one thing changed.
///
/// @param name      of its weights, without `weights_`: `bootstrap_data_3`
/// @param variation what is changed
/// @param networks  the seed of the networks' parameters and of the order of events
/// @param draws     the seed of what the variation draws
public record Replica(String name, Variation variation, Seed networks, Seed draws) {

    /// The unfolded weights: a pure function of this replica, the problem, the method and the attempt.
    ///
    /// @param problem    the nominal one
    /// @param iterations how many
    /// @param attempt    0, or how often it failed before: a later attempt has other networks, and the same
    ///                   draws
    /// @throws NumericalException when it does not converge
    /// @throws unfurl.InputException as [Variation#of]
    public Unfolded unfold(UnfoldingProblem problem, OmniFold method, int iterations, int attempt, Workers workers) {
        Variation.Varied change = variation.of(problem, draws, workers);
        UnfoldingProblem varied = change.problem();
        Seed seed = attempt == 0 ? networks : networks.child("attempt").child(attempt);
        OmniFold.State state = method.init(varied);
        while (state.iteration() < iterations) {
            state = method.step(varied, state, seed, workers, FitProgress.NONE).state();
        }
        return new Unfolded(varied.genWeight().times(state.push()), change.learned());
    }

    /// What came out.
    ///
    /// @param weights (n) w·push, with the varied w
    /// @param learned checks of the weights that had to be learned
    public record Unfolded(Weights weights, List<Template.Checks> learned) {
        /// Copies the list.
        public Unfolded {
            learned = List.copyOf(learned);
        }
    }
}
