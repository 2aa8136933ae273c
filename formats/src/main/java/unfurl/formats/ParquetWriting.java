package unfurl.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import unfurl.event.Column;
import unfurl.event.Table;

/// Writes Apache Parquet: pages of format version 1, zstd, a checksum for every page, every column required.
///
/// A column of lists has the three levels that the format asks for, with required elements; it is optional only
/// where a list is absent.
///
/// FLOAT32, FLOAT64, INT32, INT64 and BOOLEAN become the types of the same name. Few different values are coded
/// by a dictionary, other floating-point numbers by byte-stream-split. The footer's key-value metadata has
/// `unfurl.table` = `1` (the version of these rules) and, for a column with a unit, `unfurl.unit.NAME` = the
/// unit. The same table gives the same bytes. A row group has about 512 MiB of values and a page
/// 1 MiB, so that a reader of whole columns has few; one column of one group is in memory beside the table.
final class ParquetWriting {
    /// The metadata key of a column's unit is this and the column's name.
    static final String UNIT_KEY = "unfurl.unit.";

    /// The metadata key of the version of our rules.
    static final String VERSION_KEY = "unfurl.table";

    /// The version of our rules.
    static final String VERSION = "1";

    private static final long GROUP_BYTES = 1 << 29;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int SMALLEST_GROUP = 1 << 12;
    private static final int TRUNCATE = 64;

    private ParquetWriting() {}

    static void write(Table table, OutputStream out) throws IOException {
        write(table, out, GROUP_BYTES, PAGE_BYTES);
    }

    /// Writes row groups of about `groupBytes`, but not of fewer than a few thousand rows.
    static void write(Table table, OutputStream out, long groupBytes, int pageBytes) throws IOException {
        ParquetProperties properties = properties(pageBytes);
        List<Column> columns = table.columns();
        List<Type> types = columns.stream().map(ParquetWriting::type).toList();
        var schema = new MessageType("table", types);
        int group = groupRows(columns, groupBytes);
        try (var writer = new ParquetFileWriter(
                new Output(out), schema, ParquetFileWriter.Mode.CREATE, groupBytes, 0, null, properties)) {
            writer.start();
            for (int start = 0; start < table.rows(); start += group) {
                int end = Math.min(table.rows(), start + group);
                writer.startBlock(end - start);
                for (int c = 0; c < columns.size(); c++) {
                    writeChunk(columns.get(c), types.get(c), start, end, writer, properties);
                }
                writer.endBlock();
            }
            writer.end(metadata(columns));
        }
    }

    private static ParquetProperties properties(int pageBytes) {
        return ParquetProperties.builder()
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .withDictionaryEncoding(true)
                .withByteStreamSplitEncoding(true)
                .withAllocator(HeapByteBufferAllocator.getInstance())
                .withPageWriteChecksumEnabled(true)
                .withPageSize(pageBytes)
                .withPageRowCountLimit(Integer.MAX_VALUE)
                .build();
    }

    private static int groupRows(List<Column> columns, long groupBytes) {
        long bytes = columns.stream().mapToLong(ParquetWriting::width).sum();
        return Math.clamp(groupBytes / Math.max(1, bytes), SMALLEST_GROUP, 1 << 24);
    }

    private static void writeChunk(
            Column column, Type type, int start, int end, ParquetFileWriter writer, ParquetProperties properties)
            throws IOException {
        var schema = new MessageType("one", type);
        try (var pages = new ColumnChunkPageWriteStore(
                        new ParquetCodecs().getCompressor(CompressionCodecName.ZSTD),
                        schema,
                        properties.getAllocator(),
                        TRUNCATE,
                        true);
                var store = new ColumnWriteStoreV1(schema, pages, properties)) {
            ColumnWriter values = store.getColumnWriter(schema.getColumns().getFirst());
            int present = schema.getColumns().getFirst().getMaxDefinitionLevel();
            for (int row = start; row < end; row++) {
                if (column.isList()) {
                    writeList(column, row, present, values);
                } else {
                    writeValue(column, row, 0, 0, values);
                }
                store.endRecord();
            }
            store.flush();
            pages.flushToFileWriter(writer);
        }
    }

    /// @param present the definition level of an element
    private static void writeList(Column column, int row, int present, ColumnWriter out) {
        Column elements = column.elements();
        int from = column.first(row);
        int count = column.count(row);
        for (int i = 0; i < count; i++) {
            writeValue(elements, from + i, i == 0 ? 0 : 1, present, out);
        }
        if (count == 0) {
            out.writeNull(0, column.absent().get(row) ? 0 : present - 1);
        }
    }

    private static void writeValue(Column column, int row, int repetition, int definition, ColumnWriter out) {
        switch (column.type()) {
            case FLOAT32 -> out.write((float) column.at(row), repetition, definition);
            case FLOAT64 -> out.write(column.at(row), repetition, definition);
            case INT32 -> out.write((int) column.longAt(row), repetition, definition);
            case INT64 -> out.write(column.longAt(row), repetition, definition);
            case BOOLEAN -> out.write(column.longAt(row) != 0, repetition, definition);
        }
    }

    private static Type type(Column column) {
        PrimitiveTypeName stored = switch (column.type()) {
            case FLOAT32 -> PrimitiveTypeName.FLOAT;
            case FLOAT64 -> PrimitiveTypeName.DOUBLE;
            case INT32 -> PrimitiveTypeName.INT32;
            case INT64 -> PrimitiveTypeName.INT64;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
        };
        if (!column.isList()) {
            return Types.required(stored).named(column.name());
        }
        Type element = Types.required(stored).named("element");
        return column.absent().count() == 0
                ? Types.requiredList().element(element).named(column.name())
                : Types.optionalList().element(element).named(column.name());
    }

    /// Bytes of a row, on average.
    private static long width(Column column) {
        long value = bytes(column);
        return column.isList() ? value * column.elements().size() / Math.max(1, column.size()) : value;
    }

    private static int bytes(Column column) {
        return switch (column.type()) {
            case FLOAT32, INT32 -> 4;
            case FLOAT64, INT64 -> 8;
            case BOOLEAN -> 1;
        };
    }

    private static Map<String, String> metadata(List<Column> columns) {
        var metadata = new HashMap<String, String>();
        metadata.put(VERSION_KEY, VERSION);
        for (Column column : columns) {
            if (!column.unit().isEmpty()) {
                metadata.put(UNIT_KEY + column.name(), column.unit());
            }
        }
        return metadata;
    }

    /// The library's view of a stream that [AtomicFile] opens and closes.
    private record Output(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new Counting(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return new Counting(out);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counting extends PositionOutputStream {
        private final OutputStream out;
        private long written;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return written;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            written++;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
            written += length;
        }
    }
}
