package unfurl.report.figure;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/// The small picture that stands for a layer in a legend.
final class LegendSymbol {
    private LegendSymbol() {}

    static void paint(Canvas canvas, Layer layer, double left, double middle) {
        double right = left + Legend.SYMBOL;
        double centre = (left + right) / 2;
        var box = new Rectangle2D.Double(left, middle - 5, Legend.SYMBOL, 10);
        var across = new Line2D.Double(left, middle, right, middle);
        switch (layer) {
            case Layer.Steps s -> canvas.stroke(across, s.pen());
            case Layer.Band b -> LayerPainter.area(canvas, box, b.fill(), b.ink());
            case Layer.Points p -> {
                canvas.stroke(new Line2D.Double(left + 4, middle, right - 4, middle), Pen.solid(p.ink(), 1.1));
                canvas.stroke(new Line2D.Double(centre, middle - 7, centre, middle + 7), Pen.solid(p.ink(), 1.1));
                canvas.fill(LayerPainter.disc(centre, middle, LayerPainter.MARKER), p.ink());
                if (p.inner().stream().anyMatch(inner -> inner > 0)) {
                    canvas.stroke(tick(centre, middle - 5), Pen.solid(p.ink(), 1.1));
                    canvas.stroke(tick(centre, middle + 5), Pen.solid(p.ink(), 1.1));
                }
            }
            case Layer.Curve c -> {
                canvas.stroke(across, c.pen());
                if (c.markers()) {
                    canvas.fill(
                            LayerPainter.disc(centre, middle, LayerPainter.DOT),
                            c.pen().ink());
                }
            }
            case Layer.Marks m -> canvas.fill(new Rectangle2D.Double(left, middle - 2.5, Legend.SYMBOL, 5), m.ink());
            case Layer.Level l -> canvas.stroke(across, l.pen());
            case Layer.Upright u -> canvas.stroke(new Line2D.Double(centre, middle - 7, centre, middle + 7), u.pen());
            case Layer.Cells c ->
                canvas.fill(box, c.colours().at(c.colours().range().high()));
        }
    }

    private static Line2D tick(double centre, double height) {
        return new Line2D.Double(centre - LayerPainter.MARKER, height, centre + LayerPainter.MARKER, height);
    }
}
