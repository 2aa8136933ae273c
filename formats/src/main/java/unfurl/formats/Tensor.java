package unfurl.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An array of numbers with a shape, row-major. Never changed after it is made.
public final class Tensor {
    /// What a tensor holds.
    public enum Type {
        FLOAT32("F32", 4),
        FLOAT64("F64", 8),
        INT64("I64", 8);

        private final String code;
        private final int bytes;

        Type(String code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /// The type's name in a safetensors file.
        String code() {
            return code;
        }

        /// Bytes of one value.
        int bytes() {
            return bytes;
        }
    }

    private final List<Integer> shape;
    private final Object values;

    private Tensor(Object values, int length, int[] shape) {
        List<Integer> lengths = new ArrayList<>();
        long size = 1;
        for (int n : shape) {
            if (n < 0) {
                throw new IllegalArgumentException("a tensor cannot have the shape " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, n);
            lengths.add(n);
        }
        if (size != length) {
            throw new IllegalArgumentException(
                    "%d values do not have the shape %s".formatted(length, Arrays.toString(shape)));
        }
        this.shape = List.copyOf(lengths);
        this.values = values;
    }

    /// A tensor of these values, which are copied.
    ///
    /// @param values row-major
    /// @param shape  the length of each dimension; none for a single number
    public static Tensor of(float[] values, int... shape) {
        return new Tensor(values.clone(), values.length, shape);
    }

    /// A tensor of these values, which are copied.
    ///
    /// @param values row-major
    /// @param shape  the length of each dimension; none for a single number
    public static Tensor of(double[] values, int... shape) {
        return new Tensor(values.clone(), values.length, shape);
    }

    /// A tensor of these values, which are copied.
    ///
    /// @param values row-major
    /// @param shape  the length of each dimension; none for a single number
    public static Tensor of(long[] values, int... shape) {
        return new Tensor(values.clone(), values.length, shape);
    }

    /// The length of each dimension.
    public List<Integer> shape() {
        return shape;
    }

    /// How many numbers.
    public int size() {
        return java.lang.reflect.Array.getLength(values);
    }

    /// What it holds.
    public Type type() {
        return switch (values) {
            case float[] ignored -> Type.FLOAT32;
            case double[] ignored -> Type.FLOAT64;
            default -> Type.INT64;
        };
    }

    /// A copy of the values.
    ///
    /// @throws IllegalStateException when it does not hold FLOAT32
    public float[] floats() {
        if (values instanceof float[] floats) {
            return floats.clone();
        }
        throw new IllegalStateException("the tensor holds " + type() + ", not FLOAT32");
    }

    /// A copy of the values.
    ///
    /// @throws IllegalStateException when it does not hold FLOAT64
    public double[] doubles() {
        if (values instanceof double[] doubles) {
            return doubles.clone();
        }
        throw new IllegalStateException("the tensor holds " + type() + ", not FLOAT64");
    }

    /// A copy of the values.
    ///
    /// @throws IllegalStateException when it does not hold INT64
    public long[] wholes() {
        if (values instanceof long[] wholes) {
            return wholes.clone();
        }
        throw new IllegalStateException("the tensor holds " + type() + ", not INT64");
    }

    /// The array itself, for reading only.
    Object values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && shape.equals(that.shape) && sameValues(that);
    }

    @Override
    public int hashCode() {
        int hash = switch (values) {
            case float[] v -> Arrays.hashCode(v);
            case double[] v -> Arrays.hashCode(v);
            case long[] v -> Arrays.hashCode(v);
            default -> throw new IllegalStateException();
        };
        return 31 * shape.hashCode() + hash;
    }

    @Override
    public String toString() {
        return type() + shape.toString();
    }

    private boolean sameValues(Tensor that) {
        return switch (values) {
            case float[] v -> that.values instanceof float[] w && Arrays.equals(v, w);
            case double[] v -> that.values instanceof double[] w && Arrays.equals(v, w);
            case long[] v -> that.values instanceof long[] w && Arrays.equals(v, w);
            default -> false;
        };
    }
}
