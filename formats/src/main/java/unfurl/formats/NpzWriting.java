package unfurl.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private static final int CHUNK_ROWS = 1 << 13;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzWriting() {}

    static void write(Table table, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        for (Column column : table.columns()) {
            byte[] head = NpyWriting.head("'%s'".formatted(NpyWriting.code(column)), column.size());
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
                NpyWriting.put(column, row, chunk);
            }
            take.bytes(chunk.array(), chunk.position());
        }
    }
}
