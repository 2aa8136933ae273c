package unfurl.formats;

import java.io.IOException;
import unfurl.event.Column;

/// A column of floating-point numbers without lists; a missing one is NaN.
///
/// @param of      the column
/// @param floats  (rows) filled when they are held as `float`; null otherwise
/// @param doubles (rows) filled when they are held as `double`; null otherwise
@SuppressWarnings("ArrayRecordComponent") // filled once, then the column's
record ParquetNumbers(ParquetColumn of, float[] floats, double[] doubles) implements ParquetColumn.Sink {
    static ParquetNumbers of(ParquetColumn of, int rows, boolean asFloats) {
        return new ParquetNumbers(of, asFloats ? new float[rows] : null, asFloats ? null : new double[rows]);
    }

    @Override
    public void fill(ParquetColumn.Chunk chunk, int start, int count) throws IOException {
        of.requireOneForEach(chunk, count);
        var pages = new ParquetPages(chunk.column(), of.isDouble(), floats, doubles);
        int end = pages.read(chunk.pages(), start, start + count);
        if (end < start + count) {
            throw of.file()
                    .bad("column '%s' has %d values in a group of %d rows".formatted(of.name(), end - start, count));
        }
    }

    @Override
    public Column column() {
        return floats == null ? Column.owning(of.name(), doubles) : Column.owning(of.name(), floats);
    }
}
