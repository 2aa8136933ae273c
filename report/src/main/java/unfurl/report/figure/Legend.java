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
    /// The least part of the frame's height that is left to what stands below the legend.
    private static final double LEAST = 0.2;
    /// Distance from the frame and from what is drawn.
    static final double MARGIN = 13;

    /// An entry.
    ///
    /// @param lines  its text, from top to bottom
    /// @param layers what it stands for
    record Entry(List<TextLine> lines, List<Layer> layers) {
        /// The text in one line; in those that it is broken into where it is wider than `room`.
        static Entry of(String text, List<Layer> layers, double room) {
            TextLine whole = TextLine.of(text.replace('\n', ' '), SIZE);
            List<TextLine> lines = whole.width() <= room
                    ? List.of(whole)
                    : text.lines()
                            .map(line -> TextLine.fitted(line, SIZE, room))
                            .toList();
            return new Entry(lines, List.copyOf(layers));
        }

        double width() {
            return lines.stream().mapToDouble(TextLine::width).max().orElse(0);
        }
    }

    /// Where the legend stands and the range of the y axis that leaves it free.
    ///
    /// @param fits whether that range leaves enough of the frame to what is drawn
    record Placed(Legend legend, double x, double y, Range range, boolean fits) {
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
                .map(e -> Entry.of(e.getKey(), e.getValue(), room))
                .toList();
    }

    int rows() {
        return (entries.size() + columns - 1) / columns;
    }

    /// How many lines a row of entries needs.
    int lines(int row) {
        return entries.subList(row * columns, Math.min((row + 1) * columns, entries.size())).stream()
                .mapToInt(entry -> entry.lines().size())
                .max()
                .orElse(0);
    }

    double height() {
        int lines = notes.size();
        for (int row = 0; row < rows(); row++) {
            lines += lines(row);
        }
        return lines * LINE;
    }

    double width() {
        double widest = notes.stream().mapToDouble(TextLine::width).max().orElse(0);
        return entries.isEmpty() ? widest : Math.max(widest, columns * columnWidth() - BETWEEN);
    }

    double columnWidth() {
        double widest = entries.stream().mapToDouble(Entry::width).max().orElse(0);
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
                .thenComparing(p -> !p.fits())
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
            return new Placed(this, left, top, y.range(), true);
        }
        double highest = extents.stream()
                .filter(e -> x.at(e.right()) > left - MARGIN && x.at(e.left()) < left + width() + MARGIN)
                .filter(e -> y.shows(e.high()))
                .mapToDouble(e -> Math.min(e.high(), y.range().high()))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        double free = (y.start() - top - height() - MARGIN) / (y.start() - y.end());
        double high = Math.max(y.range().high(), stretched(y, highest, Math.max(free, LEAST)));
        return new Placed(this, left, top, new Range(y.range().low(), high), free >= LEAST);
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
