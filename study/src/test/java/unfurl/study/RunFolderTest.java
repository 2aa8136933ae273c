package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;

/// A run folder is held by one process, is of one study and its files, and a run without a result leaves none.
class RunFolderTest {
    @TempDir
    static Path shared;

    private static Path study;
    private static Study of;

    @TempDir
    Path folder;

    @BeforeAll
    static void example() {
        study = Toy.gaussian(shared.resolve("example"), "events=300");
        of = Toy.quick(study).study();
    }

    private static void refused(String part, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOf(InputException.class).hasMessageContaining(part);
    }

    @Test
    @DisplayName("a file, a folder with files, and a place that cannot be written are refused and left as they are")
    void unusable() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        refused("is a file", () -> RunFolder.create(file, of));
        refused("cannot use", () -> RunFolder.create(file.resolve("run"), of));
        refused("is not empty", () -> RunFolder.create(folder, of));
        refused("/proc/none/run", () -> RunFolder.create(Path.of("/proc/none/run"), of));
        assertThat(folder).isDirectoryContaining(f -> f.endsWith("file"));
        assertThat(Toy.files(folder)).containsExactly(file);
    }

    @Test
    @DisplayName("a run that did no step leaves nothing; a folder that was there stays")
    void leavesNothing() throws IOException {
        Path deep = folder.resolve("a/b/run");
        RunFolder.create(deep, of).close();
        assertThat(folder).isEmptyDirectory();
        Path mine = Files.createDirectory(folder.resolve("mine"));
        RunFolder.create(mine, of).close();
        assertThat(mine).isEmptyDirectory();
    }

    @Test
    @DisplayName("one holder at a time")
    void held() {
        Path run = folder.resolve("run");
        try (RunFolder held = RunFolder.create(run, of)) {
            assertThat(held.path()).isEqualTo(run);
            refused("another process is working", () -> RunFolder.resume(run, of));
        }
    }

    @Test
    @DisplayName("the first free name is chosen for a new run, the newest run to go on with")
    void chosen() throws IOException {
        refused("there is no run", () -> RunFolder.choose(folder, "toy", true));
        assertThat(RunFolder.choose(folder, "toy", false)).isEqualTo(folder.resolve("toy"));
        Files.createDirectory(folder.resolve("toy"));
        Files.createDirectory(folder.resolve("toy-2"));
        assertThat(RunFolder.choose(folder, "toy", false)).isEqualTo(folder.resolve("toy-3"));
        assertThat(RunFolder.choose(folder, "toy", true)).isEqualTo(folder.resolve("toy-2"));
    }

    @Test
    @DisplayName("what is no run cannot go on")
    void noRun() throws IOException {
        refused("holds no run", () -> RunFolder.resume(folder.resolve("none"), of));
        Path mine = Files.writeString(folder.resolve("mine"), "");
        refused("holds no run", () -> RunFolder.resume(folder, of));
        Files.delete(mine);
        Files.writeString(folder.resolve("study.resolved.yaml"), "a: [");
        refused("study.resolved.yaml", () -> RunFolder.resume(folder, of));
    }

    @Test
    @DisplayName("a run that was killed before its study was written whole goes on, or begins again")
    void killedAtOnce() throws IOException {
        Path part = folder.resolve(".study.resolved.yaml.f81d4fae-7dec-11d0-a765-00a0c91e6bf6.part");
        Files.writeString(folder.resolve(".lock"), "");
        Files.writeString(part, "stu");
        RunFolder.create(folder, of).close();
        assertThat(folder).isEmptyDirectory();
        RunFolder.resume(folder, of).close();
        Files.move(folder.resolve("study.resolved.yaml"), part);
        RunFolder.resume(folder, of).close();
        assertThat(Toy.files(folder))
                .containsExactlyInAnyOrder(folder.resolve(".lock"), folder.resolve("study.resolved.yaml"));
    }

    @Test
    @DisplayName("leftovers of a killed process are removed when the run goes on, and nothing else")
    void leftovers() throws IOException {
        Files.writeString(folder.resolve(".lock"), "");
        RunFolder.resume(folder, of).close();
        String part = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6.part";
        Files.createDirectories(folder.resolve("replicas/nominal"));
        Files.writeString(folder.resolve("replicas/nominal/.state.safetensors." + part), "");
        Files.createDirectories(folder.resolve(".measurement." + part));
        Files.writeString(folder.resolve(".measurement." + part).resolve("events.parquet"), "");
        Files.createDirectories(folder.resolve("report/figures"));
        Files.writeString(folder.resolve("report/figures/a.pdf.part"), "");
        Path mine = Files.writeString(folder.resolve("notes.part"), "mine");
        RunFolder.resume(folder, of).close();
        assertThat(Toy.files(folder))
                .containsExactlyInAnyOrder(mine, folder.resolve(".lock"), folder.resolve("study.resolved.yaml"));
    }

    @Test
    @DisplayName("a run goes on with its own study alone; what differs is told")
    void otherStudy() {
        Path run = folder.resolve("run");
        Toy.run(Toy.quick(study), run, 1);
        var before = Toy.digests(run);
        refused("method.iterations was 2 and is 3", () -> Toy.resume(Toy.quick(study, "method.iterations=3"), run));
        refused("'phaseSpace' is only in the study", () -> Toy.resume(Toy.quick(study, "phaseSpace=x > 0"), run));
        refused("seed was 1 and is 2", () -> Toy.resume(Toy.quick(study, "seed=2"), run));
        assertThat(Toy.digests(run)).isEqualTo(before);
    }

    @Test
    @DisplayName("a run goes on when its files have moved, and not when they have changed")
    void otherInputs() throws IOException {
        Path run = folder.resolve("run");
        Toy.run(Toy.quick(study), run, 1);
        var before = Toy.digests(run);
        Path moved = Files.createDirectory(folder.resolve("moved"));
        for (Path file : Toy.files(study.getParent())) {
            Files.copy(file, moved.resolve(file.getFileName()));
        }
        var read = Toy.quick(moved.resolve("study.yaml"));
        Toy.resume(read, run);
        var after = Toy.digests(run);
        after.put("study.resolved.yaml", before.get("study.resolved.yaml"));
        assertThat(after).isEqualTo(before);

        Table data = Tables.read(moved.resolve("data.parquet"));
        Column x = data.column("x_reco", "the test");
        Toy.replace(moved.resolve("data.parquet"), Column.tabulate("x_reco", x.size(), i -> x.at(i) + 1e-6));
        refused("changed is data: data.parquet", () -> Toy.resume(read, run));
    }

    @Test
    @DisplayName("a damaged checkpoint is told, wherever the damage is, and left as it is")
    void damagedCheckpoint() throws IOException {
        Path run = folder.resolve("run");
        Toy.run(Toy.quick(study), run, 1);
        Path checkpoint = run.resolve("replicas/nominal/state.safetensors");
        byte[] whole = Files.readAllBytes(checkpoint);
        var inputs = Inputs.read(of).nominal();
        assertThat(Checkpoint.read(checkpoint, inputs)).isPresent();
        for (int i = 0; i < whole.length; i += Math.max(1, whole.length / 997)) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(checkpoint, damaged);
            refused("state.safetensors", () -> Checkpoint.read(checkpoint, inputs));
        }
        for (int length : new int[] {0, 7, 8, 100, whole.length / 2, whole.length - 1}) {
            Files.write(checkpoint, Arrays.copyOf(whole, length));
            refused("state.safetensors", () -> Toy.resume(Toy.quick(study), run));
            assertThat(checkpoint).hasSize(length);
        }
        Files.delete(checkpoint);
        var before = Toy.digests(run);
        Toy.resume(Toy.quick(study), run);
        var after = Toy.digests(run);
        assertThat(after).containsAllEntriesOf(before).hasSize(before.size() + 1);
    }

    @Test
    @DisplayName("a measurement that cannot be written leaves the checkpoint, and the run goes on later")
    void blockedMeasurement() throws IOException {
        Path run = folder.resolve("run");
        Toy.run(Toy.quick(study), run, 1);
        var whole = Toy.digests(run);
        Path measurement = run.resolve("measurement");
        for (Path file : Toy.files(measurement)) {
            Files.delete(file);
        }
        Files.delete(measurement);
        Files.writeString(measurement, "in the way");
        refused("measurement", () -> Toy.resume(Toy.quick(study), run));
        Files.delete(measurement);
        Toy.resume(Toy.quick(study), run);
        assertThat(Toy.digests(run)).isEqualTo(whole);
    }
}
