package unfurl.report.figure;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.report.figure.Legend.Placed;
import unfurl.report.figure.Ticks.Form;

/// Paints one panel: what it shows, its frame and ticks, its y title and its legend.
final class PanelPainter {
    static final double TICK_LABEL = 12;
    private static final double SMALL_LABEL = 9;
    private static final double TITLE = 14;
    private static final double LONG_TICK = 8;
    private static final double SHORT_TICK = 4;
    private static final double OUTWARD_TICK = 3;
    private static final double LONGEST_TURNED = 100;
    private static final double GAP = 6;
    /// Frames lower than this have their ticks closer together.
    private static final double HIGH = 150;
    /// And lower than this, as close as labels can stand.
    private static final double LOW = 80;

    private final Canvas canvas;
    private final Panel panel;
    private final Scaling x;
    private final Ticks xTicks;
    private final Place place;
    private final Scaling y;
    private final Ticks yTicks;
    private final Placed legend;
    private final boolean empty;

    /// Where a panel stands.
    ///
    /// @param bottom whether it carries the labels of the x axis
    /// @param top    whether a power of ten may stand above it
    record Place(Rectangle2D frame, boolean bottom, boolean top, boolean small) {}

    PanelPainter(Canvas canvas, Panel panel, Scaling x, Ticks xTicks, Place place) {
        this.canvas = canvas;
        this.panel = panel;
        this.x = x;
        this.xTicks = xTicks;
        this.place = place;
        Rectangle2D frame = place.frame();
        var chosen = new AutoRange(panel.layers());
        boolean log = chosen.logarithmic(panel.y().scale());
        Range range = chosen.vertical(panel.y());
        boolean usable = log && range.low() > 0;
        var bare = new Scaling(range, usable, frame.getMaxY(), frame.getMinY());
        Legend key = Legend.of(panel, frame.getWidth());
        boolean grow = panel.y().range().isEmpty() && panel.y().scale() != Axis.Scale.RATIO;
        this.legend =
                place.small() || key.isEmpty() ? null : key.place(x, bare, chosen.extents(), upright(panel), grow);
        this.y = legend == null ? bare : new Scaling(legend.range(), usable, bare.start(), bare.end());
        this.yTicks = ticks(frame.getHeight());
        this.empty = chosen.extents().isEmpty();
    }

    private static List<Double> upright(Panel panel) {
        return panel.layers().stream()
                .flatMap(layer -> layer instanceof Layer.Upright line ? Stream.of(line.at()) : Stream.empty())
                .toList();
    }

    void paint() {
        var layers = new LayerPainter(canvas, x, y);
        canvas.clip(place.frame(), () -> panel.layers().forEach(layers::paint));
        frame();
        yLabels();
        if (place.bottom()) {
            xLabels();
        }
        if (Painter.hasCells(panel)) {
            colourScale();
        }
        if (!place.small()) {
            title();
        }
        if (legend != null) {
            legend();
        }
        if (empty && place.top()) {
            centred("no entries", place.frame().getCenterY(), Ink.GREY);
        }
    }

    /// Where the legend stands and the range it led to; empty when there is none.
    Optional<Placed> placed() {
        return Optional.ofNullable(legend);
    }

    /// The y axis as painted.
    Scaling vertical() {
        return y;
    }

    private Ticks ticks(double height) {
        if (MarkLayout.has(panel.y())) {
            return MarkLayout.beside(panel.y(), height, y.range().width());
        }
        double room = height < LOW ? 16 : height < HIGH ? place.small() ? 18 : 20 : 27;
        int most = Math.max(2, (int) (height / room));
        return y.log() ? Ticks.logarithmic(y.range(), most) : Ticks.linear(y.range(), most);
    }

    private void frame() {
        var marks = new Path2D.Double();
        double scale = place.small() ? 0.5 : 1;
        double longX = xTicks.form() == Form.INWARD ? LONG_TICK : -OUTWARD_TICK;
        double longY = yTicks.form() == Form.INWARD ? LONG_TICK : -OUTWARD_TICK;
        if (xTicks.form() == Form.INWARD || place.bottom()) {
            xTicks.major().forEach(at -> vertical(marks, x.at(at), longX * scale));
        }
        xTicks.minor().forEach(at -> vertical(marks, x.at(at), SHORT_TICK * scale));
        yTicks.major().forEach(at -> horizontal(marks, y.at(at), longY * scale));
        yTicks.minor().forEach(at -> horizontal(marks, y.at(at), SHORT_TICK * scale));
        canvas.stroke(marks, Pen.solid(Ink.BLACK, place.small() ? 0.6 : 0.9));
        canvas.stroke(place.frame(), Pen.solid(Ink.BLACK, place.small() ? 0.7 : 1.1));
    }

    /// A tick; one outside the frame, of negative length, stands at the labels only.
    private void vertical(Path2D marks, double at, double length) {
        Rectangle2D frame = place.frame();
        if (length > 0) {
            line(marks, at, frame.getMinY(), at, frame.getMinY() + length);
        }
        line(marks, at, frame.getMaxY(), at, frame.getMaxY() - length);
    }

    private void horizontal(Path2D marks, double at, double length) {
        Rectangle2D frame = place.frame();
        line(marks, frame.getMinX(), at, frame.getMinX() + length, at);
        if (length > 0) {
            line(marks, frame.getMaxX(), at, frame.getMaxX() - length, at);
        }
    }

    private static void line(Path2D path, double x0, double y0, double x1, double y1) {
        path.append(new Line2D.Double(x0, y0, x1, y1), false);
    }

    /// Labels of the y axis; one that would touch a neighbouring panel's is left out.
    private void yLabels() {
        double size = place.small() ? SMALL_LABEL : TICK_LABEL;
        for (int i = 0; i < yTicks.major().size(); i++) {
            double at = y.at(yTicks.major().get(i));
            boolean touches = !place.top() && at < place.frame().getMinY() + 6;
            if (!touches) {
                TextLine text = TextLine.fitted(yTicks.labels().get(i), size, roomBeside());
                double left = place.frame().getMinX() - text.width() - (place.small() ? 3 : GAP);
                canvas.text(text, left, at + text.capHeight() / 2, false, Ink.BLACK);
            }
        }
        if (yTicks.exponent() != 0 && !place.small()) {
            TextLine power = TextLine.of("×10^{%d}".formatted(yTicks.exponent()), TICK_LABEL);
            double height =
                    place.top() ? place.frame().getMinY() - 8 : place.frame().getMinY() + 10;
            canvas.text(power, place.frame().getMinX() - power.width() - 5, height, false, Ink.BLACK);
        }
    }

    /// How wide a label of the y axis may be: names end at the title.
    private double roomBeside() {
        if (yTicks.form() == Form.INWARD) {
            return Double.POSITIVE_INFINITY;
        }
        return place.frame().getMinX() - GAP - (panel.y().label().isEmpty() ? 2 : 20);
    }

    private void xLabels() {
        double size = place.small() ? SMALL_LABEL : TICK_LABEL;
        double base = place.frame().getMaxY() + (place.small() ? 11 : 17);
        for (int i = 0; i < xTicks.major().size(); i++) {
            double at = x.at(xTicks.major().get(i));
            if (xTicks.form() == Form.TURNED) {
                TextLine text = TextLine.fitted(xTicks.labels().get(i), size, LONGEST_TURNED);
                double start = place.frame().getMaxY() + GAP + text.width();
                canvas.text(text, at + text.capHeight() / 2, start, true, Ink.BLACK);
            } else {
                TextLine text = TextLine.of(xTicks.labels().get(i), size);
                canvas.text(text, at - text.width() / 2, base, false, Ink.BLACK);
            }
        }
    }

    /// The y title: at the upper end of a high panel, centred beside a low one.
    private void title() {
        Rectangle2D frame = place.frame();
        TextLine title = TextLine.fitted(panel.y().label(), TITLE, frame.getHeight() + 4);
        boolean high = frame.getHeight() > HIGH;
        double start = high ? frame.getMinY() + title.width() : frame.getCenterY() + title.width() / 2;
        canvas.text(title, 16, Math.min(start, frame.getMaxY() + 2), true, Ink.BLACK);
    }

    private void legend() {
        Legend key = legend.legend();
        for (int i = 0; i < key.notes().size(); i++) {
            TextLine note = key.notes().get(i);
            double middle = legend.y() + (i + 0.5) * Legend.LINE;
            canvas.text(note, legend.x(), middle + note.capHeight() / 2, false, Ink.BLACK);
        }
        double top = legend.y() + key.notes().size() * Legend.LINE;
        for (int row = 0; row < key.rows(); row++) {
            int from = row * key.columns();
            for (int i = from; i < Math.min(from + key.columns(), key.entries().size()); i++) {
                entry(key.entries().get(i), legend.x() + (i - from) * key.columnWidth(), top);
            }
            top += key.lines(row) * Legend.LINE;
        }
    }

    private void entry(Legend.Entry entry, double left, double top) {
        for (Layer layer : entry.layers()) {
            LegendSymbol.paint(canvas, layer, left, top + 0.5 * Legend.LINE);
        }
        for (int i = 0; i < entry.lines().size(); i++) {
            TextLine text = entry.lines().get(i);
            double middle = top + (i + 0.5) * Legend.LINE;
            canvas.text(text, left + Legend.textOffset(), middle + text.capHeight() / 2, false, Ink.BLACK);
        }
    }

    private void centred(String markup, double height, Ink ink) {
        TextLine text = TextLine.of(markup, place.small() ? SMALL_LABEL : TICK_LABEL);
        canvas.text(text, place.frame().getCenterX() - text.width() / 2, height + text.capHeight() / 2, false, ink);
    }

    /// The bar of colours beside a heat map, with its numbers.
    private void colourScale() {
        var cells = panel.layers().stream()
                .filter(Layer.Cells.class::isInstance)
                .map(Layer.Cells.class::cast)
                .findFirst()
                .orElseThrow();
        Rectangle2D frame = place.frame();
        Range range = cells.colours().range();
        var scale = new Scaling(range, false, frame.getMaxY(), frame.getMinY());
        double left = frame.getMaxX() + 10;
        int steps = 64;
        for (int i = 0; i < steps; i++) {
            double low = range.low() + range.width() * i / steps;
            double from = scale.at(low);
            double to = scale.at(low + range.width() / steps);
            Ink ink = cells.colours().at(low + 0.5 * range.width() / steps);
            canvas.fill(new Rectangle2D.Double(left, to, 12, from - to + (i == 0 ? 0 : 0.3)), ink);
        }
        canvas.stroke(new Rectangle2D.Double(left, frame.getMinY(), 12, frame.getHeight()), Pen.solid(Ink.BLACK, 0.8));
        Ticks ticks = cells.marks().isEmpty() ? Ticks.linear(range, 6) : MarkLayout.of(cells.marks());
        for (int i = 0; i < ticks.major().size(); i++) {
            TextLine text = TextLine.of(ticks.labels().get(i), 11);
            canvas.text(text, left + 16, scale.at(ticks.major().get(i)) + text.capHeight() / 2, false, Ink.BLACK);
        }
        String factor = ticks.exponent() == 0 ? "" : "  ×10^{%d}".formatted(ticks.exponent());
        TextLine title = TextLine.fitted(cells.title() + factor, 11, frame.getHeight());
        canvas.text(title, left + 53, frame.getCenterY() + title.width() / 2, true, Ink.BLACK);
    }
}
