package unfurl.report.figure;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import unfurl.math.Sums;

/// A row of numbers to be drawn: edges, bin contents, errors, coordinates. Equal when the numbers are.
///
/// NaN and infinities are allowed and leave a gap in a picture: a ratio with an empty denominator is one.
public final class Numbers {
    private final double[] values;

    private Numbers(double[] values) {
        this.values = values;
    }

    /// These numbers, which are copied.
    public static Numbers of(double... values) {
        return new Numbers(values.clone());
    }

    /// The numbers `value(0) … value(size−1)`.
    public static Numbers tabulate(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return new Numbers(values);
    }

    /// `n + 1` edges of `n` bins of equal width from `low` to `high`.
    public static Numbers edges(int n, double low, double high) {
        return tabulate(n + 1, i -> i == n ? high : low + (high - low) * i / n);
    }

    /// How many numbers.
    public int size() {
        return values.length;
    }

    /// Number `i`.
    public double get(int i) {
        return values[i];
    }

    /// The first number.
    public double first() {
        return values[0];
    }

    /// The last number.
    public double last() {
        return values[values.length - 1];
    }

    /// `function` of every number.
    public Numbers map(DoubleUnaryOperator function) {
        return tabulate(values.length, i -> function.applyAsDouble(values[i]));
    }

    /// Each plus its partner in `other`.
    public Numbers plus(Numbers other) {
        requireSameSize(other);
        return tabulate(values.length, i -> values[i] + other.values[i]);
    }

    /// Each minus its partner in `other`.
    public Numbers minus(Numbers other) {
        requireSameSize(other);
        return tabulate(values.length, i -> values[i] - other.values[i]);
    }

    /// Each divided by its partner in `other`; NaN where that is 0.
    public Numbers over(Numbers other) {
        requireSameSize(other);
        return tabulate(values.length, i -> other.values[i] == 0 ? Double.NaN : values[i] / other.values[i]);
    }

    /// The square root of the sum of squares, pair by pair: two independent errors as one.
    public Numbers hypot(Numbers other) {
        requireSameSize(other);
        return tabulate(values.length, i -> Math.hypot(values[i], other.values[i]));
    }

    /// The sum of the numbers.
    public double sum() {
        return Sums.sum(values.length, i -> values[i]);
    }

    /// The numbers in order.
    public DoubleStream stream() {
        return Arrays.stream(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers numbers && Arrays.equals(values, numbers.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }

    private void requireSameSize(Numbers other) {
        if (values.length != other.values.length) {
            throw new IllegalArgumentException(
                    "cannot pair %d numbers with %d".formatted(values.length, other.values.length));
        }
    }

    /// Throws unless these are at least two finite, increasing edges.
    static void requireEdges(Numbers edges) {
        if (edges.size() < 2) {
            throw new IllegalArgumentException("%d edges make no bin".formatted(edges.size()));
        }
        for (int i = 0; i < edges.size(); i++) {
            boolean increases = i == 0 || edges.get(i) > edges.get(i - 1);
            if (!Double.isFinite(edges.get(i)) || !increases) {
                throw new IllegalArgumentException("edge %d of %s is not finite and increasing".formatted(i, edges));
            }
        }
    }

    /// Throws unless there is one number a bin.
    static void requireBins(Numbers edges, Numbers values, String what) {
        if (values.size() != edges.size() - 1) {
            throw new IllegalArgumentException("%d %s for %d bins".formatted(values.size(), what, edges.size() - 1));
        }
    }
}
