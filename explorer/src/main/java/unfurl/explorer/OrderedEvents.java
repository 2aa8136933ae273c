package unfurl.explorer;

import java.util.Arrays;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Weights;

/// An observable's selected events in rising order, with Σw and Σw² up to each: where bins can be laid quickly.
///
/// The order is that of the values rounded to `float`.
final class OrderedEvents {
    private static final int SIGN = 31;

    private final double[] values;
    private final double[] sums;
    private final double[] squares;

    private OrderedEvents(double[] values, double[] sums, double[] squares) {
        this.values = values;
        this.sums = sums;
        this.squares = squares;
    }

    /// @throws InputException when no event of weight is selected, or one that is has no finite value
    static OrderedEvents of(Column values, Mask selected, Weights weights) {
        int[] events = selected.indices();
        long[] keys = new long[events.length];
        int count = 0;
        for (int event : events) {
            if (weights.get(event) != 0) {
                double value = values.at(event);
                if (!Double.isFinite(value)) {
                    throw new InputException("%s is %s for event %d; select events for which it is defined"
                            .formatted(values.name(), value, event));
                }
                keys[count++] = ((long) rising((float) value) << Integer.SIZE) | event;
            }
        }
        if (count == 0) {
            throw new InputException("no event is selected");
        }
        keys = Arrays.copyOf(keys, count);
        Arrays.parallelSort(keys);
        double[] sorted = new double[count];
        double[] sums = new double[count + 1];
        double[] squares = new double[count + 1];
        for (int i = 0; i < count; i++) {
            int event = (int) keys[i];
            sorted[i] = values.at(event);
            sums[i + 1] = sums[i] + weights.get(event);
            squares[i + 1] = squares[i] + weights.get(event) * weights.get(event);
        }
        return new OrderedEvents(sorted, sums, squares);
    }

    /// A whole number that rises with the value.
    private static int rising(float value) {
        int bits = Float.floatToIntBits(value);
        return bits ^ ((bits >> SIGN) & Integer.MAX_VALUE);
    }

    int size() {
        return values.length;
    }

    double value(int i) {
        return values[i];
    }

    /// The smallest value up to which at least a part of Σw lies.
    double quantile(double part) {
        double wanted = part * sums[values.length];
        for (int i = 0; i < values.length; i++) {
            if (sums[i + 1] >= wanted && sums[i + 1] > 0) {
                return values[i];
            }
        }
        return values[values.length - 1];
    }

    /// The first event of value `x` or more.
    int at(double x) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// (Σw)²/Σw² of the events from one on to before another.
    double nEff(int from, int to) {
        double sum = sums[to] - sums[from];
        double square = squares[to] - squares[from];
        return square > 0 ? sum * sum / square : 0;
    }
}
