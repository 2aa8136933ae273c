package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.Ratio;
import unfurl.unfold.Nuisances;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;
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
    /// @param plan       how it is unfolded
    /// @param attempt    0, or how often it failed before: a later attempt has other networks, and the same
    ///                   draws
    /// @throws NumericalException when it does not converge
    /// @throws unfurl.InputException as [Variation#of]
    public Unfolded unfold(UnfoldingProblem problem, Plan plan, int attempt, Workers workers) {
        Variation.Varied change = variation.of(problem, draws, workers);
        UnfoldingProblem varied = change.problem();
        Seed seed = attempt == 0 ? networks : networks.child("attempt").child(attempt);
        OmniFold.State state = plan.method().init(varied);
        var course = new ArrayList<>(List.of(state.theta()));
        while (state.iteration() < plan.iterations()) {
            int iteration = state.iteration();
            state = plan.method()
                    .step(varied, plan.start(state), seed, workers, FitProgress.NONE)
                    .state();
            if (state.iteration() > iteration) {
                course.add(state.theta());
            }
        }
        return new Unfolded(varied.genWeight().times(state.push()), course, change.learned());
    }

    /// How a replica is unfolded.
    ///
    /// @param method     with estimators that warm-start where there is something to start from
    /// @param iterations how many
    /// @param starts     ratios of each iteration that the same stage goes on from: those of the nominal
    ///                   unfolding; none to begin each fit as the method says
    public record Plan(OmniFold method, int iterations, List<Map<Stage, Ratio>> starts) {
        /// Copies the list.
        ///
        /// @throws IllegalArgumentException when there are starts for fewer iterations
        public Plan {
            starts = List.copyOf(starts);
            if (!starts.isEmpty() && starts.size() < iterations) {
                throw new IllegalArgumentException(
                        "%d iterations cannot start from the ratios of %d".formatted(iterations, starts.size()));
            }
        }

        /// Each fit begins as the method says.
        public static Plan of(OmniFold method, int iterations) {
            return new Plan(method, iterations, List.of());
        }

        /// The same with other nuisance parameters.
        public Plan with(Nuisances nuisances) {
            var other = new OmniFold(
                    method.detector(), method.particle(), method.misses(), method.minimumNEff(), nuisances);
            return new Plan(other, iterations, starts);
        }

        private OmniFold.State start(OmniFold.State state) {
            return starts.isEmpty() ? state : state.startingFrom(starts.get(state.iteration()));
        }
    }

    /// What came out.
    ///
    /// @param weights (n) w·push, with the varied w
    /// @param course  (iterations + 1 × p) the nuisance parameters before the first iteration and after each
    /// @param learned checks of the weights that had to be learned
    public record Unfolded(Weights weights, List<List<Double>> course, List<Template.Checks> learned) {
        /// Copies the lists.
        public Unfolded {
            course = course.stream().map(List::copyOf).toList();
            learned = List.copyOf(learned);
        }
    }
}
