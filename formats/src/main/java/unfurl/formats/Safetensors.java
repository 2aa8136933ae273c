package unfurl.formats;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unfurl.InputException;
import unfurl.provenance.Digest;

/// The bytes of a safetensors file; their layout is told at [Tensors].
final class Safetensors {
    /// The key of the texts in the head.
    static final String METADATA = "__metadata__";
    /// The key of the digest in the texts.
    static final String DIGEST = "digest";

    private static final int LENGTH_BYTES = 8;
    private static final long LARGEST_HEAD = 1 << 24;
    private static final int MOST_DIMENSIONS = 16;
    private static final int CHUNK = 1 << 16;
    private static final Range SIZE = Range.atLeast(0);

    private Safetensors() {}

    /// One entry of the head.
    private record Entry(String name, Tensor.Type type, List<Integer> shape, int size, long start, long end) {
        int[] dimensions() {
            return shape.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    static Tensors read(SourceFile file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), CHUNK)) {
            long length = headLength(in, file);
            byte[] bytes = in.readNBytes((int) length);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!text.startsWith("{")) {
                throw file.bad("it is no safetensors file: its head does not begin with {");
            }
            Document head = Document.json(text, file.name());
            Map<String, String> metadata = new LinkedHashMap<>();
            head.find(METADATA)
                    .ifPresent(texts -> texts.map().forEach((key, value) -> metadata.put(key, value.text())));
            List<Entry> entries = entries(head);
            requireNoGaps(entries, file.size() - LENGTH_BYTES - length, file);
            var tensors = new LinkedHashMap<String, Tensor>();
            for (Entry entry : entries) {
                tensors.put(entry.name(), tensor(entry, in));
            }
            return new Tensors(file.name(), metadata, tensors);
        }
    }

    static void write(Tensors tensors, OutputStream out) throws IOException {
        List<Map.Entry<String, Tensor>> order =
                new ArrayList<>(tensors.tensors().entrySet());
        order.sort(Comparator.<Map.Entry<String, Tensor>>comparingInt(
                        entry -> -entry.getValue().type().bytes())
                .thenComparing(Map.Entry::getKey));
        byte[] head = head(tensors, order);
        out.write(ByteBuffer.allocate(LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(head.length)
                .array());
        out.write(head);
        for (Map.Entry<String, Tensor> entry : order) {
            write(entry.getValue(), out);
        }
    }

    /// The digest of everything but itself; what it is of is told at [Tensors#withDigest].
    static Digest digest(Tensors tensors) {
        var text = new StringBuilder();
        new TreeMap<>(tensors.metadata()).forEach((key, value) -> {
            if (!key.equals(DIGEST)) {
                text.append(key).append('=').append(value).append('\n');
            }
        });
        new TreeMap<>(tensors.tensors()).forEach((name, tensor) -> {
            String shape = tensor.shape().toString();
            String bytes = Digest.of(bytes(tensor)).hex();
            text.append("%s %s %s %s\n".formatted(name, tensor.type().code(), shape, bytes));
        });
        return Digest.of(text.toString());
    }

    private static byte[] bytes(Tensor tensor) {
        var out = new ByteArrayOutputStream();
        try {
            write(tensor, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static long headLength(InputStream in, SourceFile file) throws IOException {
        byte[] bytes = in.readNBytes(LENGTH_BYTES);
        if (bytes.length < LENGTH_BYTES) {
            throw file.bad("it is no safetensors file: it has only %d bytes".formatted(bytes.length));
        }
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LARGEST_HEAD || length > file.size() - LENGTH_BYTES) {
            throw file.bad("it is no whole safetensors file: its head would have %s bytes of the file's %d"
                    .formatted(Long.toUnsignedString(length), file.size()));
        }
        return length;
    }

    private static List<Entry> entries(Document head) {
        List<Entry> entries = new ArrayList<>();
        head.map().forEach((name, description) -> {
            if (!METADATA.equals(name)) {
                entries.add(entry(name, description.onlyKeys("dtype", "shape", "data_offsets")));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        return entries;
    }

    private static Entry entry(String name, Document description) {
        Tensor.Type type = type(description.get("dtype"));
        List<Document> lengths = description.get("shape").list();
        List<Document> offsets = description.get("data_offsets").list();
        if (lengths.size() > MOST_DIMENSIONS) {
            throw description.get("shape").refuse("of at most %d dimensions".formatted(MOST_DIMENSIONS));
        }
        List<Integer> shape =
                lengths.stream().map(length -> length.integer(SIZE)).toList();
        if (offsets.size() != 2) {
            throw description.get("data_offsets").refuse("two numbers");
        }
        long start = offsets.getFirst().whole();
        long end = offsets.getLast().whole();
        double size = 1;
        for (int n : shape) {
            size *= n;
        }
        boolean possible = start >= 0 && end >= start && size <= Integer.MAX_VALUE - 8;
        if (!possible || end - start != Math.round(size) * type.bytes()) {
            throw description.get("data_offsets").refuse("as far apart as the shape and type say");
        }
        return new Entry(name, type, shape, (int) size, start, end);
    }

    private static Tensor.Type type(Document code) {
        for (Tensor.Type type : Tensor.Type.values()) {
            if (type.code().equals(code.text())) {
                return type;
            }
        }
        throw code.refuse("F32, F64 or I64");
    }

    private static void requireNoGaps(List<Entry> entries, long bytes, SourceFile file) {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.start() != end) {
                throw file.bad("tensor '%s' begins at byte %d of the values where the one before ends at %d"
                        .formatted(entry.name(), entry.start(), end));
            }
            end = entry.end();
        }
        if (end != bytes) {
            throw file.bad("its tensors have %d bytes and the file has %d; was it cut short?".formatted(end, bytes));
        }
    }

    private static Tensor tensor(Entry entry, InputStream in) throws IOException {
        return switch (entry.type()) {
            case FLOAT32 -> {
                float[] values = new float[entry.size()];
                each(entry, in, (from, i) -> values[i] = from.getFloat());
                yield Tensor.of(values, entry.dimensions());
            }
            case FLOAT64 -> {
                double[] values = new double[entry.size()];
                each(entry, in, (from, i) -> values[i] = from.getDouble());
                yield Tensor.of(values, entry.dimensions());
            }
            case INT64 -> {
                long[] values = new long[entry.size()];
                each(entry, in, (from, i) -> values[i] = from.getLong());
                yield Tensor.of(values, entry.dimensions());
            }
        };
    }

    private interface Take {
        void value(ByteBuffer from, int i);
    }

    private static void each(Entry entry, InputStream in, Take take) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < entry.size(); ) {
            int count = Math.min(entry.size() - i, CHUNK / entry.type().bytes());
            int bytes = count * entry.type().bytes();
            if (in.readNBytes(chunk.array(), 0, bytes) < bytes) {
                throw new EOFException("tensor '%s' ends before its last value".formatted(entry.name()));
            }
            chunk.clear();
            for (int end = i + count; i < end; i++) {
                take.value(chunk, i);
            }
        }
    }

    private static byte[] head(Tensors tensors, List<Map.Entry<String, Tensor>> order) {
        var head = new LinkedHashMap<String, Object>();
        if (!tensors.metadata().isEmpty()) {
            head.put(METADATA, new TreeMap<>(tensors.metadata()));
        }
        long start = 0;
        for (Map.Entry<String, Tensor> entry : order) {
            Tensor tensor = entry.getValue();
            long end = start + (long) tensor.size() * tensor.type().bytes();
            head.put(entry.getKey(), description(tensor, start, end));
            start = end;
        }
        byte[] text = Document.of(tensors.source(), head).toJsonLine().getBytes(StandardCharsets.UTF_8);
        if (text.length > LARGEST_HEAD) {
            throw new InputException("%d tensors are too many for one file".formatted(order.size()));
        }
        byte[] padded = java.util.Arrays.copyOf(text, Math.ceilDiv(text.length, LENGTH_BYTES) * LENGTH_BYTES);
        java.util.Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static Map<String, Object> description(Tensor tensor, long start, long end) {
        var description = new LinkedHashMap<String, Object>(); // in this order, so that the bytes are always the same
        description.put("dtype", tensor.type().code());
        description.put("shape", tensor.shape());
        description.put("data_offsets", List.of(start, end));
        return description;
    }

    private static void write(Tensor tensor, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = CHUNK / tensor.type().bytes();
        for (int start = 0; start < tensor.size(); start += perChunk) {
            chunk.clear();
            int end = Math.min(tensor.size(), start + perChunk);
            switch (tensor.values()) {
                case float[] v -> chunk.asFloatBuffer().put(v, start, end - start);
                case double[] v -> chunk.asDoubleBuffer().put(v, start, end - start);
                case long[] v -> chunk.asLongBuffer().put(v, start, end - start);
                default -> throw new IllegalStateException(tensor.toString());
            }
            out.write(chunk.array(), 0, (end - start) * tensor.type().bytes());
        }
    }
}
