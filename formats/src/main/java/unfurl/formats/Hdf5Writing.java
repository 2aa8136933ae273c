package unfurl.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

/// Writes HDF5 as pandas does: the DataFrame `df` in the layout `fixed`, not packed, which `pandas.read_hdf` reads.
///
/// The columns of one type are one block of (rows × columns) values: [PandasFrame] has the names. The structure
/// comes first, then the values, one dataset after the other, so that the file is
/// written from its beginning to its end.
final class Hdf5Writing {
    static final String KEY = "df";

    private static final int SUPERBLOCK = 48;
    private static final int CHUNK = 1 << 16;

    private final Table table;
    private final Map<String, Values> datasets = new LinkedHashMap<>();

    private Hdf5Writing(Table table) {
        this.table = table;
    }

    /// Writes the bytes of a dataset.
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /// A dataset.
    private static final class Values {
        private final byte[] type;
        private final long[] shape;
        private final long bytes;
        private final Map<String, Object> attributes;
        private final Body body;

        /// @param type       of a value, encoded
        /// @param size       bytes of a value
        /// @param shape      its dimensions
        /// @param attributes what pandas is told of it beside what it is told of every array
        Values(byte[] type, int size, long[] shape, Map<String, Object> attributes, Body body) {
            this.type = type;
            this.shape = shape;
            this.bytes = Arrays.stream(shape).reduce(size, (a, b) -> a * b);
            this.attributes = new TreeMap<>(attributes);
            this.attributes.putAll(Map.of("CLASS", "ARRAY", "FLAVOR", "numpy", "VERSION", "2.4", "transposed", true));
            this.body = body;
        }

        byte[] header(long address) {
            return Hdf5Encoding.dataset(type, shape, address, bytes, attributes);
        }
    }

    static void write(Table table, OutputStream out) throws IOException {
        var writing = new Hdf5Writing(table);
        writing.addDatasets();
        writing.write(out);
    }

    private void addDatasets() {
        Map<Column.Type, List<Column>> blocks = new TreeMap<>();
        table.columns()
                .forEach(column -> blocks.computeIfAbsent(column.type(), type -> new ArrayList<>())
                        .add(column));
        addNames("axis0", table.columns());
        Column index = Column.owning("index", rowNumbers());
        datasets.put(
                "axis1", values(index.type(), new long[] {table.rows()}, List.of(index), Map.of("kind", "integer")));
        int number = 0;
        for (Map.Entry<Column.Type, List<Column>> block : blocks.entrySet()) {
            List<Column> columns = block.getValue();
            addNames("block%d_items".formatted(number), columns);
            datasets.put(
                    "block%d_values".formatted(number),
                    values(block.getKey(), new long[] {table.rows(), columns.size()}, columns, Map.of()));
            number++;
        }
    }

    private long[] rowNumbers() {
        long[] numbers = new long[table.rows()];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private void addNames(String dataset, List<Column> columns) {
        String[] names = columns.stream().map(Column::name).toArray(String[]::new);
        for (String name : names) {
            if (name.isEmpty() || name.indexOf('\0') >= 0) {
                throw new InputException(
                        "column '%s' cannot be named in HDF5 as pandas writes it: its name is empty or has a NUL"
                                .formatted(name));
            }
        }
        byte[][] texts = Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        int longest = Arrays.stream(texts).mapToInt(text -> text.length).max().orElseThrow();
        datasets.put(
                dataset,
                new Values(
                        Hdf5Encoding.text(longest),
                        longest,
                        new long[] {names.length},
                        Map.of("kind", "string"),
                        out -> {
                            for (byte[] text : texts) {
                                out.write(Arrays.copyOf(text, longest));
                            }
                        }));
    }

    private static Values values(Column.Type type, long[] shape, List<Column> columns, Map<String, Object> attributes) {
        int size = switch (type) {
            case FLOAT32, INT32 -> Integer.BYTES;
            case FLOAT64, INT64 -> Long.BYTES;
            case BOOLEAN -> 1;
        };
        return new Values(
                Hdf5Encoding.type(type), size, shape, attributes, out -> writeRows(columns, (int) shape[0], out));
    }

    private static void writeRows(List<Column> columns, int rows, OutputStream out) throws IOException {
        int row = columns.size() * Long.BYTES;
        ByteBuffer chunk = ByteBuffer.allocate(Math.max(CHUNK, row)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows; i++) {
            for (Column column : columns) {
                NpyWriting.put(column, i, chunk);
            }
            if (chunk.remaining() < row || i == rows - 1) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
    }

    private void write(OutputStream out) throws IOException {
        long root = SUPERBLOCK;
        long frame = root + root(0).length;
        Map<String, Long> headers = new LinkedHashMap<>();
        datasets.keySet().forEach(name -> headers.put(name, 0L));
        long at = frame + frame(headers).length;
        for (Map.Entry<String, Values> dataset : datasets.entrySet()) {
            headers.put(dataset.getKey(), at);
            at += dataset.getValue().header(0).length;
        }
        Map<String, Long> bodies = new LinkedHashMap<>();
        for (Map.Entry<String, Values> dataset : datasets.entrySet()) {
            bodies.put(dataset.getKey(), at);
            at += dataset.getValue().bytes;
        }
        out.write(Hdf5Encoding.superblock(root, at));
        out.write(root(frame));
        out.write(frame(headers));
        for (Map.Entry<String, Values> dataset : datasets.entrySet()) {
            out.write(dataset.getValue().header(bodies.get(dataset.getKey())));
        }
        for (Values dataset : datasets.values()) {
            dataset.body.writeTo(out);
        }
    }

    private static byte[] root(long frame) {
        Map<String, Object> attributes =
                new TreeMap<>(Map.of("CLASS", "GROUP", "VERSION", "1.0", "PYTABLES_FORMAT_VERSION", "2.1"));
        return Hdf5Encoding.group(Map.of(KEY, frame), attributes);
    }

    private byte[] frame(Map<String, Long> headers) {
        long blocks = datasets.keySet().stream()
                .filter(name -> name.endsWith("_values"))
                .count();
        Map<String, Object> attributes = new TreeMap<>(Map.of(
                "CLASS",
                "GROUP",
                "VERSION",
                "1.0",
                PandasFrame.KIND,
                PandasFrame.FIXED,
                "pandas_version",
                "0.15.2",
                "encoding",
                "UTF-8",
                "errors",
                "strict",
                "ndim",
                2L,
                "nblocks",
                blocks,
                "axis0_variety",
                "regular",
                "axis1_variety",
                "regular"));
        for (int i = 0; i < blocks; i++) {
            attributes.put("block%d_items_variety".formatted(i), "regular");
        }
        return Hdf5Encoding.group(headers, attributes);
    }
}
