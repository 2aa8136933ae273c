package unfurl.hist;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.CellSums;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// Where the events lie on one axis, located once for any number of weights. Never changed after it is made.
public final class Binned {
    static final int NOT_COUNTED = -1;
    private static final int BLOCK = 1 << 15;

    private final Axis axis;
    private final int[] cells;
    private final int[] undefined;

    private Binned(Axis axis, int[] cells, int[] undefined) {
        this.axis = axis;
        this.cells = cells;
        this.undefined = undefined;
    }

    /// The events on an axis.
    ///
    /// @param values  the observable of each event; NaN only where the weights are 0 or the event is not
    ///                counted
    /// @param counted the events that count; the others lie in no cell
    /// @param workers the threads that share the events
    public static Binned of(Axis axis, Column values, Mask counted, Workers workers) {
        int[] cells = new int[values.size()];
        boolean all = counted.count() == cells.length;
        int[][] undefined = new int[Math.ceilDiv(cells.length, BLOCK)][];
        workers.run(undefined.length, block -> {
            int from = block * BLOCK;
            int end = from + Math.min(BLOCK, cells.length - from);
            for (int i = from; i < end; i++) {
                cells[i] = all || counted.get(i) ? axis.cell(values.at(i)) : NOT_COUNTED;
            }
            undefined[block] = IntStream.range(from, end)
                    .filter(i -> cells[i] == Axis.NOT_A_NUMBER && Double.isNaN(values.at(i)) && counted.get(i))
                    .toArray();
        });
        return new Binned(
                axis,
                cells,
                Arrays.stream(undefined).flatMapToInt(Arrays::stream).toArray());
    }

    /// The bins.
    public Axis axis() {
        return axis;
    }

    /// How many events, counted or not.
    int events() {
        return cells.length;
    }

    /// The cell of an event; negative where it is not counted or has no value.
    int cell(int event) {
        return cells[event];
    }

    /// Those of the counted events that lie in a bin.
    ///
    /// @param counted the events that were counted
    /// @throws InputException when one of them has no value
    public Mask inside(Mask counted) {
        requireDefined(event -> counted.get(event) ? 1 : 0);
        return Mask.of(cells.length, i -> cells[i] > 0 && cells[i] <= axis.bins());
    }

    /// Σw, Σw² and entries of each cell: what [Histogram#of(Axis, IntToDoubleFunction, Weights)]
    /// gives, to the bit.
    ///
    /// @throws InputException when the observable is NaN for an event whose weight is not 0
    public Histogram histogram(Weights weights) {
        requireDefined(weights::get);
        return Histogram.ofCells(axis, 1, cells, weights).getFirst();
    }

    void requireDefined(IntToDoubleFunction weight) {
        int[] bad = Arrays.stream(undefined)
                .filter(event -> weight.applyAsDouble(event) != 0)
                .toArray();
        if (bad.length > 0) {
            throw Histogram.notANumber(axis.label(), bad.length, cells.length, bad[0]);
        }
    }

    /// Σw of the cells of several axes for many columns of weights, in one pass over the events.
    ///
    /// @param columns one weight for each event
    /// @return for each column the sums of the first axis, flows included, then of the second, …
    /// @throws InputException when an observable is NaN for an event whose weight in a column is not 0
    public static double[][] sums(List<Binned> all, List<Column> columns, Workers workers) {
        all.forEach(binned -> columns.forEach(column -> binned.requireDefined(column::at)));
        return CellSums.of(
                columns,
                all.stream().map(binned -> binned.cells).toList(),
                all.stream().mapToInt(binned -> binned.axis.cells()).toArray(),
                workers);
    }

    /// The covariance of the Σw of the bins of several axes, one axis after the other, that independent
    /// events of these weights have: Σw² of the events that lie in bin i of one axis and bin j of the
    /// other.
    ///
    /// Flows are left out. Bins of one axis share no event and have no covariance.
    public static Covariance ofSample(List<Binned> all, Weights weights, Workers workers) {
        int count = all.size();
        double[][] shared = new double[count * count][];
        workers.run(count * count, pair -> {
            if (pair % count <= pair / count) {
                shared[pair] = all.get(pair / count).squares(all.get(pair % count), weights);
            }
        });
        int[] axisOf = axisOfBins(all);
        int[] binOf = binOfBins(axisOf);
        return Covariance.of(axisOf.length, (i, j) -> {
            int columns = all.get(axisOf[j]).axis.cells() + 1;
            return shared[axisOf[i] * count + axisOf[j]][(binOf[i] + 2) * columns + binOf[j] + 2];
        });
    }

    private static int[] axisOfBins(List<Binned> all) {
        return IntStream.range(0, all.size())
                .flatMap(a -> IntStream.generate(() -> a).limit(all.get(a).axis.bins()))
                .toArray();
    }

    private static int[] binOfBins(int[] axisOf) {
        int[] bins = new int[axisOf.length];
        for (int i = 1; i < bins.length; i++) {
            bins[i] = axisOf[i] == axisOf[i - 1] ? bins[i - 1] + 1 : 0;
        }
        return bins;
    }

    /// (cells + 1) × (the other's cells + 1): Σw² of the events of two cells; the first row and the first
    /// column are those of events that are not counted.
    private double[] squares(Binned other, Weights weights) {
        if (weights.size() != cells.length || other.cells.length != cells.length) {
            throw new IllegalArgumentException("%d, %d and %d events cannot be counted together"
                    .formatted(cells.length, other.cells.length, weights.size()));
        }
        int columns = other.axis.cells() + 1;
        double[] squares = new double[(axis.cells() + 1) * columns];
        for (int i = 0; i < cells.length; i++) {
            double weight = weights.get(i);
            squares[(cells[i] + 1) * columns + other.cells[i] + 1] += weight * weight;
        }
        return squares;
    }

    @Override
    public String toString() {
        return "%d events on %s".formatted(cells.length, axis);
    }
}
