package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

class TablesTest {
    @TempDir
    Path folder;

    static Stream<String> sameEvents() {
        return Stream.concat(
                Fixtures.PARQUET.stream(),
                Stream.of("events_deflate.npz", "events_big_endian.npz", "events.npz", "events.npy", "events.h5"));
    }

    @ParameterizedTest
    @MethodSource("sameEvents")
    void everyFormatGivesTheSameEvents(String name) {
        Table events = Tables.read(Fixtures.copy("events.npz", folder));
        Table same = Tables.read(Fixtures.copy(name, folder));

        assertThat(same.rows()).isEqualTo(200);
        assertThat(same.names()).isEqualTo(events.names());
        assertThat(Tables.names(folder.resolve(name))).isEqualTo(events.names());
        for (Column column : events.columns()) {
            assertThat(same.column(column.name(), "").type()).isEqualTo(column.type());
            assertThat(Fixtures.values(same.column(column.name(), ""))).isEqualTo(Fixtures.values(column));
        }
    }

    @Test
    void theFirstEventIsTheOneThatNumpyPrints() {
        Table events = Tables.read(Fixtures.copy("events.npz", folder));

        // the first line of events.csv, which NumPy wrote
        assertThat(events.column("event_id", "").longAt(0)).isEqualTo(1001000001L);
        assertThat((float) events.column("weight_mc", "").at(0)).isEqualTo(1.2021246f);
        assertThat((float) events.column("pT_ll", "").at(0)).isEqualTo(217.38176f);
        assertThat(events.column("pass_reco", "").longAt(0)).isZero();
        assertThat(events.column("pT_ll_reco", "").at(0)).isEqualTo(-99);
    }

    @Test
    void csvGivesTheSameNumbersInTheWiderTypes() {
        Table events = Tables.read(Fixtures.copy("events.npz", folder));
        Table csv = Tables.read(Fixtures.copy("events.csv", folder));

        assertThat(csv.names()).isEqualTo(events.names());
        for (Column column : events.columns()) {
            Column read = csv.column(column.name(), "");
            boolean real = column.type() == Column.Type.FLOAT32;
            assertThat(read.type()).isEqualTo(real ? Column.Type.FLOAT64 : Column.Type.INT64);
            for (int row = 0; row < events.rows(); row++) {
                assertThat((float) read.at(row)).isEqualTo((float) column.at(row));
            }
        }
    }

    @Test
    void everyNumpyTypeBecomesTheTypeThatHoldsIt() {
        Table kinds = Tables.read(Fixtures.copy("kinds.npz", folder));

        assertThat(Fixtures.values(kinds.column("i1", ""))).containsExactly(-128.0, 0.0, 127.0);
        assertThat(Fixtures.values(kinds.column("i2", ""))).containsExactly(-32768.0, 0.0, 32767.0);
        assertThat(Fixtures.values(kinds.column("u1", ""))).containsExactly(0.0, 0.0, 255.0);
        assertThat(Fixtures.values(kinds.column("u2", ""))).containsExactly(0.0, 0.0, 65535.0);
        assertThat(kinds.column("u2", "").type()).isEqualTo(Column.Type.INT32);
        assertThat(Fixtures.values(kinds.column("u4", ""))).containsExactly(0.0, 0.0, 4294967295.0);
        assertThat(kinds.column("u4", "").type()).isEqualTo(Column.Type.INT64);
        assertThat(kinds.column("i8", "").longAt(2)).isEqualTo(Long.MAX_VALUE);
        assertThat(kinds.column("u8", "").longAt(2)).isEqualTo(Long.MAX_VALUE);
        assertThat(Fixtures.values(kinds.column("f4", "")))
                .containsExactly((double) Float.MIN_NORMAL, -0.0, Double.NaN);
        assertThat(Fixtures.values(kinds.column("f8", "")))
                .containsExactly(Double.MIN_NORMAL, Double.NEGATIVE_INFINITY, 1e300);
        assertThat(Fixtures.values(kinds.column("b1", ""))).containsExactly(1.0, 0.0, 1.0);
    }

    @Test
    void fieldsOfRecordsAreColumnsAndWhatFillsThemUpIsNone() {
        Path path = Fixtures.copy("kinds.npy", folder);
        Table kinds = Tables.read(Fixtures.copy("kinds.npz", folder));
        Table records = Tables.read(path, kinds.names());
        for (Column column : kinds.columns()) {
            assertThat(records.column(column.name(), "").type()).isEqualTo(column.type());
            assertThat(Fixtures.values(records.column(column.name(), ""))).isEqualTo(Fixtures.values(column));
        }
        assertThat(Tables.names(path)).endsWith("text", "three", "half");
        assertThatThrownBy(() -> Tables.read(path, List.of("three")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("field 'three' has the shape (3,)");
        assertThatThrownBy(() -> Tables.read(path, List.of("text"))).hasMessageContaining("'<U3'");
        assertThatThrownBy(() -> Tables.read(path, List.of("half"))).hasMessageContaining("'<f2'");
    }

    @Test
    void aPlainArrayIsAColumnNamedAsItsFile() {
        Table plain = Tables.read(Fixtures.copy("plain.npy", folder));
        assertThat(plain.names()).containsExactly("plain");
        assertThat(Fixtures.values(plain.column("plain", ""))).containsExactly(1.5, -2.5, Double.POSITIVE_INFINITY);
    }

    @Test
    void aNameThatNoRecordCanHaveIsRefused() {
        Table table = Table.of("made here", List.of(Column.owning("it's", new float[] {1})));
        Path path = folder.resolve("t.npy");
        assertThatThrownBy(() -> Tables.write(table, path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column 'it's' cannot be a field of a NumPy record");
        assertThat(path).doesNotExist();
    }

    @Test
    void everyParquetTypeBecomesTheTypeThatHoldsIt() {
        Table kinds = Tables.read(Fixtures.copy("kinds.parquet", folder));

        assertThat(Fixtures.values(kinds.column("i1", ""))).containsExactly(-128.0, 127.0);
        assertThat(Fixtures.values(kinds.column("i4", ""))).containsExactly(-2147483648.0, 2147483647.0);
        assertThat(kinds.column("i8", "").longAt(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(Fixtures.values(kinds.column("u1", ""))).containsExactly(255.0, 0.0);
        assertThat(Fixtures.values(kinds.column("u2", ""))).containsExactly(65535.0, 0.0);
        assertThat(Fixtures.values(kinds.column("u4", ""))).containsExactly(4294967295.0, 0.0);
        assertThat(kinds.column("u8", "").longAt(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(Fixtures.values(kinds.column("b1", ""))).containsExactly(1.0, 0.0);
        assertThat(Fixtures.values(kinds.column("f4", ""))).containsExactly(1.5, Double.NaN);
        assertThat(Fixtures.values(kinds.column("f8", ""))).containsExactly(1e300, Double.NEGATIVE_INFINITY);
    }

    @Test
    void aMissingValueIsNaNForRealNumbersAndAnErrorElsewhere() {
        Path path = Fixtures.copy("missing.parquet", folder);

        Table real = Tables.read(path, List.of("real", "wide"));
        assertThat(Fixtures.values(real.column("real", "")))
                .containsExactly(0.0, Double.NaN, 2.0, 3.0, Double.NaN, 5.0, 6.0, Double.NaN, 8.0, 9.0);
        assertThat(Fixtures.values(real.column("wide", ""))).isEqualTo(Fixtures.values(real.column("real", "")));
        assertThatThrownBy(() -> Tables.read(path, List.of("whole")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("missing.parquet: column 'whole' has no value in row 7");
        assertThatThrownBy(() -> Tables.read(path, List.of("big"))).hasMessageContaining("'big' has no value in row 8");
        assertThatThrownBy(() -> Tables.read(path, List.of("flag")))
                .hasMessageContaining("'flag' has no value in row 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events_v1_zstd.parquet", "events.h5", "events.npz", "events.npy", "events.csv"})
    void onlyTheNamedColumnsAreReadInTheOrderAsked(String name) {
        Table two = Tables.read(Fixtures.copy(name, folder), List.of("pT_ll", "event_id", "pT_ll"));

        assertThat(two.names()).containsExactly("pT_ll", "event_id");
        assertThat((float) two.column("pT_ll", "").at(1)).isEqualTo(171.22949f);
        assertThatThrownBy(() -> Tables.read(folder.resolve(name), List.of("pT_l")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column 'pT_l' in ")
                .hasMessageContaining(name)
                .hasMessageContaining("Did you mean 'pT_ll'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.h5", "t.npz", "t.npy"})
    void whatIsWrittenIsReadBack(String name) {
        Table table = Fixtures.everyType();
        Tables.write(table, folder.resolve(name));

        Table read = Tables.read(folder.resolve(name));

        assertThat(read.names()).isEqualTo(table.names());
        for (Column column : table.columns()) {
            Column back = read.column(column.name(), "");
            assertThat(back.type()).isEqualTo(column.type());
            assertThat(Fixtures.values(back)).isEqualTo(Fixtures.values(column));
            assertThat(back.unit()).isEqualTo(name.endsWith("parquet") ? column.unit() : "");
        }
        assertThat(read.column("event", "").longAt(4)).isEqualTo(9007199254740993L);
    }

    /// A file of every version that we ever wrote stays here.
    @Test
    void whatWeWroteInVersion1IsReadForEver() {
        Table table = Fixtures.everyType();
        Table read = Tables.read(Fixtures.copy("written_1.parquet", folder));

        assertThat(read.names()).isEqualTo(table.names());
        for (Column column : table.columns()) {
            assertThat(Fixtures.values(read.column(column.name(), ""))).isEqualTo(Fixtures.values(column));
            assertThat(read.column(column.name(), "").unit()).isEqualTo(column.unit());
        }
    }

    @Test
    void csvIsReadBackWithTheSameValues() {
        Table table = Fixtures.everyType();
        Tables.write(table, folder.resolve("t.csv"));

        Table read = Tables.read(folder.resolve("t.csv"));

        assertThat(read.names()).isEqualTo(table.names());
        assertThat(Fixtures.values(read.column("weight", ""))).isEqualTo(Fixtures.values(table.column("weight", "")));
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> (float) read.column("pT_ll", "").at(i)))
                .containsExactly(1.5f, Float.NaN, -0.0f, Float.MIN_VALUE, 1e30f);
        assertThat(read.column("event", "").longAt(4)).isEqualTo(9007199254740993L);
        assertThat(read.column("passReco", "").type()).isEqualTo(Column.Type.BOOLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.h5", "t.npz", "t.csv"})
    void theSameTableGivesTheSameBytes(String name) {
        Tables.write(Fixtures.everyType(), folder.resolve("a" + name));
        Tables.write(Fixtures.everyType(), folder.resolve("b" + name));

        assertThat(folder.resolve("a" + name)).hasSameBinaryContentAs(folder.resolve("b" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.h5", "t.npz", "t.csv"})
    void aTableWithoutRowsKeepsItsColumns(String name) {
        Table none = Table.of("none", List.of(Column.owning("x", new double[0]), Column.owning("f", new float[0])));
        Tables.write(none, folder.resolve(name));

        Table read = Tables.read(folder.resolve(name));

        assertThat(read.rows()).isZero();
        assertThat(read.names()).containsExactly("x", "f");
        if (!name.endsWith("csv")) {
            assertThat(read.column("f", "").type()).isEqualTo(Column.Type.FLOAT32);
        }
    }

    /// Pages of 4 kB in groups of 256 kB: floats and doubles split by bytes, few values by dictionary, one column that
    /// begins with few values and goes on with many.
    @Test
    void severalRowGroupsAndPagesGiveTheColumnsWhole() throws IOException {
        int rows = 100_000;
        float[] floats = new float[rows];
        float[] turning = new float[rows];
        for (int row = 0; row < rows; row++) {
            floats[row] = (float) Math.sin(row);
            turning[row] = row % 20_000 < 5_000 ? row % 3 : (float) Math.cos(row);
        }
        List<Column> columns = List.of(
                Column.tabulate("x", rows, Math::sqrt),
                Column.owning("f", floats),
                Column.tabulate("few", rows, row -> row % 5),
                Column.owning("turning", turning),
                Column.owning("i", IntStream.range(0, rows).toArray()));
        var out = new ByteArrayOutputStream();
        ParquetWriting.write(Table.of("long", columns), out, 1 << 18, 1 << 12);
        Path path = Fixtures.write(folder.resolve("long.parquet"), out.toByteArray());

        Table read = Tables.read(path);
        Table compact = Tables.readCompact(path, "x"::equals);

        assertThat(read.rows()).isEqualTo(rows);
        for (Column column : columns) {
            assertThat(read.column(column.name(), "").type()).isEqualTo(column.type());
            assertThat(read.column(column.name(), "").toArray()).containsExactly(column.toArray());
        }
        assertThat(compact.column("x", "").type()).isEqualTo(Column.Type.FLOAT32);
        for (int row = 0; row < rows; row++) {
            assertThat(compact.column("x", "").at(row)).isEqualTo((float) Math.sqrt(row));
        }
    }

    @Test
    void csvTakesQuotesBlanksBothLineEndsAndAByteOrderMark() {
        String text = "\uFEFF\"a\"\"b\", c ,\"d,e\"\r\n 1 ,\"2.5\",true\n-3,nan,False";
        Path path = Fixtures.write(folder.resolve("t.csv"), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        Table read = Tables.read(path);

        assertThat(read.names()).containsExactly("a\"b", "c", "d,e");
        assertThat(Fixtures.values(read.column("a\"b", ""))).containsExactly(1.0, -3.0);
        assertThat(Fixtures.values(read.column("c", ""))).containsExactly(2.5, Double.NaN);
        assertThat(Fixtures.values(read.column("d,e", ""))).containsExactly(1.0, 0.0);
    }

    @Test
    void anEmptyCsvFieldIsNaNAmongRealNumbersWhereverTheyBegin() {
        Path path = Fixtures.write(
                folder.resolve("t.csv"), "x,y\n,1\n2,\n3.5,7e0\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        Table read = Tables.read(path);

        assertThat(Fixtures.values(read.column("x", ""))).containsExactly(Double.NaN, 2.0, 3.5);
        assertThat(Fixtures.values(read.column("y", ""))).containsExactly(1.0, Double.NaN, 7.0);
    }
}
