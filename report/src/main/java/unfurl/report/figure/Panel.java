package unfurl.report.figure;

import java.util.List;

/// One frame of a figure: what is drawn over the common x axis, and the y axis.
///
/// @param y      the y axis
/// @param layers what is drawn, the last on top
/// @param notes  lines of text above the legend, in the markup of [Label]
/// @param share  its part of the figure's height, relative to the other panels
public record Panel(Axis y, List<Layer> layers, List<String> notes, double share) {
    /// A panel without notes.
    public Panel(Axis y, List<Layer> layers, double share) {
        this(y, layers, List.of(), share);
    }

    public Panel {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
        if (!(share > 0)) {
            throw new IllegalArgumentException("a panel needs a share of the height, not %s".formatted(share));
        }
    }
}
