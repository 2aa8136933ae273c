package unfurl.measurement;

import unfurl.InputException;

/// The integrated luminosity of the data.
///
/// @param value               above 0
/// @param unit                such as `1/fb`
/// @param relativeUncertainty one standard deviation as a part of the value, at least 0: 0.017 for 1.7 %
public record Luminosity(double value, String unit, double relativeUncertainty) {
    /// @throws InputException when a number is out of its range
    public Luminosity {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new InputException("a luminosity must be above 0, not " + value);
        }
        if (!(relativeUncertainty >= 0 && relativeUncertainty < 1)) {
            throw new InputException(
                    "the relative uncertainty of a luminosity must lie from 0 to below 1, not " + relativeUncertainty);
        }
    }
}
