package unfurl.event;

import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/// One named, typed column of a table, with its unit: a value in each row, or a list of values in each row,
/// such as the transverse momenta of its particles. Never changed after it is made.
public final class Column {
    /// What a column holds, or the lists of a column of lists.
    public enum Type {
        FLOAT32,
        FLOAT64,
        INT32,
        INT64,
        BOOLEAN
    }

    private final String name;
    private final String unit;
    private final Object values;

    private Column(String name, String unit, Object values) {
        this.name = Objects.requireNonNull(name);
        this.unit = Objects.requireNonNull(unit);
        this.values = values;
    }

    /// A column that takes over the array: the caller must not use it again.
    public static Column owning(String name, float[] values) {
        return new Column(name, "", values);
    }

    /// A column that takes over the array: the caller must not use it again.
    public static Column owning(String name, double[] values) {
        return new Column(name, "", values);
    }

    /// A column that takes over the array: the caller must not use it again.
    public static Column owning(String name, int[] values) {
        return new Column(name, "", values);
    }

    /// A column that takes over the array: the caller must not use it again.
    public static Column owning(String name, long[] values) {
        return new Column(name, "", values);
    }

    /// A column that takes over the array: the caller must not use it again.
    public static Column owning(String name, boolean[] values) {
        return new Column(name, "", values);
    }

    /// A column of lists that takes over the array: the caller must not use it again.
    ///
    /// @param first    (rows + 1) where each row's list begins, from 0, and how many elements there are in all
    /// @param elements the elements of all lists, one list after the other; gives name and unit
    public static Column lists(int[] first, Column elements) {
        return lists(first, elements, Mask.of(first.length - 1, row -> false));
    }

    /// A column of lists of which some are absent; an absent list has no elements, and is not an empty one.
    ///
    /// @param first    (rows + 1) where each row's list begins, from 0, and how many elements there are in all
    /// @param elements the elements of all lists, one list after the other; gives name and unit
    /// @param absent   the rows without a list
    public static Column lists(int[] first, Column elements, Mask absent) {
        if (elements.isList()) {
            throw new IllegalArgumentException("lists of lists");
        }
        return new Column(elements.name, elements.unit, new Lists(first, elements, absent));
    }

    /// A column of doubles, `value(0) … value(size−1)`.
    public static Column tabulate(String name, int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        java.util.Arrays.setAll(values, value);
        return owning(name, values);
    }

    /// The same column under another name.
    public Column named(String other) {
        return new Column(other, unit, values);
    }

    /// The same column with a unit, such as `GeV` or `rad`; empty for a pure number.
    public Column in(String otherUnit) {
        return new Column(name, otherUnit, values);
    }

    /// The same column with `double` values rounded to `float`; a column of anything else as it is.
    public Column asFloats() {
        if (!(values instanceof double[] wide)) {
            return this;
        }
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return new Column(name, unit, narrow);
    }

    /// The column's name.
    public String name() {
        return name;
    }

    /// The unit, empty for a pure number or when it is not known.
    public String unit() {
        return unit;
    }

    /// What the column holds, or its lists do.
    public Type type() {
        return switch (values) {
            case float[] ignored -> Type.FLOAT32;
            case double[] ignored -> Type.FLOAT64;
            case int[] ignored -> Type.INT32;
            case long[] ignored -> Type.INT64;
            case boolean[] ignored -> Type.BOOLEAN;
            case Lists lists -> lists.elements().type();
            default -> throw new IllegalStateException(values.getClass().toString());
        };
    }

    /// How many rows.
    public int size() {
        return values instanceof Lists lists ? lists.rows() : java.lang.reflect.Array.getLength(values);
    }

    /// Whether each row has a list.
    public boolean isList() {
        return values instanceof Lists;
    }

    /// How many elements the list of a row has; 0 for one that is absent.
    ///
    /// @throws IllegalStateException when the column has no lists
    public int count(int row) {
        return requireLists().count(row);
    }

    /// The array itself, for the package's kernels alone.
    Object values() {
        return values;
    }

    /// Where the list of a row begins in [#elements].
    ///
    /// @throws IllegalStateException when the column has no lists
    public int first(int row) {
        return requireLists().first(row);
    }

    /// The elements of all lists, one list after the other.
    ///
    /// @throws IllegalStateException when the column has no lists
    public Column elements() {
        return requireLists().elements();
    }

    /// The rows without a list.
    ///
    /// @throws IllegalStateException when the column has no lists
    public Mask absent() {
        return requireLists().absent();
    }

    private Lists requireLists() {
        if (values instanceof Lists lists) {
            return lists;
        }
        throw new IllegalStateException("column '" + name + "' has no lists");
    }

    /// The value in a row as a double: exact for every type but integers beyond 2⁵³; true is 1 and false 0.
    ///
    /// @throws IllegalStateException when the column has lists
    public double at(int row) {
        return switch (values) {
            case float[] v -> v[row];
            case double[] v -> v[row];
            case int[] v -> v[row];
            case long[] v -> v[row];
            case boolean[] v -> v[row] ? 1 : 0;
            case Lists ignored -> throw new IllegalStateException("column '" + name + "' has lists, no values");
            default -> throw new IllegalStateException(values.getClass().toString());
        };
    }

    /// The values of all rows as [#at] gives them, in an array of the caller's own.
    ///
    /// @throws IllegalStateException when the column has lists
    public double[] toArray() {
        if (values instanceof double[] v) {
            return v.clone();
        }
        double[] out = new double[size()];
        java.util.Arrays.setAll(out, this::at);
        return out;
    }

    /// The value in a row as a whole number.
    ///
    /// @throws IllegalStateException when the column holds floating-point numbers
    public long longAt(int row) {
        return switch (values) {
            case int[] v -> v[row];
            case long[] v -> v[row];
            case boolean[] v -> v[row] ? 1 : 0;
            default -> throw new IllegalStateException("column '" + name + "' holds " + type() + ", no whole numbers");
        };
    }

    /// The rows whose value is neither NaN nor infinite; with lists, the rows that have one of such values.
    public Mask finite() {
        if (values instanceof Lists lists) {
            return Mask.of(lists.rows(), lists::isFinite);
        }
        return Mask.of(size(), row -> Double.isFinite(at(row)));
    }

    /// Whether every value is neither NaN nor infinite: without their sign, the bits of numbers rise with them.
    public boolean isFinite() {
        return switch (values) {
            case float[] v -> {
                int largest = 0;
                for (float value : v) {
                    largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
                }
                yield Float.isFinite(Float.intBitsToFloat(largest));
            }
            case double[] v -> {
                long largest = 0;
                for (double value : v) {
                    largest = Math.max(largest, Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
                }
                yield Double.isFinite(Double.longBitsToDouble(largest));
            }
            default -> finite().count() == size();
        };
    }

    /// The chosen rows, in order.
    public Column select(Mask mask) {
        return gather(mask.indices(size()));
    }

    /// The rows of these numbers, in this order.
    public Column gather(int[] rows) {
        Object chosen = switch (values) {
            case float[] v -> {
                float[] out = new float[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    out[i] = v[rows[i]];
                }
                yield out;
            }
            case double[] v -> {
                double[] out = new double[rows.length];
                java.util.Arrays.setAll(out, i -> v[rows[i]]);
                yield out;
            }
            case int[] v -> {
                int[] out = new int[rows.length];
                java.util.Arrays.setAll(out, i -> v[rows[i]]);
                yield out;
            }
            case long[] v -> {
                long[] out = new long[rows.length];
                java.util.Arrays.setAll(out, i -> v[rows[i]]);
                yield out;
            }
            case boolean[] v -> {
                boolean[] out = new boolean[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    out[i] = v[rows[i]];
                }
                yield out;
            }
            case Lists lists -> lists.gather(rows);
            default -> throw new IllegalStateException(values.getClass().toString());
        };
        return new Column(name, unit, chosen);
    }

    @Override
    public String toString() {
        return "%s %s%s[%d]".formatted(name, type(), isList() ? " lists" : "", size());
    }
}
