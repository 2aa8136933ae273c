package unfurl.report.figure;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Paints a figure: lays out the panels and the text around them.
final class Painter {
    private static final double TITLE = 14;
    private static final double HEADER = 13;
    private static final double BETWEEN = 7;
    /// The most room for names beside or below a frame.
    private static final double LONGEST = 140;

    private final Figure figure;
    private final Canvas canvas;
    private final Insets insets;
    private final Scaling x;
    private final Ticks xTicks;

    /// Room around the frames, in points.
    private record Insets(double left, double right, double top, double bottom) {
        static Insets of(Figure figure) {
            if (figure.size().small()) {
                return new Insets(30, 13, 6, 18);
            }
            boolean scale = figure.panels().stream().anyMatch(Painter::hasCells);
            double names = figure.panels().stream()
                    .filter(panel -> MarkLayout.has(panel.y()))
                    .mapToDouble(panel ->
                            MarkLayout.widest(panel.y()) + (panel.y().label().isEmpty() ? 12 : 34))
                    .max()
                    .orElse(0);
            return new Insets(Math.clamp(names, 66, LONGEST), scale ? 66 : 16, 28, 46);
        }

        /// With more room below, for names that are turned.
        Insets below(double room) {
            return new Insets(left, right, top, Math.clamp(room, 46, LONGEST));
        }
    }

    Painter(Figure figure, Canvas canvas) {
        this.figure = figure;
        this.canvas = canvas;
        Insets bare = Insets.of(figure);
        boolean log = figure.x().scale() == Axis.Scale.LOG;
        Range range = AutoRange.horizontal(figure.x(), figure.panels());
        double right = figure.size().width() - bare.right();
        this.x = new Scaling(range, log && range.low() > 0, bare.left(), right);
        this.xTicks = ticks(figure, x);
        boolean turned = xTicks.form() == Ticks.Form.TURNED;
        double title = figure.x().label().isEmpty() ? 12 : 36;
        this.insets = turned ? bare.below(MarkLayout.widest(figure.x()) + title) : bare;
    }

    private static Ticks ticks(Figure figure, Scaling x) {
        int most = figure.size().small() ? 4 : 8;
        double width = x.end() - x.start();
        if (MarkLayout.has(figure.x())) {
            return MarkLayout.below(figure.x(), width, x.range().width());
        }
        return x.log() ? Ticks.logarithmic(x.range(), most) : fitting(figure.x(), x.range(), width, most);
    }

    void paint() {
        var paper = new Rectangle2D.Double(
                0, 0, figure.size().width(), figure.size().height());
        canvas.fill(paper, Ink.WHITE);
        List<Rectangle2D> frames = frames();
        for (int i = 0; i < frames.size(); i++) {
            boolean bottom = i == frames.size() - 1;
            var place = new PanelPainter.Place(
                    frames.get(i), bottom, i == 0, figure.size().small());
            new PanelPainter(canvas, figure.panels().get(i), x, xTicks, place).paint();
        }
        if (!figure.size().small()) {
            header();
            xTitle();
        }
    }

    static boolean hasCells(Panel panel) {
        return panel.layers().stream().anyMatch(Layer.Cells.class::isInstance);
    }

    private List<Rectangle2D> frames() {
        double between = figure.size().small() ? 3 : BETWEEN;
        int n = figure.panels().size();
        double height = figure.size().height() - insets.top() - insets.bottom() - (n - 1) * between;
        double shares = figure.panels().stream().mapToDouble(Panel::share).sum();
        double y = insets.top();
        var frames = new ArrayList<Rectangle2D>();
        for (Panel panel : figure.panels()) {
            double own = height * panel.share() / shares;
            frames.add(new Rectangle2D.Double(insets.left(), y, x.end() - x.start(), own));
            y += own + between;
        }
        return frames;
    }

    private void header() {
        double room = x.end() - x.start();
        double y = insets.top() - 8;
        TextLine right = TextLine.fitted(figure.right(), HEADER, 0.6 * room);
        TextLine left = TextLine.fitted(figure.left(), HEADER, room - right.width() - 12);
        canvas.text(left, x.start(), y, false, Ink.BLACK);
        canvas.text(right, x.end() - right.width(), y, false, Ink.BLACK);
    }

    private void xTitle() {
        String factor = xTicks.exponent() == 0 ? "" : "  ×10^{%d}".formatted(xTicks.exponent());
        TextLine title = TextLine.fitted(figure.x().label() + factor, TITLE, x.end() - x.start());
        canvas.text(title, x.end() - title.width(), figure.size().height() - 10, false, Ink.BLACK);
    }

    /// The most ticks whose labels keep clear of each other.
    private static Ticks fitting(Axis axis, Range range, double width, int most) {
        boolean whole = axis.scale() == Axis.Scale.WHOLE;
        for (int n = most; n > 2; n--) {
            Ticks ticks = whole ? Ticks.whole(range, n) : Ticks.linear(range, n);
            double widest = ticks.labels().stream()
                    .mapToDouble(
                            label -> TextLine.of(label, PanelPainter.TICK_LABEL).width())
                    .max()
                    .orElse(0);
            if (ticks.labels().size() * (widest + 14) <= width) {
                return ticks;
            }
        }
        return whole ? Ticks.whole(range, 2) : Ticks.linear(range, 2);
    }
}
