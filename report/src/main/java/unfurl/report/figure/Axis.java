package unfurl.report.figure;

import java.util.List;
import java.util.Optional;

/// One axis: what it says and how numbers lie on it.
///
/// @param label what it shows, in the markup of [Label], unit included
/// @param scale linear, logarithmic, or chosen from the numbers
/// @param range the interval shown; chosen from the numbers when empty
/// @param marks labels with their places, for the scales that need them; empty for the others
public record Axis(String label, Scale scale, Optional<Range> range, List<Mark> marks) {
    /// A place on an axis and what stands beside it.
    ///
    /// @param at    the number of the place
    /// @param label in the markup of [Label]
    public record Mark(double at, String label) {}

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
        RATIO,
        /// In proportion, with labels of its own: edges of bins, of which some are left out where there is
        /// no room.
        EDGES,
        /// In proportion, with labels of its own: names, which are turned upright where there is no room.
        NAMES
    }

    public Axis {
        marks = List.copyOf(marks);
        marks.forEach(mark -> Label.parse(mark.label()));
    }

    /// An axis whose labels are chosen from the numbers.
    public Axis(String label, Scale scale, Optional<Range> range) {
        this(label, scale, range, List.of());
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

    /// An axis with a label at each edge of a bin, as far as there is room.
    public static Axis edges(String label, List<Mark> marks) {
        return new Axis(label, Scale.EDGES, Optional.empty(), marks);
    }

    /// An axis with a name at each mark.
    public static Axis names(String label, List<Mark> marks) {
        return new Axis(label, Scale.NAMES, Optional.empty(), marks);
    }

    /// The same axis over this interval.
    public Axis over(double low, double high) {
        return new Axis(label, scale, Optional.of(new Range(low, high)), marks);
    }
}
