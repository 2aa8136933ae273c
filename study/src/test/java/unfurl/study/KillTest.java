package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.formats.Tensors;
import unfurl.model.ModelFile;

/// A run that is killed, at any time, goes on to the same bytes: real processes and real signals.
@DisabledOnOs(OS.WINDOWS)
class KillTest {
    private static final String[] SETTINGS = {"method.estimator.warmStart=true"};

    @TempDir
    static Path shared;

    private static Path study;
    private static Map<String, String> undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void undisturbed() throws IOException {
        study = Toy.gaussian(shared.resolve("example"), "events=3000");
        // Parquet's codec unpacks itself to a file, which a limit on the size of files would stop.
        for (String name : List.of("data", "simulation", "background", "truth")) {
            Path file = shared.resolve("example").resolve(name + ".parquet");
            Tables.write(Tables.read(file), file.resolveSibling(name + ".npz"));
            Files.delete(file);
        }
        Files.writeString(study, Files.readString(study).replace(".parquet", ".npz"));
        Path run = shared.resolve("run");
        Toy.run(Toy.quick(study, SETTINGS), run, 1);
        undisturbed = Toy.digests(run);
    }

    private Path run() {
        return folder.resolve("run");
    }

    private Process start(List<String> before) throws IOException {
        return RunProcess.start(before, folder.resolve("log"), study, run(), SETTINGS);
    }

    private void complete() throws IOException, InterruptedException {
        assertThat(RunProcess.await(start(List.of())))
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        assertThat(Toy.digests(run())).isEqualTo(undisturbed);
    }

    /// Kills the process as soon as its folder looks so.
    ///
    /// @return whether it was killed before it ended
    private boolean killWhen(Predicate<Path> reached) throws IOException, InterruptedException {
        Process process = start(List.of());
        while (process.isAlive() && !reached.test(run())) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        return RunProcess.await(process) == 128 + 9;
    }

    private static long lines(Path run) {
        try (Stream<String> lines = Files.lines(run.resolve("log.jsonl"))) {
            return lines.count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static boolean holds(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().matches(name));
        } catch (IOException notYet) {
            return false;
        }
    }

    /// What has its name is whole; what is not lies under a hidden name.
    private void nothingHalfWritten() {
        for (Path file : Toy.files(run())) {
            String name = run().relativize(file).toString();
            if (name.matches("(.*/)?\\..*") || name.endsWith(".part")) {
                continue;
            }
            if (name.startsWith("models/")) {
                assertThat(ModelFile.read(file).origin().iteration()).isEqualTo(2);
            } else if (name.endsWith(".safetensors")) {
                assertThat(Tensors.read(file).metadata()).containsKey("digest");
            } else if (name.equals("study.resolved.yaml") || name.equals("provenance.json")) {
                assertThat(Document.read(file).isMap()).isTrue();
            } else if (name.equals("measurement/measurement.json")) {
                assertThat(MeasurementFolder.read(run()).events().rows()).isPositive();
            }
        }
    }

    @Test
    @DisplayName("killed at every part of its work, one after the other, it ends in the same bytes")
    void killedEverywhere() throws IOException, InterruptedException {
        List<Predicate<Path>> points = List.of(
                run -> holds(run, "\\.lock"),
                run -> holds(run, "study\\.resolved\\.yaml"),
                run -> holds(run.resolve("replicas/nominal"), ".*\\.part"),
                run -> lines(run) >= 2,
                run -> holds(run.resolve("replicas/nominal"), ".*\\.part"),
                run -> lines(run) >= 7,
                run -> holds(run, "\\.measurement\\..*"),
                run -> holds(run.resolve("report/figures"), ".*"));
        int killed = 0;
        for (Predicate<Path> point : points) {
            killed += killWhen(point) ? 1 : 0;
            nothingHalfWritten();
        }
        // On a busy machine a short moment may pass unseen.
        assertThat(killed).isGreaterThanOrEqualTo(points.size() - 2);
        complete();
    }

    @Test
    @DisplayName("killed at random times, it ends in the same bytes")
    void killedAnywhen() throws IOException, InterruptedException {
        long seed = 20260101;
        var random = new Random(seed);
        long start = System.nanoTime();
        assertThat(RunProcess.await(
                        RunProcess.start(List.of(), folder.resolve("log"), study, folder.resolve("timed"), SETTINGS)))
                .isZero();
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        for (int i = 0; i < 3; i++) {
            Process process = start(List.of());
            process.waitFor(random.nextLong(milliseconds / 4, milliseconds), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            RunProcess.await(process);
            nothingHalfWritten();
        }
        complete();
    }

    @Test
    @DisplayName("asked to end, it ends at once; meanwhile no other process gets its folder, and afterwards any")
    void terminated() throws IOException, InterruptedException {
        Process process = start(List.of());
        while (process.isAlive() && lines(run()) < 1) {
            Thread.onSpinWait();
        }
        var read = Toy.quick(study, SETTINGS);
        assertThatThrownBy(() -> RunFolder.resume(run(), read.study()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another process is working on the run");
        assertThatThrownBy(() -> RunFolder.create(run(), read.study()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not empty");
        process.destroy();
        assertThat(RunProcess.await(process)).isEqualTo(128 + 15);
        nothingHalfWritten();
        complete();
    }

    /// The limit of a file's size stands in for a full disk: the write fails in its middle.
    @Test
    @DisplayName("a disk that is full keeps the last checkpoint, says so with exit code 2, and the run goes on later")
    void fullDisk() throws IOException, InterruptedException {
        assertThat(killWhen(run -> lines(run) >= 3)).isTrue();
        Path checkpoint = run().resolve("replicas/nominal/state.safetensors");
        byte[] before = Files.readAllBytes(checkpoint);
        long blocks = before.length / 1024;
        List<String> limited = List.of("bash", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "bash");
        assertThat(RunProcess.await(start(limited))).isEqualTo(2);
        assertThat(folder.resolve("log")).content().contains("cannot write").contains("File too large");
        assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
        nothingHalfWritten();
        complete();
    }
}
