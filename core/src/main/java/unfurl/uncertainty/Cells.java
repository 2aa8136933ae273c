package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.event.Weights;

/// Cells along one feature, each with about an equal part of a sample. A value that holds a part or more
/// is a cell of its own, so that a feature of two values has two.
final class Cells {
    /// Effective events of the sample below which a cell is joined with its neighbour.
    private static final double FEWEST = 10;

    private final double[] last;

    private Cells(List<Double> last) {
        this.last = last.stream().mapToDouble(x -> x).toArray();
    }

    /// Cells of a sample.
    ///
    /// @param value  of each event; finite where its weight is not 0
    /// @param parts  how many cells a feature without repeated values has
    static Cells of(IntToDoubleFunction value, Weights weights, int parts) {
        int[] order = IntStream.range(0, weights.size())
                .filter(i -> weights.get(i) != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(value::applyAsDouble))
                .mapToInt(i -> i)
                .toArray();
        double part = weights.sum() / parts;
        var bounds = new ArrayList<Double>();
        var cell = new Content();
        for (int at = 0; at < order.length; at = cell.next) {
            Content one = Content.of(value, weights, order, at);
            if (one.sum >= part && cell.isEnough()) {
                bounds.add(cell.value);
                cell = new Content();
            }
            cell.add(one);
            if (cell.sum >= part && cell.isEnough()) {
                bounds.add(cell.value);
                cell = new Content(cell.next);
            }
        }
        if (!cell.isEnough() && !bounds.isEmpty()) {
            bounds.removeLast();
        }
        return new Cells(bounds);
    }

    /// The events of some neighbouring values, in their order.
    private static final class Content {
        private double value;
        private double sum;
        private double squares;
        private int next;

        Content() {}

        Content(int next) {
            this.next = next;
        }

        /// Those of one value.
        static Content of(IntToDoubleFunction values, Weights weights, int[] order, int from) {
            var one = new Content(from);
            one.value = values.applyAsDouble(order[from]) + 0.0; // −0 + 0 is 0
            while (one.next < order.length && values.applyAsDouble(order[one.next]) + 0.0 == one.value) {
                double weight = weights.get(order[one.next++]);
                one.sum += weight;
                one.squares += weight * weight;
            }
            return one;
        }

        void add(Content other) {
            value = other.value;
            sum += other.sum;
            squares += other.squares;
            next = other.next;
        }

        boolean isEnough() {
            return sum > 0 && sum * sum >= FEWEST * squares;
        }
    }

    /// How many there are.
    int count() {
        return last.length + 1;
    }

    /// In which a value lies, from 0.
    int of(double value) {
        int found = Arrays.binarySearch(last, value + 0.0);
        return found >= 0 ? found : -found - 1;
    }
}
