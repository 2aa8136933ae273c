package unfurl.report.figure;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.TreeMap;

/// Paints a grid of coloured cells. Neighbours in a row of the same colour are one area, and all areas of a
/// colour are one path: a map of 240 × 240 correlations stays a file that a browser opens at once.
final class CellsPainter {
    /// With more cells than this, colours are those of steps of the scale, so that there are areas to join.
    private static final int MANY = 2000;
    private static final int STEPS = 40;
    private static final double LARGEST_TEXT = 11;

    private final Canvas canvas;
    private final Scaling x;
    private final Scaling y;
    private final Layer.Cells cells;
    private final int columns;

    CellsPainter(Canvas canvas, Scaling x, Scaling y, Layer.Cells cells) {
        this.canvas = canvas;
        this.x = x;
        this.y = y;
        this.cells = cells;
        this.columns = cells.xEdges().size() - 1;
    }

    void paint() {
        Map<Integer, Path2D> areas = new TreeMap<>();
        var unknown = new Path2D.Double();
        int rows = cells.yEdges().size() - 1;
        for (int row = 0; row < rows; row++) {
            for (int from = 0, to; from < columns; from = to) {
                to = from + 1;
                while (to < columns && colour(row, to) == colour(row, from)) {
                    to++;
                }
                var box = box(row, from, to);
                if (colour(row, from) < 0) {
                    LayerPainter.hatch(unknown, box);
                } else {
                    add(areas.computeIfAbsent(colour(row, from), rgb -> new Path2D.Double()), box);
                }
            }
        }
        areas.forEach((rgb, area) -> canvas.fill(area, new Ink(rgb, 1)));
        canvas.stroke(unknown, Pen.solid(Ink.GREY, 0.7));
        if (cells.written()) {
            write();
        }
    }

    private double value(int row, int column) {
        return cells.values().get(row * columns + column);
    }

    /// The colour of a cell; −1 where there is no number.
    private int colour(int row, int column) {
        double value = value(row, column);
        if (!Double.isFinite(value)) {
            return -1;
        }
        HeatMap colours = cells.colours();
        if (cells.values().size() <= MANY) {
            return colours.at(value).rgb();
        }
        double step = colours.range().width() / STEPS;
        double middle = (colours.range().low() + colours.range().high()) / 2;
        return colours.at(middle + step * Math.rint((value - middle) / step)).rgb();
    }

    private static void add(Path2D area, Rectangle2D box) {
        area.moveTo(box.getMinX(), box.getMaxY());
        area.lineTo(box.getMaxX(), box.getMaxY());
        area.lineTo(box.getMaxX(), box.getMinY());
        area.lineTo(box.getMinX(), box.getMinY());
        area.closePath();
    }

    private Rectangle2D box(int row, int from, int to) {
        double left = x.at(cells.xEdges().get(from));
        double right = x.at(cells.xEdges().get(to));
        double bottom = y.at(cells.yEdges().get(row));
        double top = y.at(cells.yEdges().get(row + 1));
        return new Rectangle2D.Double(left, top, right - left, bottom - top);
    }

    private void write() {
        for (int row = 0; row < cells.yEdges().size() - 1; row++) {
            for (int column = 0; column < columns; column++) {
                double value = value(row, column);
                if (Double.isFinite(value)) {
                    Rectangle2D box = box(row, column, column + 1);
                    TextLine text = TextLine.fitted(Ticks.decimal(value, 2), LARGEST_TEXT, box.getWidth() - 3);
                    Ink ink = cells.colours().at(value).lightness() > 0.5 ? Ink.BLACK : Ink.WHITE;
                    canvas.text(
                            text,
                            box.getCenterX() - text.width() / 2,
                            box.getCenterY() + text.capHeight() / 2,
                            false,
                            ink);
                }
            }
        }
    }
}
