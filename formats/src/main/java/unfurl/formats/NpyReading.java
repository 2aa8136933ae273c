package unfurl.formats;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.NpyHeader.Field;

/// Reads NumPy's `.npy`: one array. Of records, a structured type, each field is a column; any other is as in `.npz`,
/// with the file's name.
final class NpyReading {
    private static final String ENDING = ".npy";
    private static final Pattern SIZE = Pattern.compile("[<>|=]?([a-zA-Z])([0-9]{1,4})");
    private static final int CHUNK = 1 << 18;

    private NpyReading() {}

    static List<String> names(SourceFile file) {
        NpyHeader header = header(file);
        return header.fields().isEmpty()
                ? array(file).columns()
                : List.copyOf(places(header, file).keySet());
    }

    static Table read(SourceFile file, ColumnChoice choice) throws IOException {
        NpyHeader header = header(file);
        if (!header.fields().isEmpty()) {
            return records(header, choice, file);
        }
        NpyArray array = array(file);
        List<String> wanted = choice.among(array.columns(), file);
        file.requireMemory(1, file.size());
        Map<String, Column> read =
                array.read(wanted, file).stream().collect(Collectors.toMap(Column::name, Function.identity()));
        return Table.of(file.name(), wanted.stream().map(read::get).toList());
    }

    private static NpyHeader header(SourceFile file) {
        try (InputStream in = Files.newInputStream(file.path())) {
            return NpyHeader.read(in, name(file));
        } catch (IOException failure) {
            throw new InputException(
                    "cannot read %s: it is no whole NumPy array (%s)"
                            .formatted(file.path(), InputException.reason(failure)),
                    failure);
        }
    }

    private static String name(SourceFile file) {
        return file.name().substring(0, file.name().length() - ENDING.length());
    }

    private static NpyArray array(SourceFile file) {
        return NpyArray.of(new Whole(file), name(file));
    }

    /// An array that is the file.
    private record Whole(SourceFile file) implements NpyArray.Bytes {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file.path());
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public long crc() {
            return -1;
        }
    }

    /// Where a field lies in a record.
    private record Place(Field field, int from, int bytes) {}

    /// The fields that have names.
    private static Map<String, Place> places(NpyHeader header, SourceFile file) {
        var places = new LinkedHashMap<String, Place>();
        int from = 0;
        for (Field field : header.fields()) {
            int bytes = bytes(field, file);
            if (!field.name().isEmpty() && places.put(field.name(), new Place(field, from, bytes)) != null) {
                throw file.bad("it has two columns '%s'".formatted(field.name()));
            }
            from += bytes;
        }
        return places;
    }

    private static int bytes(Field field, SourceFile file) {
        Matcher size = SIZE.matcher(field.descr());
        if (!size.matches()) {
            throw file.bad(
                    "field '%s' has the type '%s', whose size is not known".formatted(field.name(), field.descr()));
        }
        long bytes = Long.parseLong(size.group(2)) * ("U".equals(size.group(1)) ? Integer.BYTES : 1);
        for (long length : NpyHeader.lengths(field.inner())) {
            bytes *= Math.min(length, file.size() + 1);
            if (bytes > file.size()) {
                throw file.bad("field '%s' has more bytes than the file".formatted(field.name()));
            }
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static NpyType type(Field field, SourceFile file) {
        if (!field.inner().isEmpty()) {
            throw file.bad("field '%s' has the shape (%s); a column has one number in each record"
                    .formatted(field.name(), field.inner()));
        }
        return NpyType.of(field.descr(), field.name(), file);
    }

    private static Table records(NpyHeader header, ColumnChoice choice, SourceFile file) throws IOException {
        Map<String, Place> places = places(header, file);
        List<String> wanted = choice.among(List.copyOf(places.keySet()), file);
        List<NpyType> types = wanted.stream()
                .map(name -> type(places.get(name).field(), file))
                .toList();
        int record =
                header.fields().stream().mapToInt(field -> bytes(field, file)).sum();
        int rows = rows(header, record, file);
        file.requireMemory(rows, 2L * types.stream().mapToInt(NpyType::width).sum());
        List<byte[]> values = values(header, wanted.stream().map(places::get).toList(), record, rows, file);
        var columns = new ArrayList<Column>();
        for (int i = 0; i < wanted.size(); i++) {
            columns.add(types.get(i).read(new ByteArrayInputStream(values.get(i)), rows, wanted.get(i), file));
        }
        return Table.of(file.name(), columns);
    }

    /// How many records there are, after the shape has been held against the file's bytes.
    private static int rows(NpyHeader header, int record, SourceFile file) {
        if (header.shape().size() != 1) {
            throw file.bad("its records have the shape %s; a table has one dimension".formatted(header.shapeText()));
        }
        long rows = header.shape().getFirst();
        long given = file.size() - header.bytes();
        if (record == 0 || rows > given || rows * record != given) {
            throw file.bad("it says that it has %d records of %d bytes, and has %d bytes for them"
                    .formatted(rows, record, given));
        }
        file.requireMemory(Math.multiplyExact(rows, Long.BYTES), 1);
        return (int) rows;
    }

    /// The bytes of each field, one record after the other.
    private static List<byte[]> values(NpyHeader header, List<Place> fields, int record, int rows, SourceFile file)
            throws IOException {
        List<byte[]> values =
                fields.stream().map(field -> new byte[rows * field.bytes()]).toList();
        byte[] chunk = new byte[Math.max(1, CHUNK / record) * record];
        try (InputStream in = Files.newInputStream(file.path())) {
            in.skipNBytes(header.bytes());
            for (int row = 0; row < rows; ) {
                int count = Math.min(rows - row, chunk.length / record);
                if (in.readNBytes(chunk, 0, count * record) < count * record) {
                    throw new EOFException("it ends before its last record");
                }
                for (int i = 0; i < count; i++, row++) {
                    for (int f = 0; f < fields.size(); f++) {
                        Place field = fields.get(f);
                        System.arraycopy(
                                chunk, i * record + field.from(), values.get(f), row * field.bytes(), field.bytes());
                    }
                }
            }
        }
        return values;
    }
}
