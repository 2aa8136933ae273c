package unfurl.report.figure;

/// How numbers become places along an axis.
///
/// @param range the numbers shown
/// @param log   whether by their logarithm; then both ends are positive
/// @param start the place of the range's low end, in points
/// @param end   the place of its high end; before `start` for an axis that points upwards
record Scaling(Range range, boolean log, double start, double end) {
    Scaling {
        if (log && !(range.low() > 0)) {
            throw new IllegalArgumentException("a logarithmic axis from %s".formatted(range.low()));
        }
    }

    /// Whether the number has a place: on a logarithmic axis only positive ones have.
    boolean shows(double value) {
        return Double.isFinite(value) && (!log || value > 0);
    }

    /// The place of a number; one that has none, or lies far outside, is moved to a little beyond the end.
    double at(double value) {
        double share = log && !(value > 0) ? -1 : (scaled(value) - scaled(range.low())) / span();
        return start + Math.clamp(share, -0.5, 1.5) * (end - start);
    }

    private double span() {
        return scaled(range.high()) - scaled(range.low());
    }

    private double scaled(double value) {
        return log ? Math.log10(value) : value;
    }
}
