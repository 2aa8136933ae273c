package unfurl.report.figure;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import unfurl.report.figure.Layer.Fill;

/// Paints layers within a panel.
final class LayerPainter {
    static final double MARKER = 3;
    static final double DOT = 2.2;
    private static final double HATCH = 5;
    private static final double ARROW = 4;

    private final Canvas canvas;
    private final Scaling x;
    private final Scaling y;

    LayerPainter(Canvas canvas, Scaling x, Scaling y) {
        this.canvas = canvas;
        this.x = x;
        this.y = y;
    }

    void paint(Layer layer) {
        switch (layer) {
            case Layer.Steps s -> canvas.stroke(outline(s.edges(), s.values()), s.pen());
            case Layer.Band b -> band(b);
            case Layer.Points p -> points(p);
            case Layer.Curve c -> curve(c);
            case Layer.Level l ->
                canvas.stroke(new Line2D.Double(x.start(), y.at(l.at()), x.end(), y.at(l.at())), l.pen());
            case Layer.Marks m -> marks(m);
            case Layer.Upright u ->
                canvas.stroke(new Line2D.Double(x.at(u.at()), y.start(), x.at(u.at()), y.end()), u.pen());
            case Layer.Cells c -> new CellsPainter(canvas, x, y, c).paint();
        }
    }

    /// The outline of a histogram, broken where there is no number.
    private Path2D outline(Numbers edges, Numbers values) {
        var path = new Path2D.Double();
        boolean pen = false;
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.get(i))) {
                pen = false;
                continue;
            }
            double height = y.at(values.get(i));
            if (pen) {
                path.lineTo(x.at(edges.get(i)), height);
            } else {
                path.moveTo(x.at(edges.get(i)), height);
            }
            path.lineTo(x.at(edges.get(i + 1)), height);
            pen = true;
        }
        return path;
    }

    private void band(Layer.Band band) {
        var area = new Path2D.Double();
        var hatching = new Path2D.Double();
        for (int i = 0; i < band.low().size(); i++) {
            double low = band.low().get(i);
            double high = band.high().get(i);
            if (Double.isFinite(low) && Double.isFinite(high) && low != high) {
                double left = x.at(band.edges().get(i));
                double top = Math.min(y.at(low), y.at(high));
                double width = x.at(band.edges().get(i + 1)) - left;
                var box = new Rectangle2D.Double(left, top, width, Math.abs(y.at(low) - y.at(high)));
                area.append(box, false);
                hatch(hatching, box);
            }
        }
        if (band.fill() == Fill.PLAIN) {
            canvas.fill(area, band.ink());
        } else {
            canvas.stroke(hatching, Pen.solid(band.ink(), 0.7));
        }
    }

    /// Fills a box of a legend as a band is filled.
    static void area(Canvas canvas, Rectangle2D box, Fill fill, Ink ink) {
        if (fill == Fill.PLAIN) {
            canvas.fill(box, ink);
            return;
        }
        var lines = new Path2D.Double();
        hatch(lines, box);
        canvas.stroke(lines, Pen.solid(ink, 0.7));
    }

    /// Adds the parts of the lines x + y = k·[#HATCH]·√2 that lie within a box: lines of neighbouring boxes
    /// meet.
    static void hatch(Path2D lines, Rectangle2D box) {
        double step = HATCH * Math.sqrt(2);
        long first = (long) Math.ceil((box.getMinX() + box.getMinY()) / step);
        long last = (long) Math.floor((box.getMaxX() + box.getMaxY()) / step);
        for (long k = first; k <= last; k++) {
            double sum = k * step;
            double from = Math.max(box.getMinX(), sum - box.getMaxY());
            double to = Math.min(box.getMaxX(), sum - box.getMinY());
            if (to > from) {
                lines.moveTo(from, sum - from);
                lines.lineTo(to, sum - to);
            }
        }
    }

    private void points(Layer.Points points) {
        var bars = new Path2D.Double();
        var markers = new Path2D.Double();
        double narrowest = x.end() - x.start();
        for (int i = 0; i < points.values().size(); i++) {
            narrowest = Math.min(
                    narrowest,
                    x.at(points.edges().get(i + 1)) - x.at(points.edges().get(i)));
        }
        double radius = Math.clamp(0.3 * narrowest, 1.2, MARKER);
        for (int i = 0; i < points.values().size(); i++) {
            double value = points.values().get(i);
            if (y.shows(value) || value < 0) {
                double left = x.at(points.edges().get(i));
                double right = x.at(points.edges().get(i + 1));
                point(
                        bars,
                        markers,
                        new double[] {left, right, value, points.errors().get(i)},
                        radius);
                inner(bars, (left + right) / 2, value, points.inner().get(i), radius + 1.5);
            }
        }
        canvas.stroke(bars, Pen.solid(points.ink(), radius < 2 ? 0.8 : 1.1));
        canvas.fill(markers, points.ink());
    }

    /// One point, or an arrow at the frame when it lies outside. The numbers: left, right, value, error.
    private void point(Path2D bars, Path2D markers, double[] bin, double radius) {
        double centre = (bin[0] + bin[1]) / 2;
        double height = y.at(bin[2]);
        boolean above = height < y.end();
        boolean below = height > y.start();
        if (above || below) {
            markers.append(arrow(centre, above ? y.end() + 1 : y.start() - 1, above ? 1 : -1), false);
        } else {
            bars.append(new Line2D.Double(bin[0], height, bin[1], height), false);
            markers.append(disc(centre, height, radius), false);
        }
        if (Double.isFinite(bin[3]) && bin[3] > 0) {
            double low = y.at(bin[2] - bin[3]);
            double high = y.at(bin[2] + bin[3]);
            bars.append(new Line2D.Double(centre, low, centre, high), false);
        }
    }

    /// Ticks across the bar of an error, where a part of it ends.
    private void inner(Path2D bars, double centre, double value, double part, double half) {
        if (Double.isFinite(part) && part > 0) {
            for (double end : new double[] {value - part, value + part}) {
                if (y.shows(end)) {
                    bars.append(new Line2D.Double(centre - half, y.at(end), centre + half, y.at(end)), false);
                }
            }
        }
    }

    /// A triangle with its tip at `height`; `direction` 1 points up, −1 down.
    private static Path2D arrow(double centre, double height, int direction) {
        var path = new Path2D.Double();
        path.moveTo(centre, height);
        path.lineTo(centre + ARROW, height + direction * 1.7 * ARROW);
        path.lineTo(centre - ARROW, height + direction * 1.7 * ARROW);
        path.closePath();
        return path;
    }

    static Ellipse2D disc(double centre, double height, double radius) {
        return new Ellipse2D.Double(centre - radius, height - radius, 2 * radius, 2 * radius);
    }

    private void curve(Layer.Curve curve) {
        var path = new Path2D.Double();
        var dots = new Path2D.Double();
        boolean pen = false;
        for (int i = 0; i < curve.x().size(); i++) {
            boolean shown = x.shows(curve.x().get(i)) && y.shows(curve.y().get(i));
            if (shown) {
                double across = x.at(curve.x().get(i));
                double height = y.at(curve.y().get(i));
                if (pen) {
                    path.lineTo(across, height);
                } else {
                    path.moveTo(across, height);
                }
                dots.append(disc(across, height, DOT), false);
            }
            pen = shown;
        }
        canvas.stroke(path, curve.pen());
        if (curve.markers()) {
            canvas.fill(dots, curve.pen().ink());
        }
    }

    private void marks(Layer.Marks marks) {
        var strips = new Path2D.Double();
        for (int i = 0; i < marks.marked().size(); i++) {
            if (marks.marked().get(i) != 0) {
                double left = x.at(marks.edges().get(i));
                double width = x.at(marks.edges().get(i + 1)) - left;
                strips.append(new Rectangle2D.Double(left, y.start() - 5, width, 5), false);
            }
        }
        canvas.fill(strips, marks.ink());
    }
}
