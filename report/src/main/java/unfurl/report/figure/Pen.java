package unfurl.report.figure;

/// How a line is drawn.
///
/// @param ink   its colour
/// @param width its width in points
/// @param dash  its pattern
public record Pen(Ink ink, double width, Dash dash) {
    /// The pattern of a line.
    public enum Dash {
        /// Without gaps.
        SOLID,
        /// Strokes.
        DASHED,
        /// Dots.
        DOTTED,
        /// Strokes and dots in turn.
        DASH_DOTTED
    }

    public Pen {
        if (!(width > 0)) {
            throw new IllegalArgumentException("a line of width %s".formatted(width));
        }
    }

    /// A solid line.
    public static Pen solid(Ink ink, double width) {
        return new Pen(ink, width, Dash.SOLID);
    }

    /// A dashed line.
    public static Pen dashed(Ink ink, double width) {
        return new Pen(ink, width, Dash.DASHED);
    }

    /// A dotted line.
    public static Pen dotted(Ink ink, double width) {
        return new Pen(ink, width, Dash.DOTTED);
    }

    /// The lengths of strokes and gaps in turn, in points; empty for a solid line.
    Numbers pattern() {
        return switch (dash) {
            case SOLID -> Numbers.of();
            case DASHED -> Numbers.of(5, 2.5);
            case DOTTED -> Numbers.of(1.5, 2);
            case DASH_DOTTED -> Numbers.of(6, 2, 1.5, 2);
        };
    }
}
