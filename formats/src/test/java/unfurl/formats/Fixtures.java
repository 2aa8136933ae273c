package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unfurl.event.Column;
import unfurl.event.Table;

/// Files that others wrote; how they were made is told by make_numpy.py, make_parquet.sql and
/// the others beside them.
final class Fixtures {
    /// The same 200 events in Parquet, by what is special in each file.
    static final List<String> PARQUET = List.of(
            "events_v1_zstd.parquet",
            "events_v1_snappy.parquet",
            "events_v1_gzip.parquet",
            "events_v1_none.parquet",
            "events_v2_zstd.parquet",
            "events_v2_plain.parquet");

    private Fixtures() {}

    static byte[] bytes(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A copy of a fixture in a folder.
    static Path copy(String name, Path folder) {
        return write(folder.resolve(Path.of(name).getFileName()), bytes(name));
    }

    static Path write(Path path, byte[] bytes) {
        try {
            return Files.write(path, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A column's values; -0.0 and 0.0 differ, NaN equals NaN.
    static List<Double> values(Column column) {
        return java.util.stream.IntStream.range(0, column.size())
                .mapToObj(column::at)
                .toList();
    }

    /// A table of every type with the values that are easily lost.
    static Table everyType() {
        return Table.of(
                "made here",
                List.of(
                        Column.owning("pT_ll", new float[] {1.5f, Float.NaN, -0.0f, Float.MIN_VALUE, 1e30f})
                                .in("GeV"),
                        Column.owning(
                                "weight",
                                new double[] {Math.PI, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE, 1e300}),
                        Column.owning("nTracks", new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 7}),
                        Column.owning("event", new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 9007199254740993L}),
                        Column.owning("passReco", new boolean[] {true, false, false, true, true}),
                        Column.owning("Δφ, \"lab\"", new float[] {1, 2, 3, 4, 5})
                                .in("rad")));
    }
}
