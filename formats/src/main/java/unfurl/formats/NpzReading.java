package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

/// Reads NumPy's `.npz`: a zip archive of `NAME.npy` arrays, stored or deflated, each of one dimension and of
/// one length.
///
/// Only the arrays that are asked for need to fit; others may have any shape and type. Every size that the
/// archive states is held against the file's own before anything is allocated, and every array against its
/// checksum.
final class NpzReading {
    private static final String ENDING = ".npy";

    /// Deflate cannot pack better than this (RFC 1951: 258 bytes in 2 bits).
    private static final int BEST_DEFLATE = 1032;

    private NpzReading() {}

    static List<String> names(SourceFile file) throws IOException {
        try (ZipFile zip = open(file)) {
            return List.copyOf(entries(zip, file).keySet());
        }
    }

    static Table read(SourceFile file, ColumnChoice choice) throws IOException {
        try (ZipFile zip = open(file)) {
            Map<String, ZipEntry> entries = entries(zip, file);
            List<String> wanted = choice.among(List.copyOf(entries.keySet()), file);
            List<Column> columns = new ArrayList<>();
            long bytes = 0;
            for (String name : wanted) {
                bytes += entries.get(name).getSize();
                file.requireMemory(1, bytes);
                columns.add(column(zip, entries.get(name), name, file));
            }
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
        for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
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

    private static Column column(ZipFile zip, ZipEntry entry, String name, SourceFile file) throws IOException {
        try (InputStream raw = zip.getInputStream(entry)) {
            var in = new CheckedInputStream(raw, new CRC32());
            NpyHeader header = NpyHeader.read(in, name);
            NpyType type = NpyType.of(header, name, file);
            if (header.shape().size() != 1) {
                throw file.bad(
                        "array '%s' has the shape %s; a column has one dimension".formatted(name, header.shapeText()));
            }
            long rows = header.shape().getFirst();
            long bytes = entry.getSize() - header.bytes();
            if (rows > bytes || rows * type.size() != bytes) {
                throw file.bad("array '%s' has the shape %s of %d-byte values and %d bytes"
                        .formatted(name, header.shapeText(), type.size(), bytes));
            }
            file.requireMemory(rows, type.width());
            Column column = type.read(in, (int) rows, name, file);
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw file.bad("array '%s' is damaged: its checksum is wrong".formatted(name));
            }
            return column;
        }
    }

    private static void requireOneLength(List<Column> columns, SourceFile file) {
        for (Column column : columns) {
            Column first = columns.getFirst();
            if (column.size() != first.size()) {
                throw file.bad("array '%s' has %d values where '%s' has %d; name the columns that belong together"
                        .formatted(column.name(), column.size(), first.name(), first.size()));
            }
        }
    }
}
