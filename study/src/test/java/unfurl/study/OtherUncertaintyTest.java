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
import unfurl.NumericalException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;

/// A run that goes on with another `uncertainty`: what is the same is taken again, what is not is unfolded.
class OtherUncertaintyTest {
    private static final String IBU = "method={name: ibu, iterations: 2, bins: {x: {bins: 6, from: -3, to: 3}}, "
            + "recoBins: {x: {bins: 8, from: -3, to: 3}}}";
    private static final String SF = "{name: sf, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 2 - sf}}";
    private static final String THEORY = "{name: theory, file: other.parquet, genWeightFactor: factor}";

    @TempDir
    Path folder;

    private Path study;

    @BeforeEach
    void example() {
        study = Toy.gaussian(folder.resolve("example"), "events=3000");
        Path file = folder.resolve("example/simulation.parquet");
        Table table = Tables.read(file);
        int n = table.rows();
        Column reco = table.column("x_reco", "the test");
        Toy.replace(file, Column.tabulate("sf", n, i -> 1 + 0.02 * Math.tanh(reco.at(i))));
        other(0.1);
    }

    private void other(double size) {
        Table table = Tables.read(folder.resolve("example/simulation.parquet"));
        Column gen = table.column("x", "the test");
        Tables.write(
                Table.of(
                        "other",
                        List.of(Column.tabulate("factor", table.rows(), i -> 1 + size * Math.tanh(gen.at(i))))),
                folder.resolve("example/other.parquet"));
    }

    private StudyFile.Read asked(String block, String... effects) {
        return Toy.quick(
                study, IBU, "uncertainty={%s, systematics: [%s]}".formatted(block, String.join(", ", effects)));
    }

    private Path run(String name, StudyFile.Read read) {
        Toy.run(read, folder.resolve(name), 1);
        return folder.resolve(name);
    }

    /// Writes a finished replica again, with a failure by which it is known.
    private void mark(Path run, StudyFile.Read read, String replica) {
        Inputs inputs = Inputs.read(read.study());
        String definition = new Definitions(read.study(), inputs).replica(replica);
        Path file = run.resolve("replicas").resolve(replica + ".safetensors");
        ReplicaFile whole = ReplicaFile.read(file, inputs.nominal(), definition).orElseThrow();
        new ReplicaFile(replica, whole.weights(), whole.course(), List.of("marked " + replica), whole.learned())
                .write(file, inputs.nominal(), definition);
    }

    @Test
    @DisplayName("other counts and systematics give the bytes of a run that asked for them at once")
    void sameBytes() {
        StudyFile.Read first = asked("bootstrapData: 2, bootstrapSimulation: 2", SF);
        Path run = run("run", first);
        StudyFile.Read second = asked("bootstrapData: 3, ensemble: 2, retries: 5", THEORY, SF);
        Path fresh = run("fresh", second);
        Toy.resume(second, run);
        assertThat(Toy.digests(run)).containsAllEntriesOf(Toy.digests(fresh));
        Toy.resume(first, run);
        assertThat(Toy.digests(run)).containsAllEntriesOf(Toy.digests(run("again", first)));
    }

    @Test
    @DisplayName("a finished replica is taken again, and its failures are told once more")
    void reused() throws IOException {
        StudyFile.Read first = asked("bootstrapData: 2", SF);
        Path run = run("run", first);
        mark(run, first, "bootstrap_data_1");
        mark(run, first, "sf_up");
        Runner.Outcome outcome = Toy.resume(asked("bootstrapData: 4", SF, THEORY), run);
        assertThat(outcome.warnings())
                .anyMatch(warning -> warning.contains("replica 'bootstrap_data_1'") && warning.contains("marked"))
                .anyMatch(warning -> warning.contains("replica 'sf_up' failed and was tried again"));
        assertThat(Files.readString(run.resolve("log.jsonl")))
                .contains("{\"failed\": \"replica 'sf_up'\", \"attempt\": 1, \"reason\": \"marked sf_up\"}");
    }

    @Test
    @DisplayName("a changed systematic of the same name, or of a changed file, is never taken again; toys are of all")
    void changed() {
        StudyFile.Read first = asked("toys: 2", SF, THEORY);
        Path run = run("run", first);
        for (String replica : List.of("sf_up", "theory", "toy_0")) {
            mark(run, first, replica);
        }
        StudyFile.Read other = asked("toys: 2", SF.replace("2 - sf", "1/sf"), THEORY);
        assertThat(Toy.resume(other, run).warnings().toString())
                .contains("marked sf_up", "marked theory")
                .doesNotContain("toy_0");
        other(0.2);
        assertThat(Toy.resume(other, run).warnings().toString())
                .contains("marked sf_up")
                .doesNotContain("marked theory");
        assertThat(Toy.digests(run))
                .containsEntry(
                        "measurement/events.parquet",
                        Toy.digests(run("fresh", other)).get("measurement/events.parquet"));
    }

    @Test
    @DisplayName("an effect that toys do not draw leaves them as they are")
    void notDrawn() {
        StudyFile.Read first = asked("toys: 2", SF);
        Path run = run("run", first);
        mark(run, first, "toy_0");
        String fixed = THEORY.replace("{name: theory,", "{name: theory, correlated: false,");
        assertThat(Toy.resume(asked("toys: 2", SF, fixed), run).warnings().toString())
                .contains("marked toy_0");
        assertThat(Toy.resume(asked("toys: 2", SF, THEORY), run).warnings().toString())
                .doesNotContain("marked toy_0");
    }

    @Test
    @DisplayName("a run that failed on a systematic is finished without it")
    void without() {
        String wild = "{name: wild, genWeightFactor: 'exp(4*x)'}";
        String block = "uncertainty={retries: 0, systematics: [%s]}";
        String method = "method.minimumNEff=1000";
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> Toy.run(Toy.quick(study, method, block.formatted(SF + ", " + wild)), run, 1))
                .isInstanceOf(NumericalException.class);
        StudyFile.Read without = Toy.quick(study, method, block.formatted(SF));
        Toy.resume(without, run);
        Path fresh = folder.resolve("fresh");
        Toy.run(without, fresh, 1);
        assertThat(Toy.digests(run)).containsAllEntriesOf(Toy.digests(fresh));
    }

    @Test
    @DisplayName("an effect that brings events of its own needs another run, and everything else is refused as before")
    void refused() {
        Path file = folder.resolve("example/simulation.parquet");
        Table table = Tables.read(file);
        Toy.replace(file, Column.tabulate("all", table.rows(), i -> 1));
        Toy.replace(file, Column.tabulate("inside", table.rows(), i -> i % 2));
        Path run = folder.resolve("run");
        String block = "uncertainty={bootstrapData: 2%s}";
        String pass = "simulation.passGen=inside";
        Toy.run(Toy.quick(study, pass, block.formatted("")), run, 1);
        assertThatThrownBy(() -> Toy.resume(
                        Toy.quick(study, pass, block.formatted(", systematics: [{name: a, passReco: all}]")), run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("changed is simulated events: rows that");
        assertThatThrownBy(() -> Toy.resume(Toy.quick(study, pass, "seed=2", block.formatted("")), run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("seed was 1 and is 2");
    }
}
