package unfurl.report.figure;

/// An interval of an axis, `low < high`, both finite.
///
/// @param low  the lower end
/// @param high the upper end
public record Range(double low, double high) {
    public Range {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
            throw new IllegalArgumentException("no interval from %s to %s".formatted(low, high));
        }
    }

    /// `high − low`.
    public double width() {
        return high - low;
    }

    /// Whether `x` lies within, ends included.
    public boolean contains(double x) {
        return x >= low && x <= high;
    }
}
