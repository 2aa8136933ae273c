package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

class Hdf5WritingTest {
    @TempDir
    Path folder;

    /// The judge of what pandas can read is pandas.
    @Test
    void pandasReadsEveryTypeAndEveryValue() throws Exception {
        Optional<String> python = python();
        assumeTrue(
                python.isPresent() || "1".equals(System.getenv("UNFURL_NO_SKIPS")),
                "NOT TESTED: no python3 with pandas and PyTables is here to read the HDF5 that we write");
        Path file = folder.resolve("t.h5");
        Table table = Fixtures.everyType();
        Tables.write(table, file);

        List<String> lines =
                run(python.orElseThrow(), Fixtures.copy("read_hdf5.py", folder).toString(), file.toString());

        assertThat(lines).hasSize(table.columns().size());
        for (int i = 0; i < lines.size(); i++) {
            Column column = table.columns().get(i);
            String[] fields = lines.get(i).split("\t", -1);
            assertThat(fields[0]).isEqualTo(column.name());
            assertThat(fields[1]).isEqualTo(type(column));
            for (int row = 0; row < table.rows(); row++) {
                assertThat(read(fields[2 + row], column)).isEqualTo(expected(column, row));
            }
        }
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case FLOAT32 -> "float32";
            case FLOAT64 -> "float64";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case BOOLEAN -> "bool";
        };
    }

    private static Object expected(Column column, int row) {
        return switch (column.type()) {
            case FLOAT32, FLOAT64 -> column.at(row);
            case INT32, INT64 -> Long.toString(column.longAt(row));
            case BOOLEAN -> Boolean.toString(column.longAt(row) == 1);
        };
    }

    private static Object read(String text, Column column) {
        return switch (column.type()) {
            case FLOAT32, FLOAT64 -> number(text);
            case INT32, INT64, BOOLEAN -> text;
        };
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Optional<String> python() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(command -> {
                    try {
                        run(command, "-c", "import pandas, tables");
                        return true;
                    } catch (IOException absent) {
                        return false;
                    }
                })
                .findFirst();
    }

    private static List<String> run(String... command) throws IOException {
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return out.lines().toList();
    }

    @Test
    void severalTypesKeepTheOrderOfTheirColumns() {
        Path file = folder.resolve("t.h5");
        Table table = Tables.read(Fixtures.copy("atlas.h5", folder));
        Tables.write(table, file);

        Table read = Tables.read(file);

        assertThat(read.names()).isEqualTo(table.names());
        for (Column column : table.columns()) {
            assertThat(Fixtures.values(read.column(column.name(), ""))).isEqualTo(Fixtures.values(column));
        }
        assertThat(Tables.names(Path.of(file + "::df"))).isEqualTo(table.names());
    }

    @Test
    void aNameThatHdf5CannotHoldIsRefused() {
        Path file = folder.resolve("t.h5");

        for (String name : List.of("", "a\0b")) {
            Table table = Table.of("made here", List.of(Column.owning(name, new double[] {1})));
            assertThatThrownBy(() -> Tables.write(table, file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("cannot be named in HDF5");
        }
        assertThat(file).doesNotExist();
    }
}
