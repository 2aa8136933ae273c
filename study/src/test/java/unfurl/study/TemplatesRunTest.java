package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;

/// Templates of other simulated events, in a run.
class TemplatesRunTest {
    private static final String NETWORK =
            "method.estimator={network: [16], epochs: 12, patience: 12, batch: 64, members: 1}";
    private static final String DETECTOR = "{name: detector, recipe: detector, simulation: {file: other.parquet}}";
    private static final String PRIOR = "{name: prior, recipe: prior, simulation: {file: other.parquet}}";
    private static final String FAR = "{name: far, recipe: prior, simulation: {file: far.parquet}}";

    @TempDir
    Path folder;

    private Path study;

    /// Other events of the same generator, whose reco values are higher by 0.1; and some that are few.
    @BeforeEach
    void example() throws IOException {
        study = Toy.gaussian(folder.resolve("example"), "events=4000", "fakes=0");
        Toy.gaussian(folder.resolve("second"), "events=6000", "fakes=0", "seed=7");
        Path other = folder.resolve("example/other.parquet");
        Files.copy(folder.resolve("second/simulation.parquet"), other);
        Table table = Tables.read(other);
        Column reco = table.column("x_reco", "the test");
        Toy.replace(other, Column.tabulate("x_reco", table.rows(), i -> reco.at(i) + 0.1));
        Column gen = table.column("x", "the test");
        Path far = folder.resolve("example/far.parquet");
        Tables.write(table, far);
        Toy.replace(far, Column.tabulate("x", table.rows(), i -> 0.05 * gen.at(i) + 3));
    }

    private StudyFile.Read study(String... effects) {
        return Toy.quick(
                study,
                NETWORK,
                "uncertainty={bootstrapData: 2, systematics: [%s]}".formatted(String.join(", ", effects)));
    }

    @Test
    @DisplayName("templates are learned once and kept; threads and a lost template give the same bytes")
    void sameBytes() throws IOException {
        Path one = folder.resolve("one");
        Toy.run(study(DETECTOR, PRIOR), one, 1);
        var digests = Toy.digests(one);
        assertThat(digests).containsKeys("templates/detector.safetensors", "templates/prior.safetensors");
        Toy.run(study(DETECTOR, PRIOR), folder.resolve("two"), 2);
        assertThat(Toy.digests(folder.resolve("two"))).isEqualTo(digests);
        for (String lost : List.of("replicas/detector.safetensors", "templates/prior.safetensors")) {
            Files.delete(one.resolve(lost));
        }
        Toy.resume(study(DETECTOR, PRIOR), one);
        assertThat(Toy.digests(one)).isEqualTo(digests);
        assertThat(Files.readString(one.resolve("report/index.html")))
                .contains("<td>detector</td><td>matched</td>", "<td>prior</td><td>gen</td>");
    }

    @Test
    @DisplayName("a refused template ends the run before anything is unfolded, and the others are kept")
    void refused() {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> Toy.run(study(DETECTOR, FAR), run, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the template 'gen' is refused")
                .hasMessageContaining(" of 'far'");
        assertThat(run.resolve("templates/detector.safetensors")).exists();
        assertThat(run.resolve("replicas")).doesNotExist();
    }
}
