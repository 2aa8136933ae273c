package unfurl.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// Writes lists as older programs did, in any schema whose columns each have one repeated value.
final class OldLists {
    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withAllocator(HeapByteBufferAllocator.getInstance())
            .build();

    private OldLists() {}

    /// @param lists what every column of the schema has in each row
    static void write(Path file, MessageType schema, List<List<Double>> lists) throws IOException {
        try (var writer = new ParquetFileWriter(
                new LocalOutputFile(file), schema, ParquetFileWriter.Mode.CREATE, 1 << 20, 0, null, PROPERTIES)) {
            writer.start();
            writer.startBlock(lists.size());
            for (ColumnDescriptor column : schema.getColumns()) {
                var one = new MessageType("one", schema.getType(column.getPath()[0]));
                try (var pages = new ColumnChunkPageWriteStore(
                                new ParquetCodecs().getCompressor(CompressionCodecName.ZSTD),
                                one,
                                PROPERTIES.getAllocator(),
                                64,
                                true);
                        var store = new ColumnWriteStoreV1(one, pages, PROPERTIES)) {
                    ColumnDescriptor leaf = one.getColumns().getFirst();
                    for (List<Double> list : lists) {
                        write(list, leaf, store.getColumnWriter(leaf));
                        store.endRecord();
                    }
                    store.flush();
                    pages.flushToFileWriter(writer);
                }
            }
            writer.endBlock();
            writer.end(Map.of());
        }
    }

    private static void write(List<Double> list, ColumnDescriptor leaf, ColumnWriter out) {
        int present = leaf.getMaxDefinitionLevel();
        if (list.isEmpty()) {
            out.writeNull(0, present - 1);
        }
        for (int i = 0; i < list.size(); i++) {
            int repetition = i == 0 ? 0 : 1;
            if (leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT) {
                out.write(list.get(i).floatValue(), repetition, present);
            } else {
                out.write(list.get(i), repetition, present);
            }
        }
    }
}
