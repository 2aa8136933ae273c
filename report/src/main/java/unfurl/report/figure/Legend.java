package unfurl.report.figure;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The key to a panel's layers, with notes above it: entries in columns, put at the top where the least room has to
/// be made for it.
///
/// @param notes   lines of text, from top to bottom
/// @param entries text and the layers it stands for, in order
/// @param columns how many entries stand side by side
record Legend(List<TextLine> notes, List<Entry> entries, int columns) {
    static final double SIZE = 12;
    static final double LINE = 17;
    static final double SYMBOL = 26;
    private static final double GAP = 6;
    private static final double BETWEEN = 16;
    /// Distance from the frame and from what is drawn.
    static final double MARGIN = 13;

    /// An entry.
    record Entry(TextLine text, List<Layer> layers) {}

    /// Where the legend stands and the range of the y axis that leaves it free.
    record Placed(Legend legend, double x, double y, Range range) {
        Rectangle2D box() {
            return new Rectangle2D.Double(x, y, legend.width(), legend.height());
        }

        private boolean isCrossed(Scaling axis, List<Double> upright) {
            return upright.stream()
                    .mapToDouble(axis::at)
                    .anyMatch(line -> line > x - MARGIN && line < x + legend.width() + MARGIN);
        }
    }

    Legend {
        notes = List.copyOf(notes);
        entries = List.copyOf(entries);
    }

    /// Whether there is nothing to say.
    boolean isEmpty() {
        return notes.isEmpty() && entries.isEmpty();
    }

    /// The notes and entries of a panel, one column of them; layers with the same text share an entry.
    ///
    /// @param width of the panel's frame; text that is wider is set smaller
    static Legend of(Panel panel, double width) {
        double room = width - 2 * MARGIN;
        List<TextLine> notes = panel.notes().stream()
                .map(note -> TextLine.fitted(note, SIZE, room))
                .toList();
        return new Legend(notes, entries(panel.layers(), room - SYMBOL - GAP), 1);
    }

    private static List<Entry> entries(List<Layer> layers, double room) {
        Map<String, List<Layer>> byText = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (!layer.legend().isEmpty()) {
                byText.computeIfAbsent(layer.legend(), text -> new ArrayList<>())
                        .add(layer);
            }
        }
        return byText.entrySet().stream()
                .map(e -> new Entry(TextLine.fitted(e.getKey(), SIZE, room), List.copyOf(e.getValue())))
                .toList();
    }

    int rows() {
        return (entries.size() + columns - 1) / columns;
    }

    double height() {
        return (notes.size() + rows()) * LINE;
    }

    double width() {
        double widest = notes.stream().mapToDouble(TextLine::width).max().orElse(0);
        return entries.isEmpty() ? widest : Math.max(widest, columns * columnWidth() - BETWEEN);
    }

    double columnWidth() {
        double widest = entries.stream()
                .mapToDouble(entry -> entry.text().width())
                .max()
                .orElse(0);
        return SYMBOL + GAP + widest + BETWEEN;
    }

    /// Where the text of an entry starts, from the start of its column.
    static double textOffset() {
        return SYMBOL + GAP;
    }

    /// Chooses columns and place so that no upright line crosses the legend and the axis has to grow least.
    ///
    /// @param x       the x axis within the frame
    /// @param y       the y axis within the frame, with its range before the legend
    /// @param extents what is drawn
    /// @param upright abscissas of lines from foot to top
    /// @param grow    whether the axis may grow
    Placed place(Scaling x, Scaling y, List<Extent> extents, List<Double> upright, boolean grow) {
        Comparator<Placed> better = Comparator.comparing((Placed p) -> p.isCrossed(x, upright))
                .thenComparingDouble(p -> p.range().high());
        Placed best = null;
        for (int some = 1; some == 1 || some <= Math.min(3, entries.size()); some++) {
            var legend = new Legend(notes, entries, some);
            double room = x.end() - x.start() - 2 * MARGIN;
            if (some > 1 && legend.width() > room) {
                continue;
            }
            for (double place : new double[] {1, 0, 0.5}) {
                double left = x.start() + MARGIN + place * Math.max(0, room - legend.width());
                Placed candidate = legend.placed(left, x, y, extents, grow);
                if (best == null || better.compare(candidate, best) < 0) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    /// The legend at `left`, and the range whose upper end leaves it free of everything beneath.
    private Placed placed(double left, Scaling x, Scaling y, List<Extent> extents, boolean grow) {
        double top = y.end() + MARGIN;
        if (!grow) {
            return new Placed(this, left, top, y.range());
        }
        double highest = extents.stream()
                .filter(e -> x.at(e.right()) > left - MARGIN && x.at(e.left()) < left + width() + MARGIN)
                .filter(e -> y.shows(e.high()))
                .mapToDouble(e -> Math.min(e.high(), y.range().high()))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        double free = (y.start() - top - height() - MARGIN) / (y.start() - y.end());
        double high = Math.max(y.range().high(), stretched(y, highest, Math.max(free, 0.2)));
        return new Placed(this, left, top, new Range(y.range().low(), high));
    }

    /// The upper end at which `highest` stands at the share `free` of the frame's height.
    private static double stretched(Scaling y, double highest, double free) {
        double low = y.range().low();
        if (!(highest > low)) {
            return y.range().high();
        }
        return y.log() ? low * Math.pow(highest / low, 1 / free) : low + (highest - low) / free;
    }
}
