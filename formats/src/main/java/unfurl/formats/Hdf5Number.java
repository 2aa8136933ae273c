package unfurl.formats;

import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import unfurl.event.Column;

/// How the numbers of an HDF5 file become a column.
///
/// @param kind  what is stored
/// @param isBig whether the highest byte comes first
record Hdf5Number(Kind kind, boolean isBig) {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// What is stored, as NumPy and pandas call it.
    enum Kind {
        BOOL(1, 1),
        INT8(1, 4),
        UINT8(1, 4),
        INT16(2, 4),
        UINT16(2, 4),
        INT32(4, 4),
        UINT32(4, 8),
        INT64(8, 8),
        UINT64(8, 8),
        FLOAT32(4, 4),
        FLOAT64(8, 8);

        private final int size;
        private final int width;

        Kind(int size, int width) {
            this.size = size;
            this.width = width;
        }
    }

    /// The number of a type of the file; empty for a type that is no number which a column can hold.
    static Optional<Hdf5Number> of(DataType type) {
        return switch (type) {
            case FixedPoint whole
            when whole.getBitOffset() == 0 && whole.getBitPrecision() == 8 * whole.getSize() ->
                whole(whole.getSize(), whole.isSigned())
                        .map(kind -> new Hdf5Number(kind, whole.getByteOrder() == ByteOrder.BIG_ENDIAN));
            case FloatingPoint real
            when real.getSize() == 4 && real.getExponentSize() == 8 ->
                Optional.of(new Hdf5Number(Kind.FLOAT32, real.getByteOrder() == ByteOrder.BIG_ENDIAN));
            case FloatingPoint real
            when real.getSize() == 8 && real.getExponentSize() == 11 ->
                Optional.of(new Hdf5Number(Kind.FLOAT64, real.getByteOrder() == ByteOrder.BIG_ENDIAN));
            case BitField flag when flag.getSize() == 1 -> Optional.of(new Hdf5Number(Kind.BOOL, false));
            default -> Optional.empty();
        };
    }

    private static Optional<Kind> whole(int size, boolean isSigned) {
        return switch (size) {
            case 1 -> Optional.of(isSigned ? Kind.INT8 : Kind.UINT8);
            case 2 -> Optional.of(isSigned ? Kind.INT16 : Kind.UINT16);
            case 4 -> Optional.of(isSigned ? Kind.INT32 : Kind.UINT32);
            case 8 -> Optional.of(isSigned ? Kind.INT64 : Kind.UINT64);
            default -> Optional.empty();
        };
    }

    /// Bytes in the file.
    int size() {
        return kind.size;
    }

    /// Bytes in memory.
    ///
    /// @param rounded whether `double` values are held as `float`
    int width(boolean rounded) {
        return rounded && kind == Kind.FLOAT64 ? Float.BYTES : kind.width;
    }

    /// What pandas calls it.
    String label() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    /// A column that is filled part by part; several threads may fill different parts at the same time.
    interface Values {
        /// Takes a value of each row.
        ///
        /// @param from  the rows
        /// @param at    where the first value is
        /// @param width bytes from one value to the next
        /// @param row   the first row's number
        /// @param count how many rows
        void take(byte[] from, int at, int width, int row, int count);

        /// The filled column.
        Column column();
    }

    /// @param rounded whether `double` values are held as `float`
    Values values(String name, int rows, boolean rounded, SourceFile file) {
        return switch (kind) {
            case FLOAT32 -> floats(name, new float[rows]);
            case FLOAT64 -> rounded ? roundedDoubles(name, new float[rows]) : doubles(name, new double[rows]);
            case BOOL -> flags(name, new boolean[rows], file);
            case UINT32, INT64, UINT64 -> longs(name, new long[rows], file);
            case INT8, UINT8, INT16, UINT16, INT32 -> ints(name, new int[rows]);
        };
    }

    private interface Take {
        void values(byte[] from, int at, int width, int row, int count);
    }

    private record Filled(Take take, Column column) implements Values {
        @Override
        public void take(byte[] from, int at, int width, int row, int count) {
            take.values(from, at, width, row, count);
        }
    }

    private int intAt(byte[] from, int at) {
        int value = (int) INT.get(from, at);
        return isBig ? Integer.reverseBytes(value) : value;
    }

    private long longAt(byte[] from, int at) {
        long value = (long) LONG.get(from, at);
        return isBig ? Long.reverseBytes(value) : value;
    }

    private short shortAt(byte[] from, int at) {
        short value = (short) SHORT.get(from, at);
        return isBig ? Short.reverseBytes(value) : value;
    }

    private Values floats(String name, float[] out) {
        return new Filled(
                (from, at, width, row, count) -> {
                    for (int i = 0, place = at; i < count; i++, place += width) {
                        out[row + i] = Float.intBitsToFloat(intAt(from, place));
                    }
                },
                Column.owning(name, out));
    }

    private Values doubles(String name, double[] out) {
        return new Filled(
                (from, at, width, row, count) -> {
                    for (int i = 0, place = at; i < count; i++, place += width) {
                        out[row + i] = Double.longBitsToDouble(longAt(from, place));
                    }
                },
                Column.owning(name, out));
    }

    private Values roundedDoubles(String name, float[] out) {
        return new Filled(
                (from, at, width, row, count) -> {
                    for (int i = 0, place = at; i < count; i++, place += width) {
                        out[row + i] = (float) Double.longBitsToDouble(longAt(from, place));
                    }
                },
                Column.owning(name, out));
    }

    private Values ints(String name, int[] out) {
        return new Filled(
                (from, at, width, row, count) -> {
                    for (int i = 0, place = at; i < count; i++, place += width) {
                        out[row + i] = switch (kind) {
                            case INT8 -> from[place];
                            case UINT8 -> Byte.toUnsignedInt(from[place]);
                            case INT16 -> shortAt(from, place);
                            case UINT16 -> Short.toUnsignedInt(shortAt(from, place));
                            default -> intAt(from, place);
                        };
                    }
                },
                Column.owning(name, out));
    }

    private Values longs(String name, long[] out, SourceFile file) {
        return new Filled(
                (from, at, width, row, count) -> {
                    for (int i = 0, place = at; i < count; i++, place += width) {
                        long value =
                                kind == Kind.UINT32 ? Integer.toUnsignedLong(intAt(from, place)) : longAt(from, place);
                        if (value < 0 && kind == Kind.UINT64) {
                            throw file.bad("column '%s' has %s in row %d, beyond the largest int64"
                                    .formatted(name, Long.toUnsignedString(value), row + i));
                        }
                        out[row + i] = value;
                    }
                },
                Column.owning(name, out));
    }

    private Values flags(String name, boolean[] out, SourceFile file) {
        return new Filled(
                (from, at, width, row, count) -> {
                    for (int i = 0, place = at; i < count; i++, place += width) {
                        byte value = from[place];
                        if (value != 0 && value != 1) {
                            throw file.bad("column '%s' has the byte %d in row %d where a bool is 0 or 1"
                                    .formatted(name, value, row + i));
                        }
                        out[row + i] = value == 1;
                    }
                },
                Column.owning(name, out));
    }
}
