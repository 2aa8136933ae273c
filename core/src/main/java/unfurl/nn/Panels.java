package unfurl.nn;

import java.util.Arrays;

/// Room for panels of one width as [Kernels] has them, whose number grows to the largest tile's.
final class Panels {
    private final int width;
    private float[][] room = {};

    /// @param width numbers of a column
    Panels(int width) {
        this.width = width;
    }

    /// At least so many panels, with what is left in them from before, or 0.
    float[][] atLeast(int panels) {
        int before = room.length;
        if (before < panels) {
            room = Arrays.copyOf(room, panels);
            for (int panel = before; panel < panels; panel++) {
                room[panel] = Panel.of(width);
            }
        }
        return room;
    }
}
