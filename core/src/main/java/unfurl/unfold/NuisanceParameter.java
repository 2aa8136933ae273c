package unfurl.unfold;

import unfurl.InputException;

/// A parameter of the detector's response that is fitted together with the spectrum.
///
/// @param name  what it is called
/// @param start where the fit begins, θ⁰
/// @param prior what is known of it before
/// @param low   the least value that it may have
/// @param high  the greatest
/// @param free  whether it is fitted; if not, it stays where it starts
public record NuisanceParameter(String name, double start, NuisancePrior prior, double low, double high, boolean free) {
    /// @throws InputException when the range is not finite or is empty, or the start is outside
    public NuisanceParameter {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
            throw new InputException(
                    "the nuisance parameter '%s' has the range %s … %s; allowed are two finite numbers, the first below the second"
                            .formatted(name, low, high));
        }
        if (!(start >= low && start <= high)) {
            throw new InputException("the nuisance parameter '%s' starts at %s, outside its range %s … %s"
                    .formatted(name, start, low, high));
        }
    }

    /// One that is fitted.
    public NuisanceParameter(String name, double start, NuisancePrior prior, double low, double high) {
        this(name, start, prior, low, high, true);
    }

    /// The same from another start.
    public NuisanceParameter from(double other) {
        return new NuisanceParameter(name, other, prior, low, high, free);
    }

    /// The same with other knowledge of it; the range stays, and the centre may lie outside.
    public NuisanceParameter with(NuisancePrior other) {
        return new NuisanceParameter(name, start, other, low, high, free);
    }

    /// The same, held at a value.
    public NuisanceParameter heldAt(double value) {
        return new NuisanceParameter(name, value, prior, low, high, false);
    }

    /// Whether it is at a bound beyond which the function rises.
    boolean isHeld(double theta, double slope) {
        return (theta <= low && slope < 0) || (theta >= high && slope > 0);
    }

    /// What must lie within a standard deviation for the parameter to be known at all: of the prior at a θ, or of a
    /// flat distribution in the range.
    double scale(double theta) {
        return Math.min(1 / Math.sqrt(prior.information(theta)), (high - low) / Math.sqrt(12));
    }
}
