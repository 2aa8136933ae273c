package unfurl.nn;

import unfurl.event.Weights;

/// Weighted squared error, L = Σ w·(z − t)² / Σ w, whose best output is the weighted mean of t at each
/// point.
///
/// A row of weight 0 is absent; negative weights are allowed.
///
/// @param target (n) t, any finite number
/// @param weight (n) w
public record SquaredError(Weights target, Weights weight) implements Objective {
    /// @throws IllegalArgumentException when the two differ in size
    public SquaredError {
        if (target.size() != weight.size()) {
            throw new IllegalArgumentException(
                    "%d targets and %d weights are not the same rows".formatted(target.size(), weight.size()));
        }
    }

    @Override
    public int rows() {
        return target.size();
    }
}
