package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// What some bins hold in the course of an unfolding.
///
/// @param prior (b) before the first iteration
/// @param after (b) after iteration 1, 2, …
public record Course(Weights prior, List<Weights> after) {
    /// Copies the list, and checks the lengths.
    public Course {
        after = List.copyOf(after);
        for (Weights contents : after) {
            if (contents.size() != prior.size()) {
                throw new IllegalArgumentException("%d bins and then %d".formatted(prior.size(), contents.size()));
            }
        }
    }

    /// Of an unfolding that is done.
    ///
    /// @param pushes   (n) the push after each iteration
    /// @param contents takes the gen weights (n) of the simulation to what the bins hold (b)
    public static Course of(UnfoldingProblem problem, List<Weights> pushes, UnaryOperator<Weights> contents) {
        Weights prior = problem.genWeight();
        return new Course(
                contents.apply(prior),
                pushes.stream().map(push -> contents.apply(prior.times(push))).toList());
    }

    /// Of an unfolding that is done now: a pure function of its arguments.
    ///
    /// @param iterations how many
    /// @param networks   the seed of the networks' parameters and of the order of events
    /// @param contents   takes the gen weights (n) of the simulation to what the bins hold (b)
    /// @throws unfurl.NumericalException when it does not converge
    public static Course unfold(
            UnfoldingProblem problem,
            OmniFold method,
            int iterations,
            Seed networks,
            UnaryOperator<Weights> contents,
            Workers workers) {
        var after = new ArrayList<Weights>();
        OmniFold.State state = method.init(problem);
        while (state.iteration() < iterations) {
            state = method.step(problem, state, networks, workers, FitProgress.NONE)
                    .state();
            if (state.iteration() > after.size()) {
                after.add(contents.apply(problem.genWeight().times(state.push())));
            }
        }
        return new Course(contents.apply(problem.genWeight()), after);
    }
}
