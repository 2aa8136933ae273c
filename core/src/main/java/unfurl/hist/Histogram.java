package unfurl.hist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Sums;

/// Σw, Σw² and the number of entries in each cell of a grid, flows included. Never changed after it is made.
///
/// Every cell adds up its events in their order, so the bits depend on the events and their order alone. An
/// event of weight 0 is not there: it is no entry and its coordinates are not looked at. In one dimension the
/// methods with `bin` count the bins 0 … bins()−1 and leave the flows out.
public final class Histogram {
    private final Grid grid;
    private final double[] sums;
    private final double[] squares;
    private final long[] entries;

    private Histogram(Grid grid, double[] sums, double[] squares, long[] entries) {
        this.grid = grid;
        this.sums = sums;
        this.squares = squares;
        this.entries = entries;
    }

    /// The events counted on one axis.
    ///
    /// @param value the observable of event i, for each of the weights
    /// @throws InputException when it is NaN for an event whose weight is not 0; infinities lie in the flows
    public static Histogram of(Axis axis, IntToDoubleFunction value, Weights weights) {
        return of(Grid.of(axis), (event, ignored) -> value.applyAsDouble(event), weights);
    }

    /// The events counted in the cells of a grid.
    ///
    /// @throws InputException when a coordinate is NaN for an event whose weight is not 0; infinities lie in
    ///        the flows
    public static Histogram of(Grid grid, Grid.Coordinates coordinates, Weights weights) {
        double[] sums = new double[grid.cells()];
        double[] squares = new double[sums.length];
        long[] entries = new long[sums.length];
        int[] cells = grid.locate(weights.size(), (i, axis) -> weights.get(i) == 0 ? 0 : coordinates.at(i, axis));
        for (int i = 0; i < cells.length; i++) {
            double weight = weights.get(i);
            if (weight != 0) {
                if (cells[i] < 0) {
                    throw notANumber(grid, cells, i);
                }
                sums[cells[i]] += weight;
                squares[cells[i]] += weight * weight;
                entries[cells[i]]++;
            }
        }
        return new Histogram(grid, sums, squares, entries);
    }

    /// Several histograms on one axis of events whose cells are known.
    ///
    /// @param parts how many
    /// @param cells of each event, those of the parts one after the other; negative where it is not counted
    static List<Histogram> ofCells(Axis axis, int parts, int[] cells, Weights weights) {
        int each = axis.cells();
        double[] sums = new double[parts * each];
        double[] squares = new double[sums.length];
        long[] entries = new long[sums.length];
        for (int i = 0; i < cells.length; i++) {
            double weight = weights.get(i);
            if (cells[i] >= 0 && weight != 0) {
                sums[cells[i]] += weight;
                squares[cells[i]] += weight * weight;
                entries[cells[i]]++;
            }
        }
        var histograms = new ArrayList<Histogram>();
        for (int from = 0; from < sums.length; from += each) {
            histograms.add(new Histogram(
                    Grid.of(axis),
                    Arrays.copyOfRange(sums, from, from + each),
                    Arrays.copyOfRange(squares, from, from + each),
                    Arrays.copyOfRange(entries, from, from + each)));
        }
        return histograms;
    }

    /// A histogram whose sums are known.
    ///
    /// @param sums    Σw of each cell, flows included
    /// @param squares Σw² of each cell, or the variance of its Σw
    /// @param entries events of each cell
    public static Histogram ofSums(Grid grid, double[] sums, double[] squares, long[] entries) {
        int cells = grid.cells();
        if (sums.length != cells || squares.length != cells || entries.length != cells) {
            throw new IllegalArgumentException("%d, %d and %d values do not fill %d cells"
                    .formatted(sums.length, squares.length, entries.length, cells));
        }
        return new Histogram(grid, sums.clone(), squares.clone(), entries.clone());
    }

    private static InputException notANumber(Grid grid, int[] cells, int first) {
        long count = Arrays.stream(cells).filter(cell -> cell < 0).count();
        String labels = String.join(", ", grid.axes().stream().map(Axis::label).toList());
        return notANumber(labels, count, cells.length, first);
    }

    static InputException notANumber(String labels, long count, int events, int first) {
        return new InputException(
                "%s: not a number for %d of %d events, the first of them event %d; select events for which it is defined"
                        .formatted(labels, count, events, first));
    }

    /// The cells.
    public Grid grid() {
        return grid;
    }

    /// The only axis.
    ///
    /// @throws IllegalStateException when there are several
    public Axis axis() {
        if (grid.dimension() != 1) {
            throw new IllegalStateException("a histogram of %d axes has no single one".formatted(grid.dimension()));
        }
        return grid.axes().getFirst();
    }

    /// Σw of a cell, numbered as in the grid.
    public double sumWeights(int cell) {
        return sums[cell];
    }

    /// Σw² of a cell, the variance of its Σw.
    public double sumSquares(int cell) {
        return squares[cell];
    }

    /// How many events of weight other than 0 a cell has.
    public long entries(int cell) {
        return entries[cell];
    }

    /// The effective number of events of a cell, (Σw)²/Σw²; 0 when it is empty.
    public double nEff(int cell) {
        return squares[cell] == 0 ? 0 : sums[cell] * sums[cell] / squares[cell];
    }

    /// Σw of the bins of the only axis.
    public double[] binSums() {
        return Arrays.copyOfRange(sums, 1, axis().bins() + 1);
    }

    /// Σw² of the bins of the only axis.
    public double[] binSquares() {
        return Arrays.copyOfRange(squares, 1, axis().bins() + 1);
    }

    /// Σw of all cells, flows included.
    public double total() {
        return Sums.sum(sums.length, i -> sums[i]);
    }

    /// Σw of the cells that are no flow of any axis.
    public double inside() {
        return Sums.sum(sums.length, i -> grid.isFlow(i) ? 0 : sums[i]);
    }

    /// The two together: Σw, Σw² and entries are added.
    public Histogram plus(Histogram other) {
        return combined(other, 1);
    }

    /// The difference of two independent histograms: Σw is subtracted; Σw² and entries are added.
    public Histogram minus(Histogram other) {
        return combined(other, -1);
    }

    private Histogram combined(Histogram other, int sign) {
        if (!grid.sameBins(other.grid)) {
            throw new IllegalArgumentException("cannot combine histograms of %s and %s".formatted(grid, other.grid));
        }
        double[] newSums = new double[sums.length];
        double[] newSquares = new double[sums.length];
        long[] newEntries = new long[sums.length];
        for (int i = 0; i < sums.length; i++) {
            newSums[i] = sums[i] + sign * other.sums[i];
            newSquares[i] = squares[i] + other.squares[i];
            newEntries[i] = entries[i] + other.entries[i];
        }
        return new Histogram(grid, newSums, newSquares, newEntries);
    }

    /// Every weight multiplied by one exactly known factor.
    public Histogram times(double factor) {
        double[] newSums = Arrays.stream(sums).map(x -> x * factor).toArray();
        double[] newSquares =
                Arrays.stream(squares).map(x -> x * factor * factor).toArray();
        return new Histogram(grid, newSums, newSquares, entries);
    }

    /// The histogram on some of the axes, summed over all cells of the others, their flows included.
    ///
    /// @param keep numbers of the axes to keep, in the order wanted
    public Histogram project(int... keep) {
        List<Axis> kept = new ArrayList<>();
        for (int axis : keep) {
            kept.add(grid.axes().get(axis));
        }
        var target = new Grid(kept);
        return moved(
                target,
                place ->
                        target.cell(Arrays.stream(keep).map(axis -> place[axis]).toArray()));
    }

    /// The histogram with fewer bins on one axis; what falls outside the new edges is added to the flows.
    ///
    /// @param axis  the number of the axis
    /// @param edges some of its edges
    /// @throws InputException when one is no edge of it
    public Histogram rebin(int axis, double... edges) {
        Axis old = grid.axes().get(axis);
        int[] at = new int[edges.length];
        for (int i = 0; i < edges.length; i++) {
            at[i] = old.edgeAt(edges[i]);
            if (at[i] < 0) {
                throw new InputException("%s is no edge of axis '%s'; its edges are %s"
                        .formatted(edges[i], old.label(), Arrays.toString(old.edges())));
            }
        }
        var axes = new ArrayList<>(grid.axes());
        var bins = Axis.of(
                old.label(),
                old.unit(),
                Arrays.stream(at).mapToDouble(old::edge).toArray());
        axes.set(axis, bins);
        var target = new Grid(axes);
        return moved(target, place -> {
            int[] moved = place.clone();
            moved[axis] = place[axis] == 0 ? 0 : bins.cell(old.edge(place[axis] - 1));
            return target.cell(moved);
        });
    }

    private Histogram moved(Grid target, ToIntFunction<int[]> destination) {
        double[] newSums = new double[target.cells()];
        double[] newSquares = new double[newSums.length];
        long[] newEntries = new long[newSums.length];
        for (int i = 0; i < sums.length; i++) {
            int to = destination.applyAsInt(grid.place(i));
            newSums[to] += sums[i];
            newSquares[to] += squares[i];
            newEntries[to] += entries[i];
        }
        return new Histogram(target, newSums, newSquares, newEntries);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram that
                && grid.equals(that.grid)
                && Arrays.equals(sums, that.sums)
                && Arrays.equals(squares, that.squares)
                && Arrays.equals(entries, that.entries);
    }

    @Override
    public int hashCode() {
        return 31 * grid.hashCode() + Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return "histogram of %s, sum %s".formatted(grid.axes(), total());
    }
}
