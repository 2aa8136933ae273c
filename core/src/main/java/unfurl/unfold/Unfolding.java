package unfurl.unfold;

import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;

/// An iterative unfolding method: where it starts and how it goes on by one step.
///
/// @param <S> all that is needed to go on
/// @param <I> what happened in a step
public interface Unfolding<S, I> {
    /// Where the method starts.
    S init(UnfoldingProblem problem);

    /// The next state; a pure function of its arguments whatever the number of threads.
    ///
    /// @param seed the root of the whole unfolding: the step finds its own stream below
    Step<S, I> step(UnfoldingProblem problem, S state, Seed seed, Workers workers, FitProgress progress);

    /// A state and what happened on the way to it.
    record Step<S, I>(S state, I info) {}
}
