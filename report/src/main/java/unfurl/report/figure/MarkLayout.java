package unfurl.report.figure;

import java.util.List;
import java.util.stream.IntStream;
import unfurl.report.figure.Ticks.Form;

/// Finds room for the labels of an axis that brings its own.
final class MarkLayout {
    private static final double BETWEEN = 7;
    /// Height that a label of the y axis needs.
    private static final double LINE = 15;

    private MarkLayout() {}

    /// Whether the axis has labels of its own.
    static boolean has(Axis axis) {
        return axis.scale() == Axis.Scale.EDGES || axis.scale() == Axis.Scale.NAMES;
    }

    /// The width of the widest label, in points.
    static double widest(Axis axis) {
        return axis.marks().stream()
                .mapToDouble(mark ->
                        TextLine.of(mark.label(), PanelPainter.TICK_LABEL).width())
                .max()
                .orElse(0);
    }

    /// All labels, as they are.
    static Ticks of(List<Axis.Mark> marks) {
        return Ticks.marked(marks, labels(marks, 1), Form.OUTWARD);
    }

    /// Labels beneath a frame: edges are thinned out, names are turned.
    ///
    /// @param width  of the frame, in points
    /// @param length of the axis in its own numbers
    static Ticks below(Axis axis, double width, double length) {
        double room = spacing(axis.marks()) * width / length;
        boolean fits = widest(axis) + BETWEEN <= room;
        if (axis.scale() == Axis.Scale.NAMES) {
            return Ticks.marked(axis.marks(), labels(axis.marks(), 1), fits ? Form.OUTWARD : Form.TURNED);
        }
        return Ticks.marked(axis.marks(), labels(axis.marks(), every(widest(axis) + BETWEEN, room)), Form.OUTWARD);
    }

    /// Labels beside a frame; what has no room above its neighbour is left out.
    static Ticks beside(Axis axis, double height, double length) {
        double room = spacing(axis.marks()) * height / length;
        int every = axis.scale() == Axis.Scale.NAMES ? 1 : every(LINE, room);
        return Ticks.marked(axis.marks(), labels(axis.marks(), every), Form.OUTWARD);
    }

    private static int every(double needed, double room) {
        return room > 0 ? (int) Math.max(1, Math.ceil(needed / room)) : 1;
    }

    /// The smallest distance of two marks.
    private static double spacing(List<Axis.Mark> marks) {
        return IntStream.range(1, marks.size())
                .mapToDouble(i -> marks.get(i).at() - marks.get(i - 1).at())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /// The labels of every n-th mark, from the first on.
    private static List<String> labels(List<Axis.Mark> marks, int every) {
        return IntStream.range(0, marks.size())
                .mapToObj(i -> i % every == 0 ? marks.get(i).label() : "")
                .toList();
    }
}
