package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import unfurl.event.Column;

/// One array of an `.npz`, and the columns that it is.
///
/// @param name  the array's name
/// @param entry where it lies in the archive
/// @param shape the length of each dimension; none where the head cannot be read
record NpzArray(String name, ZipEntry entry, List<Long> shape) {
    private static final int MOST_FEATURES = 1000;

    /// Looks at the head of an array. One that is no array is found when it is read.
    static NpzArray of(ZipFile zip, ZipEntry entry, String name, SourceFile file) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new NpzArray(name, entry, NpyHeader.read(in, name).shape());
        } catch (IOException unreadable) {
            return new NpzArray(name, entry, List.of());
        }
    }

    /// The names of its columns.
    List<String> columns() {
        if (shape.size() != 3 || shape.getLast() > MOST_FEATURES) {
            return List.of(name);
        }
        return LongStream.range(0, shape.getLast()).mapToObj(this::feature).toList();
    }

    private String feature(long i) {
        return "%s[%d]".formatted(name, i);
    }

    /// Those of its columns that are wanted.
    List<Column> read(ZipFile zip, List<String> wanted, SourceFile file) throws IOException {
        try (InputStream raw = zip.getInputStream(entry)) {
            var in = new CheckedInputStream(raw, new CRC32());
            NpyHeader header = NpyHeader.read(in, name);
            NpyType type = NpyType.of(header, name, file);
            int values = values(header, type, file);
            Column all = type.read(in, values, name, file);
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw file.bad("array '%s' is damaged: its checksum is wrong".formatted(name));
            }
            return shape.size() == 1 ? List.of(all) : lists(all, header.isFortran(), wanted);
        }
    }

    /// How many values the array has, after its shape has been held against its bytes.
    private int values(NpyHeader header, NpyType type, SourceFile file) {
        if (shape.isEmpty()
                || shape.size() > 3
                || !columns().getFirst().equals(shape.size() == 3 ? feature(0) : name)) {
            throw file.bad(
                    "array '%s' has the shape %s; %s"
                            .formatted(
                                    name,
                                    header.shapeText(),
                                    "a column has one dimension, lists have two (rows, slots) or three (rows, slots, features)"));
        }
        long bytes = entry.getSize() - header.bytes();
        long values = shape.stream().reduce(1L, (a, b) -> b == 0 ? 0 : a > bytes / b ? bytes + 1 : a * b);
        if (values > bytes || values * type.size() != bytes) {
            throw file.bad("array '%s' has the shape %s of %d-byte values and %d bytes"
                    .formatted(name, header.shapeText(), type.size(), bytes));
        }
        file.requireMemory(values, (long) type.width() * (shape.size() == 1 ? 1 : 2));
        file.requireMemory(shape.getFirst(), 1);
        return (int) values;
    }

    private List<Column> lists(Column all, boolean isFortran, List<String> wanted) {
        int rows = shape.getFirst().intValue();
        int slots = shape.get(1).intValue();
        int features = shape.size() == 3 ? shape.get(2).intValue() : 1;
        int[] first = new int[rows + 1];
        Arrays.setAll(first, row -> row * slots);
        var lists = new ArrayList<Column>();
        for (int f = 0; f < features; f++) {
            String column = columns().get(f);
            int feature = f;
            IntUnaryOperator place =
                    isFortran ? i -> i / slots + rows * (i % slots + slots * feature) : i -> i * features + feature;
            if (wanted.contains(column)) {
                int[] places = new int[rows * slots];
                Arrays.setAll(places, place);
                lists.add(Column.lists(first, all.gather(places).named(column)));
            }
        }
        return lists;
    }
}
