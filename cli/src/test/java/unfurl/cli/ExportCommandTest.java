package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;

class ExportCommandTest {
    @TempDir
    Path folder;

    private Path toy;

    @BeforeEach
    void write() {
        toy = Toy.in(folder);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"npz", "npy", "parquet", "csv"})
    @DisplayName("every observable and weight column is written by name with its type and values, and nothing else")
    void columns(String format) {
        Path file = folder.resolve("toy." + format);
        Unfurl run = Unfurl.run("export", toy, "--to", format, "--out", file);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToIgnoringNewLines(file + ": 6 events, 5 columns");
        Table table = Tables.read(file);
        assertThat(table.names()).containsExactly("x", "n", "weight_mc", "weights_nominal", "weights_iteration_1");
        for (int i = 0; i < 6; i++) {
            assertThat(table.column("x", "test").at(i)).isEqualTo(Toy.X[i]);
            assertThat(table.column("n", "test").longAt(i)).isEqualTo(Toy.N[i]);
            assertThat(table.column("weight_mc", "test").at(i)).isEqualTo(2);
            assertThat(table.column("weights_nominal", "test").at(i)).isEqualTo(Toy.NOMINAL[i]);
            assertThat(table.column("weights_iteration_1", "test").at(i)).isEqualTo(Toy.FIRST[i]);
        }
    }

    @Test
    @DisplayName("Parquet keeps the observables' units")
    void units() {
        Path file = folder.resolve("toy.parquet");
        Unfurl.run("export", toy, "--to", "parquet", "--out", file);
        Column x = Tables.read(file).column("x", "test");
        assertThat(x.unit()).isEqualTo("GeV");
    }

    @Test
    @DisplayName("a file that is there stays unless --force is given")
    void force() throws IOException {
        Path file = Files.writeString(folder.resolve("toy.csv"), "precious");
        Unfurl refused = Unfurl.run("export", toy, "--to", "csv", "--out", file);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already", "--force");
        assertThat(file).hasContent("precious");
        assertThat(Unfurl.run("export", toy, "--to", "csv", "--out", file, "--force")
                        .code())
                .isZero();
        assertThat(Tables.read(file).rows()).isEqualTo(6);
    }

    @Test
    @DisplayName(
            "an ending of another format is refused; with --force it is warned about and the format asked for written")
    void ending() throws IOException {
        Path file = folder.resolve("toy.npz");
        Unfurl refused = Unfurl.run("export", toy, "--to", "csv", "--out", file);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("toy.npz ends as another format than csv", "ends in .csv, or --force");
        assertThat(file).doesNotExist();
        Unfurl run = Unfurl.run("export", toy, "--to", "csv", "--out", file, "--force");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("warning:", "is written as csv, but its name does not end in .csv");
        assertThat(Files.readString(file)).startsWith("x,n,");
    }

    @Test
    @DisplayName("a folder that is not there and a misspelt format leave nothing behind")
    void nothingHalfWritten() throws IOException {
        List<String> before = names();
        Unfurl run = Unfurl.run("export", toy, "--to", "csv", "--out", folder.resolve("no/toy.csv"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no folder");
        Unfurl format = Unfurl.run("export", toy, "--to", "root", "--out", folder.resolve("toy.root"));
        assertThat(format.code()).isEqualTo(2);
        assertThat(format.err()).contains("csv, hdf5, npy, npz, onnx, parquet");
        assertThat(names()).isEqualTo(before);
    }
}
