package unfurl.formats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import unfurl.event.Column;

/// How the values of one NumPy array become a column.
///
/// @param code  NumPy's type without the byte order
/// @param order the byte order
record NpyType(String code, ByteOrder order) {
    private static final int CHUNK = 1 << 16;

    /// Takes the value at the buffer's position.
    private interface Take {
        void value(ByteBuffer from, int row);
    }

    /// The type of an array or of a field.
    ///
    /// @param descr as the head states it: `<f4`
    /// @throws unfurl.InputException when it is none of numbers that a column can hold
    static NpyType of(String descr, String name, SourceFile file) {
        String code = !descr.isEmpty() && "<>|=".indexOf(descr.charAt(0)) >= 0 ? descr.substring(1) : descr;
        return switch (code) {
            case "b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8" ->
                new NpyType(code, descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            case "O" ->
                throw file.bad("array '%s' holds pickled Python objects, which are never loaded".formatted(name));
            default ->
                throw file.bad(
                        "array '%s' has the type '%s'; readable are bool, int8 to int64, uint8 to uint64, float32 and float64"
                                .formatted(name, descr));
        };
    }

    /// Bytes of a value in the file.
    int size() {
        return code.charAt(1) - '0';
    }

    /// Bytes of a value in memory.
    int width() {
        return switch (code) {
            case "b1" -> 1;
            case "u4", "i8", "u8", "f8" -> 8;
            default -> 4;
        };
    }

    /// Reads `rows` values.
    ///
    /// @throws IOException when the stream ends before
    Column read(InputStream in, int rows, String name, SourceFile file) throws IOException {
        return switch (code) {
            case "b1" -> flags(in, new boolean[rows], name, file);
            case "f4" -> floats(in, new float[rows], name);
            case "f8" -> doubles(in, new double[rows], name);
            case "u4", "i8", "u8" -> longs(in, new long[rows], name, file);
            default -> ints(in, new int[rows], name);
        };
    }

    private Column floats(InputStream in, float[] out, String name) throws IOException {
        each(in, out.length, name, (from, row) -> out[row] = from.getFloat());
        return Column.owning(name, out);
    }

    private Column doubles(InputStream in, double[] out, String name) throws IOException {
        each(in, out.length, name, (from, row) -> out[row] = from.getDouble());
        return Column.owning(name, out);
    }

    private Column ints(InputStream in, int[] out, String name) throws IOException {
        each(
                in,
                out.length,
                name,
                switch (code) {
                    case "i1" -> (from, row) -> out[row] = from.get();
                    case "u1" -> (from, row) -> out[row] = Byte.toUnsignedInt(from.get());
                    case "i2" -> (from, row) -> out[row] = from.getShort();
                    case "u2" -> (from, row) -> out[row] = Short.toUnsignedInt(from.getShort());
                    default -> (from, row) -> out[row] = from.getInt();
                });
        return Column.owning(name, out);
    }

    private Column longs(InputStream in, long[] out, String name, SourceFile file) throws IOException {
        boolean unsigned = "u8".equals(code);
        each(in, out.length, name, (from, row) -> {
            out[row] = size() == 4 ? Integer.toUnsignedLong(from.getInt()) : from.getLong();
            if (unsigned && out[row] < 0) {
                throw file.bad("column '%s' has %s in row %d, beyond the largest int64"
                        .formatted(name, Long.toUnsignedString(out[row]), row));
            }
        });
        return Column.owning(name, out);
    }

    private Column flags(InputStream in, boolean[] out, String name, SourceFile file) throws IOException {
        each(in, out.length, name, (from, row) -> {
            byte value = from.get();
            if (value != 0 && value != 1) {
                throw file.bad(
                        "column '%s' has the byte %d in row %d where a bool is 0 or 1".formatted(name, value, row));
            }
            out[row] = value == 1;
        });
        return Column.owning(name, out);
    }

    private void each(InputStream in, int rows, String name, Take take) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(order);
        for (int row = 0; row < rows; ) {
            int count = Math.min(rows - row, CHUNK / size());
            if (in.readNBytes(chunk.array(), 0, count * size()) < count * size()) {
                throw new EOFException("array '%s' ends before its last value".formatted(name));
            }
            chunk.clear();
            for (int i = 0; i < count; i++) {
                take.value(chunk, row++);
            }
        }
    }
}
