package unfurl.formats;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.math.Workers;

/// Reads Apache Parquet, each thread column after column, so that one column chunk of each is in memory beside the
/// result.
///
/// Format versions 1 and 2, every encoding of numbers, pages packed with zstd, snappy, gzip or not at all; page
/// checksums are verified where the file has them. The footer's sizes are held against the file's before they are
/// used. Units are in the footer's key-value metadata, see [ParquetWriting].
final class ParquetReading {
    private static final String MAGIC = "PAR1";
    private static final int MAGIC_BYTES = 4;

    private ParquetReading() {}

    /// A row group.
    ///
    /// @param rows   how many it has
    /// @param chunks its part of each column, by the column's name
    private record Group(int rows, Map<String, ColumnChunkMetaData> chunks) {
        ColumnChunkMetaData chunk(ParquetColumn column) {
            ColumnChunkMetaData chunk = chunks.get(column.name());
            if (chunk == null) {
                throw column.file().bad("a row group has no column '%s'".formatted(column.name()));
            }
            return chunk;
        }
    }

    static List<String> names(SourceFile file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return names(reader.getFileMetaData().getSchema());
        }
    }

    static Table read(SourceFile file, ColumnChoice choice) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            Map<String, String> metadata = reader.getFileMetaData().getKeyValueMetaData();
            requireVersion(metadata, file);
            MessageType schema = reader.getFileMetaData().getSchema();
            List<String> wanted = choice.among(names(schema), file);
            List<Group> groups = groups(reader.getRowGroups(), file);
            int rows = groups.stream().mapToInt(Group::rows).sum();
            List<ParquetColumn> columns = new ArrayList<>();
            for (String name : wanted) {
                columns.add(
                        ParquetColumn.of(file, schema, name, choice.asFloats().test(name)));
            }
            long bytes = 0;
            for (ParquetColumn column : columns) {
                bytes += values(groups, column) * column.width();
            }
            bytes += packedAtOnce(groups, columns);
            file.requireMemory(rows, Math.ceilDiv(bytes, Math.max(1, rows)));
            return Table.of(file.name(), read(columns, reader.getFooter(), groups, rows));
        }
    }

    /// The columns, shared by as many threads as there are processors; each has the file open for itself.
    private static List<Column> read(List<ParquetColumn> columns, ParquetMetadata end, List<Group> groups, int rows)
            throws IOException {
        Map<String, String> metadata = end.getFileMetaData().getKeyValueMetaData();
        Column[] read = new Column[columns.size()];
        int threads = threads(columns);
        var readers = new ParquetFileReader[threads];
        try (var workers = new Workers(threads)) {
            workers.run(read.length, (i, place) -> {
                ParquetColumn column = columns.get(i);
                try {
                    readers[place] = readers[place] == null ? again(column.file(), end) : readers[place];
                    String unit = metadata.getOrDefault(ParquetWriting.UNIT_KEY + column.name(), "");
                    read[i] = read(readers[place], column, groups, rows).in(unit);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } finally {
            Arrays.stream(readers).filter(Objects::nonNull).forEach(ParquetReading::close);
        }
        return List.of(read);
    }

    private static int threads(List<ParquetColumn> columns) {
        return Math.clamp(columns.size(), 1, Runtime.getRuntime().availableProcessors());
    }

    /// Bytes of the column chunks that are in memory beside the result.
    private static long packedAtOnce(List<Group> groups, List<ParquetColumn> columns) {
        long largest = 0;
        for (Group group : groups) {
            for (ParquetColumn column : columns) {
                largest =
                        Math.max(largest, group.rows() > 0 ? group.chunk(column).getTotalSize() : 0);
            }
        }
        return largest * threads(columns);
    }

    private static void close(ParquetFileReader reader) {
        try {
            reader.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Column read(ParquetFileReader reader, ParquetColumn column, List<Group> groups, int rows)
            throws IOException {
        var schema = new MessageType("one", List.of(column.type()));
        reader.setRequestedSchema(schema);
        ParquetColumn.Sink sink = column.sink(rows, Math.toIntExact(values(groups, column)));
        String writer = reader.getFileMetaData().getCreatedBy();
        int start = 0;
        for (int i = 0; i < groups.size(); i++) {
            int count = groups.get(i).rows();
            if (count > 0) {
                ParquetHeaders.require(column.file(), groups.get(i).chunk(column));
                try (PageReadStore pages = reader.readRowGroup(i)) {
                    ParquetColumn.Chunk chunk = chunk(pages, schema, writer);
                    requireStated(groups.get(i), column, chunk.values());
                    sink.fill(chunk, start, count);
                }
                start += count;
            }
        }
        return sink.column();
    }

    private static ParquetColumn.Chunk chunk(PageReadStore pages, MessageType schema, String writer)
            throws IOException {
        ColumnDescriptor only = schema.getColumns().getFirst();
        PageReader chunk = pages.getPageReader(only);
        requireWhole(chunk.readDictionaryPage());
        return new ParquetColumn.Chunk(
                only,
                chunk,
                () -> new ColumnReadStoreImpl(pages, new NoConverter(), schema, writer).getColumnReader(only),
                chunk.getTotalValueCount());
    }

    /// The library makes room for as many values as a dictionary says that it has.
    private static void requireWhole(DictionaryPage dictionary) throws IOException {
        if (dictionary != null
                && dictionary.getDictionarySize() > dictionary.getBytes().size()) {
            throw new IOException("a dictionary of %d bytes says that it has %d values"
                    .formatted(dictionary.getBytes().size(), dictionary.getDictionarySize()));
        }
    }

    /// How many values the footer says that a column has; with lists, missing and empty ones count as one each.
    private static long values(List<Group> groups, ParquetColumn column) {
        long values = 0;
        for (Group group : groups) {
            values += group.rows() > 0 ? group.chunk(column).getValueCount() : 0;
        }
        column.file().requireMemory(values, column.width());
        return values;
    }

    private static void requireStated(Group group, ParquetColumn column, long there) {
        long stated = group.chunk(column).getValueCount();
        if (there != stated) {
            throw column.file()
                    .bad("column '%s' has %d values in a group where the file's end says %d"
                            .formatted(column.name(), there, stated));
        }
    }

    private static ParquetFileReader open(SourceFile file) throws IOException {
        requireMagic(file);
        return ParquetFileReader.open(new ParquetInput(file), options());
    }

    /// The file once more, whose end has been read.
    private static ParquetFileReader again(SourceFile file, ParquetMetadata end) throws IOException {
        var input = new ParquetInput(file);
        return ParquetFileReader.open(input, end, options(), input.newStream());
    }

    private static ParquetReadOptions options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration())
                .usePageChecksumVerification(true)
                .useStatsFilter(false)
                .useColumnIndexFilter(false)
                .withAllocator(new ParquetInput.Memory())
                .withCodecFactory(new ParquetCodecs())
                .build();
    }

    private static void requireMagic(SourceFile file) throws IOException {
        byte[] head = new byte[MAGIC_BYTES];
        byte[] tail = new byte[MAGIC_BYTES];
        try (var in = new RandomAccessFile(file.path().toFile(), "r")) {
            if (file.size() < 3 * MAGIC_BYTES) {
                throw file.bad("it is no Parquet file: it has only %d bytes".formatted(file.size()));
            }
            in.readFully(head);
            in.seek(file.size() - MAGIC_BYTES);
            in.readFully(tail);
        }
        if (!MAGIC.equals(new String(head, StandardCharsets.ISO_8859_1))) {
            throw file.bad("it is no Parquet file: it does not begin with %s".formatted(MAGIC));
        }
        if (!MAGIC.equals(new String(tail, StandardCharsets.ISO_8859_1))) {
            throw file.bad("it is no whole Parquet file: it does not end with %s; was it cut short?".formatted(MAGIC));
        }
    }

    private static void requireVersion(Map<String, String> metadata, SourceFile file) {
        String version = metadata.getOrDefault(ParquetWriting.VERSION_KEY, ParquetWriting.VERSION);
        if (!ParquetWriting.VERSION.equals(version)) {
            throw file.bad("its rules have version %s (%s); this program knows version %s"
                    .formatted(version, ParquetWriting.VERSION_KEY, ParquetWriting.VERSION));
        }
    }

    private static List<String> names(MessageType schema) {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    /// The row groups, after the footer's claims have been held against the file.
    private static List<Group> groups(List<BlockMetaData> blocks, SourceFile file) {
        var groups = new ArrayList<Group>();
        long rows = 0;
        for (BlockMetaData block : blocks) {
            if (block.getRowCount() < 0) {
                throw file.bad("a row group says that it has %d rows".formatted(block.getRowCount()));
            }
            rows = Math.addExact(rows, block.getRowCount());
            var chunks = new HashMap<String, ColumnChunkMetaData>();
            for (ColumnChunkMetaData chunk : block.getColumns()) {
                requireReadable(chunk, file);
                chunks.putIfAbsent(chunk.getPath().toArray()[0], chunk);
            }
            file.requireMemory(rows, 1);
            groups.add(new Group((int) block.getRowCount(), chunks));
        }
        return groups;
    }

    private static void requireReadable(ColumnChunkMetaData chunk, SourceFile file) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < MAGIC_BYTES || size < 0 || size > file.size() - start) {
            throw file.bad("column '%s' says that it has %d bytes from byte %d of a file of %d; was it cut short?"
                    .formatted(chunk.getPath().toDotString(), size, start, file.size()));
        }
        if (!ParquetCodecs.READABLE.contains(chunk.getCodec())) {
            throw file.bad("column '%s' is compressed with %s; readable are zstd, snappy, gzip and none"
                    .formatted(chunk.getPath().toDotString(), chunk.getCodec()));
        }
    }

    /// The library wants something to push values to; we pull them instead.
    private static final class NoConverter extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {
                @Override
                public GroupConverter asGroupConverter() {
                    return new NoConverter();
                }
            };
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
