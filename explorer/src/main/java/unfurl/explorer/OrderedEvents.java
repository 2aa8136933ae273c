package unfurl.explorer;

import java.util.Arrays;
import java.util.Comparator;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Weights;

/// An observable's selected events in rising order, with Σw and Σw² up to each: where bins can be laid quickly.
///
final class OrderedEvents {
    private static final int SIGN = 31;

    private final double[] values;
    private final double[] sums;
    private final double[] squares;

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
        return new OrderedEvents(values, order(Arrays.copyOf(keys, count), values), weights);
    }

    private OrderedEvents(Column values, int[] order, Weights weights) {
        this.values = Arrays.stream(order).mapToDouble(values::at).toArray();
        this.sums = new double[order.length + 1];
        this.squares = new double[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            double weight = weights.get(order[i]);
            sums[i + 1] = sums[i] + weight;
            squares[i + 1] = squares[i] + weight * weight;
        }
    }

    /// The events by their values: first rounded to `float`, which is quick, then those that are alike.
    private static int[] order(long[] keys, Column values) {
        Arrays.parallelSort(keys);
        int[] order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
        for (int from = 0, to = 1; from < order.length; from = to, to++) {
            boolean rising = true;
            for (; to < order.length && keys[from] >> Integer.SIZE == keys[to] >> Integer.SIZE; to++) {
                rising &= values.at(order[to - 1]) <= values.at(order[to]);
            }
            if (!rising) {
                int[] sorted = Arrays.stream(order, from, to)
                        .boxed()
                        .sorted(Comparator.comparingDouble(values::at))
                        .mapToInt(event -> event)
                        .toArray();
                System.arraycopy(sorted, 0, order, from, sorted.length);
            }
        }
        return order;
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
