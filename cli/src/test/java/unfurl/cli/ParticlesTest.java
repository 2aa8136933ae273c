package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;

/// Commands on events that have particles: the toy's six events, with 0, 1, 2, 0, 1 and 2 of them.
class ParticlesTest {
    @TempDir
    Path folder;

    private Path toy;

    @BeforeEach
    void write() {
        Measurement plain = Toy.measurement();
        var columns = new ArrayList<>(plain.events().columns());
        columns.add(Column.lists(new int[] {0, 0, 1, 3, 3, 4, 6}, Column.owning("pt", new float[] {1, 2, 3, 4, 5, 6}))
                .in("GeV"));
        toy = folder.resolve("toy.measurement");
        MeasurementFolder.write(
                new Measurement(plain.head(), plain.provenance(), plain.citations(), Table.of("toy", columns)), toy);
    }

    @Test
    @DisplayName("a histogram of an expression over particles has the nominal weights of their events")
    void hist() {
        Unfurl run = Unfurl.run(
                "hist",
                toy,
                "--observable",
                "count(pt)",
                "--edges",
                "0,1,2,3",
                "--where",
                "sum(pt) < 10",
                "--format",
                "json");
        assertThat(run.code()).isZero();
        assertThat(Toy.numbers(run.json().get("sumWeights"))).containsExactly(1 + 4, 2 + 5, 3);
    }

    @Test
    @DisplayName("a list where a number is needed is refused with what makes one of it")
    void list() {
        Unfurl run = Unfurl.run("hist", toy, "--observable", "pt", "--edges", "0,1");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'pt' has a list for each event", "count(…), sum(…)");
    }

    @Test
    @DisplayName("info tells how long the lists are, and the range of their elements")
    void info() {
        Unfurl text = Unfurl.run("info", toy);
        assertThat(text.out()).containsPattern("pt +float32 lists of 0 … 2 +GeV +1\\.00000 +6\\.00000");
        Unfurl json = Unfurl.run("info", toy, "--format", "json");
        assertThat(json.json().get("columns").list().getLast().toJsonLine())
                .contains("\"lists\": {\"shortest\": 0, \"longest\": 2, \"absent\": 0}", "\"max\": 6.0");
    }

    @Test
    @DisplayName("Parquet is exported with the particles, and a format without lists says that it leaves them out")
    void export() {
        Unfurl parquet = Unfurl.run("export", toy, "--to", "parquet", "--out", folder.resolve("t.parquet"));
        assertThat(parquet.code()).isZero();
        Column pt = Tables.read(folder.resolve("t.parquet")).column("pt", "");
        assertThat(List.of(pt.count(2), pt.count(3))).containsExactly(2, 0);
        Unfurl csv = Unfurl.run("export", toy, "--to", "csv", "--out", folder.resolve("t.csv"));
        assertThat(csv.code()).isZero();
        assertThat(csv.err()).contains("note: the particles are left out, for csv has no place for lists");
        assertThat(Tables.names(folder.resolve("t.csv"))).doesNotContain("pt");
    }
}
