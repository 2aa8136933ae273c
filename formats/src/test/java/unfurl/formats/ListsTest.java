package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;

class ListsTest {
    @TempDir
    Path folder;

    private static List<Double> list(Column column, int row) {
        return IntStream.range(0, column.count(row))
                .mapToObj(i -> column.elements().at(column.first(row) + i))
                .toList();
    }

    private static List<List<Double>> lists(Column column) {
        return IntStream.range(0, column.size())
                .mapToObj(row -> list(column, row))
                .toList();
    }

    /// Expected: the formulas of make_lists.sql.
    @ParameterizedTest
    @ValueSource(strings = {"lists_v1_zstd.parquet", "lists_v2_zstd.parquet", "lists_v1_plain.parquet"})
    void listsThatDuckDbWroteAreRead(String file) {
        Table table = Tables.read(Fixtures.copy(file, folder), List.of("pid", "event", "pt", "eta"));
        assertThat(table.rows()).isEqualTo(3000);
        Column pt = table.column("pt", "");
        assertThat(List.of(
                        pt.type(),
                        table.column("eta", "").type(),
                        table.column("pid", "").type()))
                .containsExactly(Column.Type.FLOAT32, Column.Type.FLOAT64, Column.Type.INT32);
        for (int i = 0; i < 3000; i++) {
            int row = i;
            List<Integer> particles = IntStream.range(0, i % 5).boxed().toList();
            assertThat(list(pt, i))
                    .isEqualTo(particles.stream().map(j -> row / 8.0 + j).toList());
            assertThat(list(table.column("eta", ""), i))
                    .isEqualTo(particles.stream().map(j -> (j - row) / 16.0).toList());
            assertThat(list(table.column("pid", ""), i))
                    .isEqualTo(particles.stream()
                            .map(j -> (row * 7 + j * 3) % 5 - 2.0)
                            .toList());
        }
    }

    @Test
    void aNullListIsAbsentAnEmptyOneIsNotAndANullElementIsNaN() {
        Path file = Fixtures.copy("lists_missing.parquet", folder);
        Column pt = Tables.read(file, List.of("pt")).column("pt", "");
        assertThat(pt.absent().indices()).containsExactly(1);
        assertThat(lists(pt))
                .containsExactly(List.of(0.0, Double.NaN, 2.5), List.of(), List.of(), List.of(3.0, Double.NaN, 2.5));
        assertThat(pt.finite().indices()).containsExactly(2);
        assertThatThrownBy(() -> Tables.read(file, List.of("pid")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column 'pid' has no value in element 1 of the list of row 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep", "several", "words"})
    void listsOfAnythingButNumbersAreRefusedByName(String name) {
        Path file = Fixtures.copy("lists_missing.parquet", folder);
        assertThatThrownBy(() -> Tables.read(file, List.of(name)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column '" + name + "' holds ");
    }

    /// One column of each type; lists of 0, 1, 2, 0, 1, 2, … elements, of which each seventh is absent on request.
    private static Table everyType(int rows, boolean absent) {
        int[] first = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            first[row + 1] = first[row] + (row % 7 == 6 && absent ? 0 : row % 3);
        }
        int n = first[rows];
        float[] floats = new float[n];
        double[] doubles = new double[n];
        int[] ints = new int[n];
        long[] longs = new long[n];
        boolean[] flags = new boolean[n];
        for (int i = 0; i < n; i++) {
            floats[i] = i % 11 == 3 ? Float.NaN : i / 4f;
            doubles[i] = Math.sqrt(i);
            ints[i] = -i;
            longs[i] = Long.MIN_VALUE + i;
            flags[i] = i % 5 == 1;
        }
        Mask gone = Mask.of(rows, row -> row % 7 == 6 && absent);
        var columns = new ArrayList<Column>();
        for (Column elements : List.of(
                Column.owning("f", floats).in("GeV"),
                Column.owning("d", doubles),
                Column.owning("i", ints),
                Column.owning("l", longs),
                Column.owning("b", flags))) {
            columns.add(Column.lists(first, elements, gone));
        }
        columns.add(Column.tabulate("scalar", rows, row -> row));
        return Table.of("made here", columns);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listsOfEveryTypeComeBackAsTheyWere(boolean absent) throws IOException {
        Table table = everyType(10_000, absent);
        Path file = folder.resolve("t.parquet");
        AtomicFile.write(file, out -> ParquetWriting.write(table, out, 1 << 16, 1 << 20));
        Table read = Tables.read(file);
        assertThat(read.names()).isEqualTo(table.names());
        assertThat(read.column("f", "").unit()).isEqualTo("GeV");
        for (String name : List.of("f", "d", "i", "l", "b")) {
            Column column = read.column(name, "");
            Column written = table.column(name, "");
            assertThat(column.type()).isEqualTo(written.type());
            assertThat(column.absent().indices()).isEqualTo(written.absent().indices());
            assertThat(lists(column)).isEqualTo(lists(written));
        }
        assertThat(read.column("l", "").elements().longAt(1)).isEqualTo(Long.MIN_VALUE + 1);
        Tables.write(table, folder.resolve("again.parquet"));
        Tables.write(table, file);
        assertThat(Files.mismatch(file, folder.resolve("again.parquet"))).isEqualTo(-1);
    }

    /// Older writers (Avro's, Hive's) have two levels, or a repeated column: made with the library's own writer.
    @Test
    void listsOfTwoLevelsAndRepeatedColumnsAreRead() throws IOException {
        var schema = new MessageType(
                "old",
                Types.optionalGroup()
                        .as(LogicalTypeAnnotation.listType())
                        .repeated(PrimitiveTypeName.FLOAT)
                        .named("array")
                        .named("two"),
                Types.repeated(PrimitiveTypeName.DOUBLE).named("bare"));
        Path file = folder.resolve("old.parquet");
        OldLists.write(file, schema, List.of(List.of(1.0, 2.0), List.of(), List.of(3.0)));
        Table read = Tables.read(file);
        assertThat(lists(read.column("two", ""))).containsExactly(List.of(1.0, 2.0), List.of(), List.of(3.0));
        assertThat(lists(read.column("bare", ""))).containsExactly(List.of(1.0, 2.0), List.of(), List.of(3.0));
    }

    /// Expected: the formulas of make_padded.py.
    @Test
    void paddedArraysAreListsOfOneLengthInEitherOrder() {
        Path file = Fixtures.copy("padded.npz", folder);
        assertThat(Tables.names(file))
                .contains("X[0]", "X[3]", "F[2]", "pt", "ptF", "mask", "count", "scalar")
                .doesNotContain("X", "X[4]");
        Table table = Tables.read(file, List.of("X[1]", "F[1]", "X[0]", "pt", "ptF", "mask", "count"));
        assertThat(table.names()).containsExactly("X[1]", "F[1]", "X[0]", "pt", "ptF", "mask", "count");
        assertThat(lists(table.column("F[1]", ""))).isEqualTo(lists(table.column("X[1]", "")));
        assertThat(lists(table.column("ptF", ""))).isEqualTo(lists(table.column("pt", "")));
        assertThat(list(table.column("X[1]", ""), 7)).containsExactly(-0.875, 0.125, 1.125);
        assertThat(list(table.column("X[0]", ""), 6)).containsExactly(7.0, 7.25, 0.0);
        assertThat(list(table.column("mask", ""), 6)).containsExactly(1.0, 1.0, 0.0);
        assertThat(table.column("count", "").isList()).isFalse();
        assertThatThrownBy(() -> Tables.read(file, List.of("deep"))).hasMessageContaining("shape (10, 2, 2, 2)");
        assertThatThrownBy(() -> Tables.read(file, List.of("X[4]"))).hasMessageContaining("Did you mean 'X[0]'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.npz"})
    void aFormatWithoutListsRefusesToWriteThem(String name) {
        assertThatThrownBy(() -> Tables.write(everyType(10, false), folder.resolve(name)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column 'f' has a list in each row, and ")
                .hasMessageContaining("no place for lists");
        assertThat(folder).isEmptyDirectory();
    }
}
