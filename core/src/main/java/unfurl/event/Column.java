package unfurl.event;

import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/// One named, typed column of a table, with its unit. Never changed after it is made.
public final class Column {
    /// What a column holds.
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

    /// The column's name.
    public String name() {
        return name;
    }

    /// The unit, empty for a pure number or when it is not known.
    public String unit() {
        return unit;
    }

    /// What the column holds.
    public Type type() {
        return switch (values) {
            case float[] ignored -> Type.FLOAT32;
            case double[] ignored -> Type.FLOAT64;
            case int[] ignored -> Type.INT32;
            case long[] ignored -> Type.INT64;
            case boolean[] ignored -> Type.BOOLEAN;
            default -> throw new IllegalStateException(values.getClass().toString());
        };
    }

    /// How many rows.
    public int size() {
        return java.lang.reflect.Array.getLength(values);
    }

    /// The value in a row as a double: exact for every type but integers beyond 2⁵³; true is 1 and false 0.
    public double at(int row) {
        return switch (values) {
            case float[] v -> v[row];
            case double[] v -> v[row];
            case int[] v -> v[row];
            case long[] v -> v[row];
            case boolean[] v -> v[row] ? 1 : 0;
            default -> throw new IllegalStateException(values.getClass().toString());
        };
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

    /// The rows whose value is neither NaN nor infinite.
    public Mask finite() {
        return Mask.of(size(), row -> Double.isFinite(at(row)));
    }

    /// The chosen rows, in order.
    public Column select(Mask mask) {
        int[] rows = mask.indices(size());
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
            default -> throw new IllegalStateException(values.getClass().toString());
        };
        return new Column(name, unit, chosen);
    }

    @Override
    public String toString() {
        return "%s %s[%d]".formatted(name, type(), size());
    }
}
