package unfurl.hist;

/// The bottom-line test of an unfolding: unfolded data must not tell a model from the data better than the
/// data did before they were unfolded, since unfolding adds no information. Where they do, the unfolded
/// covariance is too small or the unfolding is biased towards another model.
///
/// Source: R. D. Cousins, S. J. May, Y. Sun, arXiv:1607.07038, section 2.
///
/// @param reco     of model and data at detector level, without unfolding
/// @param unfolded of the same model and the unfolded data at particle level
public record BottomLine(ChiSquare reco, ChiSquare unfolded) {
    private static final double ROUNDING = 1e-9;

    /// Both must have a degree of freedom.
    public BottomLine {
        if (reco.degreesOfFreedom() == 0 || unfolded.degreesOfFreedom() == 0) {
            throw new IllegalArgumentException(
                    "the bottom-line test needs a degree of freedom at both levels, not %d and %d"
                            .formatted(reco.degreesOfFreedom(), unfolded.degreesOfFreedom()));
        }
    }

    /// χ²/dof unfolded over χ²/dof at reco; infinite when only the latter is 0, and 1 when both are.
    public double ratio() {
        double above = unfolded.value() / unfolded.degreesOfFreedom();
        double below = reco.value() / reco.degreesOfFreedom();
        return above == below ? 1 : above / below;
    }

    /// Whether the unfolded result discriminates no more than the data at reco: the probability of a larger
    /// χ² with known covariances, the same measure at both levels, is not smaller. Where both are too small
    /// for a number, χ²/dof decides.
    public boolean passes() {
        double below = ChiSquare.survival(reco.value(), reco.degreesOfFreedom());
        double above = ChiSquare.survival(unfolded.value(), unfolded.degreesOfFreedom());
        return (below == 0 && above == 0) ? ratio() <= 1 + ROUNDING : above >= below * (1 - ROUNDING);
    }
}
