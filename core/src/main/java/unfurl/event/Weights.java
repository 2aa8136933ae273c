package unfurl.event;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import unfurl.NumericalException;
import unfurl.math.Sums;

/// One finite number per event; negative ones are allowed, weight 0 is an absent event and weight 2 the
/// event twice.
public final class Weights {
    private final double[] values;

    private Weights(double[] values) {
        this.values = values;
    }

    /// Weights with these values, which are copied.
    ///
    /// @throws NumericalException when one is not finite
    public static Weights of(double... values) {
        return checked(values.clone());
    }

    /// The weights of a column of numbers.
    ///
    /// @throws NumericalException when one is not finite; the message names the event
    public static Weights of(Column column) {
        return column.values() instanceof double[] values ? checked(values) : tabulate(column.size(), column::at);
    }

    /// The weights `value(0) … value(size−1)`.
    ///
    /// @throws NumericalException when one is not finite; the message names the event
    public static Weights tabulate(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return checked(values);
    }

    private static Weights checked(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new NumericalException("the weight of event %d is %s".formatted(i, values[i]));
            }
        }
        return new Weights(values);
    }

    /// Weight 1 for each of `size` events.
    public static Weights ones(int size) {
        double[] values = new double[size];
        Arrays.fill(values, 1);
        return new Weights(values);
    }

    /// How many events.
    public int size() {
        return values.length;
    }

    /// The weight of event `i`.
    public double get(int i) {
        return values[i];
    }

    /// Σw.
    public double sum() {
        return Sums.of(values);
    }

    /// Σw·w′, event by event.
    public double dot(Weights other) {
        return Sums.ofProducts(values, other.values);
    }

    /// Σw².
    public double sumOfSquares() {
        return Sums.ofProducts(values, values);
    }

    /// The effective number of events, (Σw)²/Σw²; 0 when every weight is 0.
    public double nEff() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (largest == 0) {
            return 0;
        }
        // Nothing depends on the unit; in units of the largest weight no square leaves the range of double.
        double[] inUnits = values.clone();
        for (int i = 0; i < inUnits.length; i++) {
            inUnits[i] /= largest;
        }
        double sum = Sums.of(inUnits);
        return sum * sum / Sums.ofProducts(inUnits, inUnits);
    }

    /// The product, event by event.
    public Weights times(Weights other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException("cannot multiply %d weights by %d".formatted(size(), other.size()));
        }
        double[] product = values.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= other.values[i];
        }
        return checked(product);
    }

    /// What other weights are to be multiplied by to become these, event by event; 1 where the other is 0.
    public Weights factorsOver(Weights other) {
        if (other.size() != size()) {
            throw new IllegalArgumentException("cannot divide %d weights by %d".formatted(size(), other.size()));
        }
        return tabulate(size(), i -> other.values[i] == 0 ? 1 : values[i] / other.values[i]);
    }

    /// Every weight multiplied by one factor.
    public Weights times(double factor) {
        return tabulate(size(), i -> values[i] * factor);
    }

    /// The weights of the chosen events, in order.
    public Weights select(Mask mask) {
        int[] rows = mask.indices(size());
        return tabulate(rows.length, i -> values[rows[i]]);
    }

    /// These weights where the mask is true and 0 elsewhere.
    public Weights where(Mask mask) {
        mask.requireSize(size());
        double[] kept = new double[values.length];
        for (int i : mask.indices()) {
            kept[i] = values[i];
        }
        return checked(kept);
    }

    /// A copy of the values.
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "%d weights, sum %s".formatted(size(), sum());
    }
}
