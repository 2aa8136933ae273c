package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

/// Reads NumPy's `.npz`: a zip archive of `NAME.npy` arrays, stored or deflated, of one length each.
///
/// An array of one dimension is a column. One of two, (rows × slots), is a column of lists of one length. One of
/// three, (rows × slots × features), is as many columns of lists, `NAME[0]`, `NAME[1]`, ….
///
/// Only the arrays that are asked for need to fit; others may have any shape and type. Every size that the
/// archive states is held against the file's own before anything is allocated, and every array against its
/// checksum.
final class NpzReading {
    private static final String ENDING = ".npy";

    /// Deflate cannot pack better than this (RFC 1951: 258 bytes in 2 bits).
    private static final int BEST_DEFLATE = 1032;

    private NpzReading() {}

    /// An array in the archive.
    private record Entry(ZipFile zip, ZipEntry entry) implements NpyArray.Bytes {
        @Override
        public InputStream open() throws IOException {
            return zip.getInputStream(entry);
        }

        @Override
        public long size() {
            return entry.getSize();
        }

        @Override
        public long crc() {
            return entry.getCrc();
        }
    }

    static List<String> names(SourceFile file) throws IOException {
        try (ZipFile zip = open(file)) {
            return List.copyOf(arrays(zip, file).keySet());
        }
    }

    /// The columns' names, each with its array; a name of a feature is found by the array's shape.
    private static Map<String, NpyArray> arrays(ZipFile zip, SourceFile file) throws IOException {
        var arrays = new LinkedHashMap<String, NpyArray>();
        for (Map.Entry<String, ZipEntry> entry : entries(zip, file).entrySet()) {
            NpyArray array = NpyArray.of(new Entry(zip, entry.getValue()), entry.getKey());
            array.columns().forEach(name -> {
                if (arrays.put(name, array) != null) {
                    throw file.bad("it has two columns '%s'".formatted(name));
                }
            });
        }
        return arrays;
    }

    static Table read(SourceFile file, ColumnChoice choice) throws IOException {
        try (ZipFile zip = open(file)) {
            Map<String, NpyArray> arrays = arrays(zip, file);
            List<String> wanted = choice.among(List.copyOf(arrays.keySet()), file);
            Map<String, Column> read = new HashMap<>();
            long bytes = 0;
            for (NpyArray array :
                    new LinkedHashSet<>(wanted.stream().map(arrays::get).toList())) {
                bytes += array.bytes().size();
                file.requireMemory(1, bytes);
                array.read(wanted, file).forEach(column -> read.put(column.name(), column));
            }
            List<Column> columns = wanted.stream().map(read::get).toList();
            requireOneLength(columns, file);
            return Table.of(file.name(), columns);
        }
    }

    private static ZipFile open(SourceFile file) throws IOException {
        try {
            return new ZipFile(file.path().toFile());
        } catch (ZipException failure) {
            throw new InputException(
                    "cannot read %s: it is no whole npz archive (%s)".formatted(file.path(), failure.getMessage()),
                    failure);
        }
    }

    private static Map<String, ZipEntry> entries(ZipFile zip, SourceFile file) {
        var entries = new LinkedHashMap<String, ZipEntry>();
        long packed = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().endsWith(ENDING)) {
                throw file.bad("it holds '%s', which is no array".formatted(entry.getName()));
            }
            String name = entry.getName().substring(0, entry.getName().length() - ENDING.length());
            if (entries.put(name, entry) != null) {
                throw file.bad("it has two columns '%s'".formatted(name));
            }
            packed += requirePossible(entry, name, file);
            if (packed > file.size()) {
                throw file.bad("its arrays say that they have more bytes than the file");
            }
        }
        return entries;
    }

    /// Refuses sizes that no archive can have, and gives the packed one.
    private static long requirePossible(ZipEntry entry, String name, SourceFile file) {
        long packed = entry.getCompressedSize();
        long size = entry.getSize();
        long most = entry.getMethod() == ZipEntry.STORED ? packed : (packed + 8) * BEST_DEFLATE;
        if (packed < 0 || packed > file.size() || size < 0 || size > most) {
            throw file.bad("array '%s' says that it has %d bytes, packed in %d of a file of %d"
                    .formatted(name, size, packed, file.size()));
        }
        return packed;
    }

    private static void requireOneLength(List<Column> columns, SourceFile file) {
        for (Column column : columns) {
            Column first = columns.getFirst();
            if (column.size() != first.size()) {
                throw file.bad("array '%s' has %d rows where '%s' has %d; name the columns that belong together"
                        .formatted(column.name(), column.size(), first.name(), first.size()));
            }
        }
    }
}
