package unfurl.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

/// Writes NumPy's `.npy`: one array of records, little-endian, of which each column is a field.
///
/// FLOAT32, FLOAT64, INT32, INT64 and BOOLEAN become `<f4`, `<f8`, `<i4`, `<i8` and `|b1`. There is no place for
/// units.
final class NpyWriting {
    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_OF_VERSION_1 = 0xFFFF;

    private NpyWriting() {}

    static void write(Table table, OutputStream out) throws IOException {
        String fields = table.columns().stream()
                .map(column -> "('%s', '%s')".formatted(writable(column.name()), code(column)))
                .collect(Collectors.joining(", ", "[", "]"));
        out.write(head(fields, table.rows()));
        int record = table.columns().size() * Long.BYTES;
        ByteBuffer chunk = ByteBuffer.allocate(Math.max(CHUNK, record)).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < table.rows(); row++) {
            for (Column column : table.columns()) {
                put(column, row, chunk);
            }
            if (chunk.remaining() < record || row == table.rows() - 1) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
    }

    private static String writable(String name) {
        if (name.isEmpty() || name.contains("'") || name.contains("\\")) {
            throw new InputException(
                    "column '%s' cannot be a field of a NumPy record: its name is empty or has a quote or a backslash\n  allowed    a file .npz or .parquet, or the other columns"
                            .formatted(name));
        }
        return name;
    }

    /// Puts one value.
    static void put(Column column, int row, ByteBuffer out) {
        switch (column.type()) {
            case FLOAT32 -> out.putFloat((float) column.at(row));
            case FLOAT64 -> out.putDouble(column.at(row));
            case INT32 -> out.putInt((int) column.longAt(row));
            case INT64 -> out.putLong(column.longAt(row));
            case BOOLEAN -> out.put((byte) column.longAt(row));
        }
    }

    /// NumPy's name of a column's type.
    static String code(Column column) {
        return switch (column.type()) {
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case BOOLEAN -> "|b1";
        };
    }

    /// The head of an array: of version 1 where it is short and in ASCII, as NumPy itself writes it, else of version 3.
    ///
    /// @param descr the type, as Python writes it
    static byte[] head(String descr, int rows) {
        String text = "{'descr': %s, 'fortran_order': False, 'shape': (%d,), }".formatted(descr, rows);
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        boolean isShort = encoded.length == text.length() && encoded.length + ALIGNMENT < LONGEST_OF_VERSION_1;
        int before = isShort ? 10 : 12;
        int length = Math.ceilDiv(before + encoded.length + 1, ALIGNMENT) * ALIGNMENT - before;
        ByteBuffer head = ByteBuffer.allocate(before + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) (isShort ? 1 : 3), 0});
        if (isShort) {
            head.putShort((short) length);
        } else {
            head.putInt(length);
        }
        head.put(encoded);
        while (head.remaining() > 1) {
            head.put((byte) ' ');
        }
        return head.put((byte) '\n').array();
    }
}
