package unfurl.report;

import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Range;

/// A nuisance that was fitted together with the spectrum.
///
/// @param name              its name in the study
/// @param label             how figures call it, in the markup of [Label]
/// @param trajectory        (iterations + 1) its start, then its value after each iteration
/// @param value             the result
/// @param error             its standard deviation, prior included; NaN where not known
/// @param interval          where the profile likelihood falls by less than ½; ends at the end of the range where
///                          it does not fall so far within; empty where not known
/// @param range             what the fit kept it within
/// @param prior             what was known of it before; empty where nothing but the range
/// @param errorWithoutPrior its standard deviation from the data alone; empty where not known
public record Nuisance(
        String name,
        String label,
        Numbers trajectory,
        double value,
        double error,
        Optional<Range> interval,
        Range range,
        Optional<Prior> prior,
        OptionalDouble errorWithoutPrior) {
    /// Nearer to an end of the range than this share of it, a result is held by it.
    private static final double AT_END = 1e-3;

    /// What was known of a nuisance before the fit.
    ///
    /// @param words  as the reader is told it, plain text: `Gaussian 0 ± 1`, `flat 0.5 … 3`
    /// @param centre its centre; empty where it has no centre and width
    /// @param width  its standard deviation, above 0; empty where it has no centre and width
    public record Prior(String words, OptionalDouble centre, OptionalDouble width) {
        public Prior {
            if (centre.isPresent() != width.isPresent() || (width.isPresent() && !(width.getAsDouble() > 0))) {
                throw new IllegalArgumentException("a prior of centre %s and width %s".formatted(centre, width));
            }
        }

        /// A Gaussian.
        public static Prior gaussian(double mean, double width) {
            String words = "Gaussian %s ± %s".formatted(Digits.plain(mean), Digits.plain(width));
            return new Prior(words, OptionalDouble.of(mean), OptionalDouble.of(width));
        }

        /// The same everywhere between two ends.
        public static Prior flat(double low, double high) {
            String words = "flat %s … %s".formatted(Digits.plain(low), Digits.plain(high));
            return new Prior(words, OptionalDouble.empty(), OptionalDouble.empty());
        }
    }

    /// @throws unfurl.InputException when the label cannot be read
    public Nuisance {
        Label.parse(label);
        if (trajectory.size() < 1) {
            throw new IllegalArgumentException("the nuisance '%s' has no start".formatted(name));
        }
        if (!Double.isFinite(value) || error < 0) {
            throw new IllegalArgumentException("the nuisance '%s' is %s ± %s".formatted(name, value, error));
        }
    }

    /// Where its fit started.
    public double start() {
        return trajectory.first();
    }

    /// How far the result lies from the prior's centre, in widths of the prior; NaN where it has none.
    double pull() {
        return prior.map(
                        p -> (value - p.centre().orElse(Double.NaN)) / p.width().orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    /// The error in widths of the prior; NaN where it has none, or there is no error.
    double constraint() {
        return error / prior.map(p -> p.width().orElse(Double.NaN)).orElse(Double.NaN);
    }

    /// Whether the result lies at an end of the range, where neither error nor interval say what they mean to.
    boolean atEnd() {
        return Math.min(value - range.low(), range.high() - value) < AT_END * range.width();
    }
}
