package unfurl.nn;

import unfurl.event.Weights;

/// Binary cross-entropy on logits, where each row may stand in both classes: L = Σ a·w⁺·softplus(−z) +
/// b·w⁻·softplus(z), divided by Σ a·w⁺ + b·w⁻.
///
/// So the same event under both labels is one row and one pass through the network. A row with both weights 0
/// is absent; negative weights are allowed. The trainer chooses a and b so that the two classes weigh the same,
/// Σ a·w⁺ = Σ b·w⁻ over all training and validation rows. The best output is then the balanced logit, and the
/// logit of the classes as they were given is z + [FitReport#logBalance()].
///
/// @param positive (n) w⁺, the weight of each row in the numerator
/// @param negative (n) w⁻, the weight of each row in the denominator
public record CrossEntropy(Weights positive, Weights negative) implements Objective {
    /// @throws IllegalArgumentException when the two differ in size
    public CrossEntropy {
        if (positive.size() != negative.size()) {
            throw new IllegalArgumentException("%d positive and %d negative weights are not the same rows"
                    .formatted(positive.size(), negative.size()));
        }
    }

    @Override
    public int rows() {
        return positive.size();
    }
}
