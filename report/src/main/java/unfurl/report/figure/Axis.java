package unfurl.report.figure;

import java.util.Optional;

/// One axis: what it says and how numbers lie on it.
///
/// @param label what it shows, in the markup of [Label], unit included
/// @param scale linear, logarithmic, or chosen from the numbers
/// @param range the interval shown; chosen from the numbers when empty
public record Axis(String label, Scale scale, Optional<Range> range) {
    /// How numbers lie on an axis.
    public enum Scale {
        /// In proportion.
        LINEAR,
        /// By their logarithm; numbers that are not positive are not shown.
        LOG,
        /// Logarithmic when the positive numbers span more than a factor of about 50, linear otherwise.
        AUTO,
        /// In proportion, with ticks at whole numbers only: epochs, iterations.
        WHOLE,
        /// Linear and even about 1, as wide as the well-measured numbers need: ratios.
        RATIO
    }

    /// An axis whose scale and interval are chosen from the numbers.
    public static Axis auto(String label) {
        return new Axis(label, Scale.AUTO, Optional.empty());
    }

    /// A linear axis whose interval is chosen from the numbers.
    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR, Optional.empty());
    }

    /// A logarithmic axis whose interval is chosen from the numbers.
    public static Axis log(String label) {
        return new Axis(label, Scale.LOG, Optional.empty());
    }

    /// A linear axis for whole numbers.
    public static Axis whole(String label) {
        return new Axis(label, Scale.WHOLE, Optional.empty());
    }

    /// An axis for ratios, even about 1.
    public static Axis ratio(String label) {
        return new Axis(label, Scale.RATIO, Optional.empty());
    }

    /// The same axis over this interval.
    public Axis over(double low, double high) {
        return new Axis(label, scale, Optional.of(new Range(low, high)));
    }
}
