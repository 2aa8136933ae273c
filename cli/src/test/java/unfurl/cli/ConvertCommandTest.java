package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;

class ConvertCommandTest {
    @TempDir
    Path folder;

    private final Table table = Table.of(
            "made here",
            List.of(
                    Column.owning("pT", new double[] {0.1, Double.NaN, 1e300}).in("GeV"),
                    Column.owning("event", new long[] {1, -1, 9007199254740993L})));
    private Path in;

    @BeforeEach
    void write() {
        in = folder.resolve("events.parquet");
        Tables.write(table, in);
    }

    @ParameterizedTest
    @CsvSource({"parquet, npz", "npz, npy", "npy, h5", "h5, csv", "csv, parquet"})
    @DisplayName("a table is the same in every format")
    void formats(String from, String to) {
        Path first = folder.resolve("first." + from);
        Path second = folder.resolve("second." + to);
        assertThat(Unfurl.run("convert", in, first).code()).isZero();
        Unfurl run = Unfurl.run("convert", first, second);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(second + ": 3 rows, 2 columns");
        Table read = Tables.read(second);
        for (int row = 0; row < 3; row++) {
            assertThat(Double.valueOf(read.column("pT", "test").at(row)))
                    .isEqualTo(Double.valueOf(table.column("pT", "test").at(row)));
            assertThat(read.column("event", "test").longAt(row))
                    .isEqualTo(table.column("event", "test").longAt(row));
        }
    }

    @Test
    @DisplayName("units that are lost are said; in Parquet they stay")
    void units() {
        Path npy = folder.resolve("events.npy");
        assertThat(Unfurl.run("convert", in, npy).err()).contains("has no place for units; 1 column in " + in);
        Path again = folder.resolve("again.parquet");
        assertThat(Unfurl.run("convert", in, again).err()).doesNotContain("units");
        assertThat(Tables.read(again).column("pT", "test").unit()).isEqualTo("GeV");
    }

    @Test
    @DisplayName("some columns, in the order asked for; a wrong name is answered with the nearest")
    void columns() {
        Path out = folder.resolve("some.npz");
        assertThat(Unfurl.run("convert", in, out, "--columns", "event,pT").code())
                .isZero();
        assertThat(Tables.names(out)).containsExactly("event", "pT");
        Unfurl wrong = Unfurl.run("convert", in, folder.resolve("none.npz"), "--columns", "evnt");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("no column 'evnt'", "Did you mean 'event'?");
        assertThat(folder.resolve("none.npz")).doesNotExist();
    }

    @Test
    @DisplayName("a file that is there stays unless --force is given, and an unknown ending is refused")
    void refused() throws IOException {
        Path out = Files.writeString(folder.resolve("precious.csv"), "precious");
        Unfurl refused = Unfurl.run("convert", in, out);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already", "--force");
        assertThat(out).hasContent("precious");
        assertThat(Unfurl.run("convert", in, out, "--force").code()).isZero();
        assertThat(Tables.read(out).rows()).isEqualTo(3);
        Unfurl root = Unfurl.run("convert", in, folder.resolve("events.root"));
        assertThat(root.code()).isEqualTo(2);
        assertThat(root.err()).contains("ROOT files are only read", "allowed    .parquet, .h5, .npz, .npy, .csv");
        Unfurl ending = Unfurl.run("convert", in, folder.resolve("events.xls"));
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.err()).contains("ends in none of .parquet, .h5, .npz, .npy, .csv, .root");
    }
}
