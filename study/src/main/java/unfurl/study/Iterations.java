package unfurl.study;

import java.util.Optional;

/// How many iterations a study wants: a number, or the choice of one.
///
/// @param most   the number, or the largest that may be chosen; at least 1
/// @param choice how it is chosen; empty for the number itself
public record Iterations(int most, Optional<Choice> choice) {
    /// A number.
    static Iterations of(int number) {
        return new Iterations(number, Optional.empty());
    }

    /// How a number of iterations is chosen.
    ///
    /// @param criterion what is looked at
    /// @param replicas  how many toys or bootstraps are unfolded for it
    /// @param below     the first iteration in which it is below this number is chosen
    public record Choice(Criterion criterion, int replicas, double below) {}

    /// What the number is chosen by.
    public enum Criterion {
        /// The squared bias of toys thrown from the unfolded result, over their variance.
        TOYS,
        /// The squared change from the iteration before, over the variance of bootstraps of the data.
        CHANGE
    }
}
