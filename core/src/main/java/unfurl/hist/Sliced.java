package unfurl.hist;

import java.util.List;
import unfurl.event.CellSums;
import unfurl.event.Column;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// Where the events lie on one axis in each slice of another, located once for any number of weights. Events outside
/// the slices are not counted. Never changed after it is made.
public final class Sliced {
    private final Binned values;
    private final int slices;
    private final int[] cells;

    private Sliced(Binned values, int slices, int[] cells) {
        this.values = values;
        this.slices = slices;
        this.cells = cells;
    }

    /// The events on an axis, slice by slice.
    ///
    /// @param values where they lie on the axis
    /// @param by     where the same events lie on the axis whose bins are the slices
    /// @throws unfurl.InputException when an event of a slice has no value
    public static Sliced of(Binned values, Binned by) {
        values.requireDefined(event -> 1);
        int bins = by.axis().bins();
        int each = values.axis().cells();
        int[] cells = new int[values.events()];
        for (int i = 0; i < cells.length; i++) {
            int slice = by.cell(i) - 1;
            boolean counted = slice >= 0 && slice < bins && values.cell(i) >= 0;
            cells[i] = counted ? slice * each + values.cell(i) : Binned.NOT_COUNTED;
        }
        return new Sliced(values, bins, cells);
    }

    /// Σw, Σw² and entries of each slice.
    public List<Histogram> histograms(Weights weights) {
        return Histogram.ofCells(values.axis(), slices, cells, weights);
    }

    /// Σw of the cells of every slice for many columns of weights, in one pass over the events.
    ///
    /// @param columns one weight for each event
    /// @return for each column the sums of the first slice, flows included, then of the second, …
    public double[][] sums(List<Column> columns, Workers workers) {
        int each = values.axis().cells();
        return CellSums.of(columns, List.of(cells), new int[] {slices * each}, workers);
    }
}
