package unfurl.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

/// Reads and writes tables of columns; the ending of the file's name says the format.
///
/// `.parquet` is Apache Parquet, with units, types and lists kept; `.h5` is HDF5 as pandas writes it, where
/// `x.h5::key` is one of several DataFrames; `.npz` is NumPy's archive of one array per
/// column, whose padded arrays are read as lists of one length; `.npy` is one array of records, or one column;
/// `.csv` is text with a header line; `.root` is read alone, a tree of a ROOT file, of several the one named after
/// `::`, as in `mc.root::nominal/tree`.
/// `docs/reference/tables.md` has the types, limits and errors of each.
/// Every failure is an [InputException] that names the file and what is wrong with it.
public final class Tables {
    private Tables() {}

    /// Every column of a file.
    ///
    /// @throws InputException when the file is missing, unreadable, damaged, or has a column that is not of
    ///                        numbers
    public static Table read(Path path) {
        return read(path, ColumnChoice.all());
    }

    /// Some columns of a file, in the order asked for; the others are not decoded.
    ///
    /// @param columns their names; a repeated one counts once
    /// @throws InputException when a column is not there (with the nearest name), and as [#read(Path)]
    public static Table read(Path path, Collection<String> columns) {
        return read(path, ColumnChoice.of(columns));
    }

    /// Every column of a file, with the `double` values of some rounded to `float`: half the memory for weights whose
    /// seventh digit nobody needs.
    ///
    /// @param asFloats which columns, by name
    /// @throws InputException as [#read(Path)]
    public static Table readCompact(Path path, Predicate<String> asFloats) {
        Table table = read(path, ColumnChoice.all().asFloats(asFloats));
        return Table.of(
                table.source(),
                table.columns().stream()
                        .map(column -> asFloats.test(column.name()) ? column.asFloats() : column)
                        .toList());
    }

    /// The names of a file's columns, in its order, without reading their values.
    ///
    /// @throws InputException as [#read(Path)]
    public static List<String> names(Path path) {
        TablePath place = TablePath.of(path);
        Format format = Format.of(path);
        SourceFile file = SourceFile.of(place.file());
        List<String> names = file.reading(format.label, () -> switch (format) {
            case HDF5 -> Hdf5Reading.names(file, place.key());
            case PARQUET -> ParquetReading.names(file);
            case NPZ -> NpzReading.names(file);
            case NPY -> NpyReading.names(file);
            case CSV -> CsvReading.names(file);
            case ROOT -> RootReading.names(file, place.key());
        });
        return ColumnChoice.all().among(names, file);
    }

    /// Writes a table, whole or not at all, replacing the file that is there.
    ///
    /// @throws InputException when the file cannot be written, its ending is unknown or that of a format that is
    ///                        only read, there is no column, or a column has lists and the file is not Parquet
    public static void write(Table table, Path path) {
        Format format = Format.of(path);
        if (!format.isWritten()) {
            throw new InputException("cannot write %s: %s files are only read\n  allowed    %s"
                    .formatted(path, format.label, Format.endings(Format::isWritten)));
        }
        if (table.columns().isEmpty()) {
            throw new InputException("cannot write %s: the table has no columns".formatted(path));
        }
        AtomicFile.write(path, out -> write(table, format, out));
    }

    /// Writes a table in a format of choice, whatever the file's ending, whole or not at all. A file whose
    /// ending is another's cannot be read back under that name.
    ///
    /// @throws InputException when the file cannot be written
    public static void write(Table table, Path path, Format format) {
        AtomicFile.write(path, out -> write(table, format, out));
    }

    private static Table read(Path path, ColumnChoice choice) {
        TablePath place = TablePath.of(path);
        Format format = Format.of(path);
        SourceFile file = SourceFile.of(place.file());
        return file.reading(format.label, () -> switch (format) {
            case HDF5 -> Hdf5Reading.read(file, place.key(), choice);
            case PARQUET -> ParquetReading.read(file, choice);
            case NPZ -> NpzReading.read(file, choice);
            case NPY -> NpyReading.read(file, choice);
            case CSV -> CsvReading.read(file, choice);
            case ROOT -> RootReading.read(file, place.key(), choice);
        });
    }

    private static void write(Table table, Format format, OutputStream out) throws IOException {
        switch (format) {
            case PARQUET -> ParquetWriting.write(table, out);
            case HDF5 -> Hdf5Writing.write(withoutLists(table, format), out);
            case ROOT -> throw new IllegalArgumentException("tables are not written as " + format);
            case NPZ -> NpzWriting.write(withoutLists(table, format), out);
            case NPY -> NpyWriting.write(withoutLists(table, format), out);
            case CSV -> CsvWriting.write(withoutLists(table, format), out);
        }
    }

    /// The table, in a format that has no place for lists.
    private static Table withoutLists(Table table, Format format) {
        for (Column column : table.columns()) {
            if (column.isList()) {
                throw new InputException(
                        "column '%s' has a list in each row, and %s has no place for lists of different lengths\n  allowed    a file .parquet, or the other columns"
                                .formatted(column.name(), format.label));
            }
        }
        return table;
    }

    /// The formats of tables.
    public enum Format {
        /// Apache Parquet.
        PARQUET("Parquet", ".parquet"),
        /// HDF5 as pandas writes it.
        HDF5("HDF5", ".h5 .hdf5 .hdf"),
        /// NumPy's archive of one array per column.
        NPZ("NumPy npz", ".npz"),
        /// NumPy's array of records.
        NPY("NumPy npy", ".npy"),
        /// Text with a header line.
        CSV("CSV", ".csv"),
        /// CERN's ROOT, which is only read.
        ROOT("ROOT", ".root");

        private final String label;
        private final String endings;

        /// @param endings with blanks between them
        Format(String label, String endings) {
            this.label = label;
            this.endings = endings;
        }

        private Stream<String> endings() {
            return Stream.of(endings.split(" ", -1));
        }

        /// What the names of such files end in, the first of them if there are several: `.parquet`.
        public String ending() {
            return endings().findFirst().orElseThrow();
        }

        /// Whether a file's name has this ending, without the key of a table in it.
        public boolean isEndingOf(Path path) {
            String name =
                    String.valueOf(TablePath.of(path).file().getFileName()).toLowerCase(Locale.ROOT);
            return endings().anyMatch(name::endsWith);
        }

        /// Whether tables are written in this format too.
        public boolean isWritten() {
            return this != ROOT;
        }

        /// The endings of some formats: `.parquet, .csv`.
        static String endings(Predicate<Format> which) {
            return Stream.of(values()).filter(which).map(Format::ending).collect(Collectors.joining(", "));
        }

        static Format of(Path path) {
            for (Format format : values()) {
                if (format.isEndingOf(path)) {
                    return format;
                }
            }
            throw new InputException(
                    "%s is no table: its name ends in none of %s".formatted(path, endings(format -> true)));
        }
    }
}
