package unfurl.hist;

import java.util.List;
import java.util.Objects;
import unfurl.InputException;

/// The cells of one or more axes: every combination of their bins and flows, numbered from 0 with the last axis
/// fastest.
///
/// @param axes at least one
public record Grid(List<Axis> axes) {
    /// Where an event lies: its value on each axis.
    @FunctionalInterface
    public interface Coordinates {
        /// The value of event `event` on axis `axis`.
        double at(int event, int axis);
    }

    /// @throws InputException when there are more than 2³¹−1 cells
    public Grid {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("a grid needs an axis");
        }
        long cells = 1;
        for (Axis axis : axes) {
            cells *= axis.cells();
            if (cells > Integer.MAX_VALUE) {
                throw new InputException("%d axes with these bins have more than 2147483647 cells: take fewer bins"
                        .formatted(axes.size()));
            }
        }
    }

    /// A grid of these axes.
    public static Grid of(Axis... axes) {
        return new Grid(List.of(axes));
    }

    /// How many axes.
    public int dimension() {
        return axes.size();
    }

    /// How many cells, the flows of every axis included.
    public int cells() {
        int cells = 1;
        for (Axis axis : axes) {
            cells *= axis.cells();
        }
        return cells;
    }

    /// The number of a cell.
    ///
    /// @param place the cell on each axis, flows included: 0 … axis.cells()−1
    public int cell(int... place) {
        if (place.length != dimension()) {
            throw new IllegalArgumentException(
                    "a cell of %d axes has no %d places".formatted(dimension(), place.length));
        }
        int cell = 0;
        for (int axis = 0; axis < place.length; axis++) {
            int cells = axes.get(axis).cells();
            cell = cell * cells + Objects.checkIndex(place[axis], cells);
        }
        return cell;
    }

    /// The cell on each axis of the cell numbered `cell`: the inverse of [#cell].
    public int[] place(int cell) {
        int[] place = new int[dimension()];
        int rest = Objects.checkIndex(cell, cells());
        for (int axis = place.length - 1; axis >= 0; axis--) {
            place[axis] = rest % axes.get(axis).cells();
            rest /= axes.get(axis).cells();
        }
        return place;
    }

    /// Whether a cell is an underflow or overflow of some axis.
    public boolean isFlow(int cell) {
        int[] place = place(cell);
        for (int axis = 0; axis < place.length; axis++) {
            if (place[axis] == 0 || place[axis] > axes.get(axis).bins()) {
                return true;
            }
        }
        return false;
    }

    /// The product of the widths of a cell that is no flow.
    public double volume(int cell) {
        int[] place = place(cell);
        double volume = 1;
        for (int axis = 0; axis < place.length; axis++) {
            volume *= axes.get(axis).width(place[axis] - 1);
        }
        return volume;
    }

    /// The cell of each of `events` events; [Axis#NOT_A_NUMBER] where one of its values is NaN.
    public int[] locate(int events, Coordinates coordinates) {
        int[] cells = new int[events];
        for (int axis = 0; axis < dimension(); axis++) {
            Axis bins = axes.get(axis);
            int count = bins.cells();
            for (int event = 0; event < events; event++) {
                int place = bins.cell(coordinates.at(event, axis));
                cells[event] = place < 0 || cells[event] < 0 ? Axis.NOT_A_NUMBER : cells[event] * count + place;
            }
        }
        return cells;
    }

    /// Whether the edges and units of every axis are the same.
    public boolean sameBins(Grid other) {
        if (dimension() != other.dimension()) {
            return false;
        }
        for (int axis = 0; axis < dimension(); axis++) {
            if (!axes.get(axis).sameBins(other.axes.get(axis))) {
                return false;
            }
        }
        return true;
    }
}
