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
import unfurl.event.Column;

/// One NumPy array, and the columns that it is.
///
/// @param name  the array's name
/// @param bytes where it lies
/// @param shape the length of each dimension; none where the head cannot be read
record NpyArray(String name, Bytes bytes, List<Long> shape) {
    private static final int MOST_FEATURES = 1000;

    /// Where an array lies.
    interface Bytes {
        /// All of it, from the head on.
        InputStream open() throws IOException;

        /// How many bytes.
        long size();

        /// The checksum that they must have; −1 where there is none.
        long crc();
    }

    /// Looks at the head of an array. One that is no array is found when it is read.
    static NpyArray of(Bytes bytes, String name) {
        try (InputStream in = bytes.open()) {
            return new NpyArray(name, bytes, NpyHeader.read(in, name).shape());
        } catch (IOException unreadable) {
            return new NpyArray(name, bytes, List.of());
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
    List<Column> read(List<String> wanted, SourceFile file) throws IOException {
        try (InputStream raw = bytes.open()) {
            var in = new CheckedInputStream(raw, new CRC32());
            NpyHeader header = NpyHeader.read(in, name);
            NpyType type = NpyType.of(header.descr(), name, file);
            int values = values(header, type, file);
            Column all = type.read(in, values, name, file);
            if (in.read() >= 0 || (bytes.crc() >= 0 && in.getChecksum().getValue() != bytes.crc())) {
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
        long given = bytes.size() - header.bytes();
        long values = shape.stream().reduce(1L, (a, b) -> b == 0 ? 0 : a > given / b ? given + 1 : a * b);
        if (values > given || values * type.size() != given) {
            throw file.bad("array '%s' has the shape %s of %d-byte values and %d bytes"
                    .formatted(name, header.shapeText(), type.size(), given));
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
