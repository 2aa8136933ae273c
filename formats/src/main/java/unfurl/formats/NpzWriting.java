package unfurl.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import unfurl.event.Column;
import unfurl.event.Table;

/// Writes NumPy's `.npz`: a zip archive with one stored array `NAME.npy` (version 1.0, little-endian) per column.
///
/// FLOAT32, FLOAT64, INT32, INT64 and BOOLEAN become `<f4`, `<f8`, `<i4`, `<i8` and `|b1`. There is no place for
/// units. Times in the archive are fixed, so that the same table gives the same bytes.
final class NpzWriting {
    private static final int ALIGNMENT = 64;
    private static final int CHUNK_ROWS = 1 << 13;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzWriting() {}

    static void write(Table table, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        for (Column column : table.columns()) {
            byte[] head = head(column);
            var crc = new CRC32();
            long[] size = {0};
            emit(column, head, (bytes, count) -> {
                crc.update(bytes, 0, count);
                size[0] += count;
            });
            var entry = new ZipEntry(column.name() + ".npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setTimeLocal(EPOCH);
            entry.setSize(size[0]);
            entry.setCompressedSize(size[0]);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            emit(column, head, (bytes, count) -> zip.write(bytes, 0, count));
            zip.closeEntry();
        }
        zip.finish();
    }

    private interface Take {
        void bytes(byte[] bytes, int count) throws IOException;
    }

    private static void emit(Column column, byte[] head, Take take) throws IOException {
        take.bytes(head, head.length);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_ROWS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < column.size(); start += CHUNK_ROWS) {
            chunk.clear();
            for (int row = start; row < Math.min(column.size(), start + CHUNK_ROWS); row++) {
                put(column, row, chunk);
            }
            take.bytes(chunk.array(), chunk.position());
        }
    }

    private static void put(Column column, int row, ByteBuffer out) {
        switch (column.type()) {
            case FLOAT32 -> out.putFloat((float) column.at(row));
            case FLOAT64 -> out.putDouble(column.at(row));
            case INT32 -> out.putInt((int) column.longAt(row));
            case INT64 -> out.putLong(column.longAt(row));
            case BOOLEAN -> out.put((byte) column.longAt(row));
        }
    }

    private static byte[] head(Column column) {
        String code = switch (column.type()) {
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case BOOLEAN -> "|b1";
        };
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }".formatted(code, column.size());
        int before = 10;
        int length = Math.ceilDiv(before + text.length() + 1, ALIGNMENT) * ALIGNMENT - before;
        String padded = text + " ".repeat(length - text.length() - 1) + "\n";
        return ByteBuffer.allocate(before + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) length)
                .put(padded.getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }
}
