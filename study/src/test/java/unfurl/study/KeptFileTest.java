package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;

class KeptFileTest {
    private static final String IBU = "method={name: ibu, iterations: 2, bins: {x: {bins: 6, from: -3, to: 3}}, "
            + "recoBins: {x: {bins: 8, from: -3, to: 3}}}";
    private static final String REMEDY = "delete this one and go on with --resume";

    @TempDir
    Path folder;

    private StudyFile.Read read() {
        return Toy.quick(folder.resolve("example/study.yaml"), IBU, "uncertainty={bootstrapData: 2, toys: 2}");
    }

    private Path run() {
        Toy.gaussian(folder.resolve("example"), "events=1000");
        Path run = folder.resolve("run");
        Toy.run(read(), run, 1);
        return run;
    }

    private void refused(Path run, Path file, String part) {
        assertThatThrownBy(() -> Toy.resume(read(), run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(REMEDY)
                .hasMessageContaining(part);
    }

    @Test
    @DisplayName("a replica that is cut short, altered by a bit or another one's is named with the remedy, which works")
    void damagedReplica() throws IOException {
        Path run = run();
        var whole = Toy.digests(run);
        Path replica = run.resolve("replicas/bootstrap_data_0.safetensors");
        byte[] bytes = Files.readAllBytes(replica);
        Files.write(replica, Arrays.copyOf(bytes, bytes.length / 2));
        refused(run, replica, "");
        byte[] flipped = bytes.clone();
        flipped[bytes.length - 3] ^= 4;
        Files.write(replica, flipped);
        refused(run, replica, "is damaged: its digest is not the one in it");
        Files.copy(run.resolve("replicas/bootstrap_data_1.safetensors"), replica, StandardCopyOption.REPLACE_EXISTING);
        refused(run, replica, "holds 'bootstrap_data_1'");
        Files.delete(replica);
        Toy.resume(read(), run);
        assertThat(Toy.digests(run)).isEqualTo(whole);
    }

    @Test
    @DisplayName("a checkpoint that is cut short is named with the remedy")
    void damagedCheckpoint() throws IOException {
        Path run = run();
        Path state = run.resolve("replicas/nominal/state.safetensors");
        Files.write(state, Arrays.copyOf(Files.readAllBytes(state), 100));
        refused(run, state, "");
    }

    @Test
    @DisplayName("the plan of a run that goes on counts the replicas that are missing, toys as the others")
    void plan() throws IOException {
        Path run = run();
        Files.delete(run.resolve("replicas/toy_1.safetensors"));
        int[] planned = {-1};
        var progress = new Toy.Silence() {
            @Override
            public void plan(int replicas) {
                planned[0] = replicas;
            }
        };
        try (RunFolder held = RunFolder.resume(run, read().study())) {
            new Runner(read(), 1, progress, Toy.ENVIRONMENT).run(held);
        }
        assertThat(planned[0]).isOne();
    }

    @Test
    @DisplayName("a file that cannot be written is told with how to go on; what has another cause is as it was")
    void unwritten() {
        var full = new InputException("cannot write a", new FileSystemException("a", null, "No space left on device"));
        assertThat(KeptFile.goingOn(full, true))
                .hasMessageContainingAll("cannot write a\n", "when there is space", "--resume goes on");
        assertThat(KeptFile.goingOn(full, false)).hasMessageContaining("begin again");
        var other = new InputException("no column 'x'");
        assertThat(KeptFile.goingOn(other, true)).isSameAs(other);
    }
}
