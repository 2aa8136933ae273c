package unfurl.study;

import java.util.List;
import java.util.Optional;
import unfurl.event.Expression;
import unfurl.unfold.NuisanceParameter;
import unfurl.unfold.NuisancePrior;

/// A parameter of the detector that is not known, and is fitted with the spectrum.
///
/// @param name   what it is called in the study and in formulas
/// @param label  for figures, in their markup
/// @param prior  what is known of it before
/// @param low    the least value that it may have
/// @param high   the greatest
/// @param starts where fits of it begin; the first is the nominal one's
/// @param source how the detector depends on it
public record NuisanceBlock(
        String name, String label, NuisancePrior prior, double low, double high, List<Double> starts, Source source) {
    /// Copies the list.
    public NuisanceBlock {
        starts = List.copyOf(starts);
    }

    /// How the detector depends on a parameter.
    public sealed interface Source {
        /// A formula for log w.
        ///
        /// @param logRatio        over columns of the simulation's file and names of parameters
        /// @param keepsEfficiency whether the mean of w over reco is 1 at each gen
        record Formula(Expression logRatio, boolean keepsEfficiency) implements Source {}

        /// Simulated events as a varied detector sees them, or weights of them.
        ///
        /// @param up   at θ = 1
        /// @param down at θ = −1; when empty, log w is that of `up` times θ
        record Templates(UncertaintyBlock.Effect up, Optional<UncertaintyBlock.Effect> down) implements Source {}

        /// The samples of the study's [ResponseBlock], which may be of several parameters.
        record Learned() implements Source {}
    }

    /// The parameter as it is fitted.
    NuisanceParameter parameter() {
        return new NuisanceParameter(name, starts.getFirst(), prior, low, high);
    }

    /// The source of uncertainty that its prior is.
    String group() {
        return "nuisance_" + name;
    }

    /// What the varied detector at θ = 1 is called, and the unfolding with θ held above what was fitted.
    String up() {
        return name + "_up";
    }

    /// The same at θ = −1, and below.
    String down() {
        return name + "_down";
    }
}
