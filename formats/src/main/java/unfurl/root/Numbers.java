package unfurl.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import unfurl.event.Column;

/// The numbers of a column, taken from one basket after the other. The array grows with what is there, never with
/// what a file says that it has.
final class Numbers {
    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final int FIRST = 1 << 12;

    private final NumberType type;
    private Object values;
    private int capacity;
    private int count;
    private Optional<String> beyond = Optional.empty();

    Numbers(NumberType type) {
        this.type = type;
        this.values = resized(0);
    }

    /// The first unsigned number that no column can have, and which it is, from 0.
    Optional<String> beyond() {
        return beyond;
    }

    /// Takes the next numbers.
    ///
    /// @param bytes big-endian
    /// @param at    where the first begins
    /// @param more  how many
    void take(ByteBuffer bytes, int at, int more) throws IOException {
        if (more > MOST - count) {
            throw new IOException("it has more than %d values".formatted(MOST));
        }
        if (count + more > capacity) {
            values = resized((int) Math.min(MOST, Math.max(count + (long) more, Math.max(FIRST, 2L * capacity))));
        }
        switch (values) {
            case float[] v -> bytes.slice(at, 4 * more).asFloatBuffer().get(v, count, more);
            case double[] v -> bytes.slice(at, 8 * more).asDoubleBuffer().get(v, count, more);
            case int[] v -> ints(bytes, at, v, count + more);
            case long[] v -> longs(bytes, at, v, count + more);
            case boolean[] v -> flags(bytes, at, v, count + more);
            default -> throw new IllegalStateException(values.getClass().toString());
        }
        count += more;
    }

    private void ints(ByteBuffer bytes, int at, int[] out, int end) {
        int place = at;
        for (int i = count; i < end; i++) {
            out[i] = switch (type) {
                case INT8 -> bytes.get(place);
                case UINT8 -> bytes.get(place) & 0xFF;
                case INT16 -> bytes.getShort(place);
                case UINT16 -> bytes.getShort(place) & 0xFFFF;
                default -> bytes.getInt(place);
            };
            place += type.width();
        }
    }

    private void longs(ByteBuffer bytes, int at, long[] out, int end) {
        int place = at;
        for (int i = count; i < end; i++) {
            out[i] = type == NumberType.UINT32 ? Integer.toUnsignedLong(bytes.getInt(place)) : bytes.getLong(place);
            if (type == NumberType.UINT64 && out[i] < 0 && beyond.isEmpty()) {
                beyond = Optional.of("%s as its value %d".formatted(Long.toUnsignedString(out[i]), i));
            }
            place += type.width();
        }
    }

    private void flags(ByteBuffer bytes, int at, boolean[] out, int end) {
        for (int i = count; i < end; i++) {
            out[i] = bytes.get(at + i - count) != 0;
        }
    }

    /// The array with another length; the first of its values are kept.
    private Object resized(int length) {
        capacity = length;
        return switch (type) {
            case FLOAT32 -> values instanceof float[] v ? Arrays.copyOf(v, length) : new float[length];
            case FLOAT64 -> values instanceof double[] v ? Arrays.copyOf(v, length) : new double[length];
            case INT8, UINT8, INT16, UINT16, INT32 ->
                values instanceof int[] v ? Arrays.copyOf(v, length) : new int[length];
            case UINT32, INT64, UINT64 -> values instanceof long[] v ? Arrays.copyOf(v, length) : new long[length];
            case BOOLEAN -> values instanceof boolean[] v ? Arrays.copyOf(v, length) : new boolean[length];
        };
    }

    /// The numbers as a column of that name; nothing may be taken after that.
    Column column(String name) {
        return switch (resized(count)) {
            case float[] v -> Column.owning(name, v);
            case double[] v -> Column.owning(name, v);
            case int[] v -> Column.owning(name, v);
            case long[] v -> Column.owning(name, v);
            case boolean[] v -> Column.owning(name, v);
            default -> throw new IllegalStateException(values.getClass().toString());
        };
    }
}
