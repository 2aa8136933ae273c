package unfurl.report.figure;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/// What a figure is painted on. Points, x to the right, y downwards.
interface Canvas {
    /// Fills an area.
    void fill(Shape area, Ink ink);

    /// Draws a line along a path.
    void stroke(Shape path, Pen pen);

    /// Draws a line of text.
    ///
    /// @param x       where its base line starts
    /// @param y       the height of its base line
    /// @param upwards whether it runs from bottom to top rather than from left to right
    void text(TextLine line, double x, double y, boolean upwards, Ink ink);

    /// Shows of what `painting` draws only what lies within `window`.
    void clip(Rectangle2D window, Runnable painting);
}
