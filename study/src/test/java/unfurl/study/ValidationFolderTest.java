package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.report.ValidationTest.Kind;

/// What a validation keeps, and how it goes on.
class ValidationFolderTest {
    private static final String IBU =
            "method={name: ibu, iterations: 2, bins: {x: {bins: 6, from: -3, to: 3}}, recoBins: {x: {bins: 8, from: -4, to: 4}}}";

    @TempDir
    Path folder;

    /// Stops after so many unfoldings, as a kill does.
    private static final class Stop extends Toy.Silence {
        private final int after;
        private int first = -1;

        Stop(int after) {
            this.after = after;
        }

        @Override
        public void replicas(int done, int replicas) {
            first = done;
        }

        @Override
        public void replicaDone(String name, int done, int replicas) {
            if (done >= first + after) {
                throw new IllegalStateException("killed after %d of %d".formatted(done, replicas));
            }
        }
    }

    private StudyFile.Read read(String... more) {
        Path study = folder.resolve("example/study.yaml");
        if (!Files.exists(study)) {
            Toy.gaussian(study.getParent(), "events=1000");
        }
        var settings = new ArrayList<>(List.of(IBU));
        settings.addAll(List.of(more));
        return StudyFile.read(study, settings);
    }

    private static ValidationOptions options(double strength) {
        return new ValidationOptions(
                EnumSet.allOf(Kind.class), List.of(), strength, 0.1, 10, OptionalInt.empty(), OptionalInt.of(2));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void stopped(StudyFile.Read read, ValidationFolder held, int after) {
        try (held) {
            assertThatThrownBy(() -> new Validation(read, options(0.3), 2, new Stop(after), Toy.ENVIRONMENT).run(held))
                    .hasMessageContaining("killed after");
        }
    }

    private static void run(StudyFile.Read read, ValidationFolder held) {
        try (held) {
            new Validation(read, options(0.3), 1, new Toy.Silence(), Toy.ENVIRONMENT).run(held);
        }
    }

    @Test
    @DisplayName("a validation that is stopped, twice, goes on to the same bytes, and keeps no unfolding in the end")
    void goesOn() {
        StudyFile.Read read = read();
        Path whole = folder.resolve("whole");
        run(read, ValidationFolder.create(whole, read.study(), options(0.3)));
        stopped(read, ValidationFolder.create(out(), read.study(), options(0.3)), 3);
        assertThat(out().resolve("validation.json")).doesNotExist();
        int kept = Toy.files(out().resolve("unfolded")).size();
        assertThat(kept).isGreaterThanOrEqualTo(3);
        stopped(read, ValidationFolder.resume(out(), read.study(), options(0.3)), 25);
        assertThat(Toy.files(out().resolve("unfolded"))).hasSizeGreaterThan(kept + 20);
        run(read, ValidationFolder.resume(out(), read.study(), options(0.3)));
        assertThat(Toy.digests(out())).isEqualTo(Toy.digests(whole));
        assertThat(out().resolve("unfolded")).doesNotExist();
        assertThatThrownBy(() -> ValidationFolder.resume(out(), read.study(), options(0.3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is finished: nothing is missing");
    }

    @Test
    @DisplayName("what is there is not mixed with another study, other options, or another process")
    void refused() throws IOException {
        StudyFile.Read read = read();
        stopped(read, ValidationFolder.create(out(), read.study(), options(0.3)), 3);
        assertThatThrownBy(() -> ValidationFolder.create(out(), read.study(), options(0.3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not empty")
                .hasMessageContaining("--resume");
        assertThatThrownBy(() -> ValidationFolder.resume(out(), read.study(), options(0.4)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("validation.strength was 0.3 and is 0.4");
        assertThatThrownBy(() -> ValidationFolder.resume(out(), read("seed=99").study(), options(0.3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("study.seed was");
        try (var held =
                ValidationFolder.resume(out(), read("uncertainty.retries=5").study(), options(0.3))) {
            assertThat(held.path()).isEqualTo(out());
            assertThatThrownBy(() -> ValidationFolder.resume(out(), read.study(), options(0.3)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("another process is working on the validation in");
        }
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("mine"), "");
        assertThatThrownBy(() -> ValidationFolder.resume(other, read.study(), options(0.3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no validation to go on with");
    }

    @Test
    @DisplayName("an unfolding whose file is damaged, or of other events, is not used")
    void damaged() throws IOException {
        StudyFile.Read read = read();
        stopped(read, ValidationFolder.create(out(), read.study(), options(0.3)), 3);
        Path first = out().resolve("unfolded/scene_0.safetensors");
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length - 1] ^= 1;
        Files.write(first, bytes);
        assertThatThrownBy(() -> run(read, ValidationFolder.resume(out(), read.study(), options(0.3))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("scene_0.safetensors is damaged");
    }

    @Test
    @DisplayName("an unfolding that fails is tried as often as the study allows, and a folder without any is removed")
    void fails() {
        StudyFile.Read read = Toy.quick(
                Toy.gaussian(folder.resolve("networks"), "events=1000"),
                "method.minimumNEff=1e9",
                "uncertainty.retries=1");
        assertThatThrownBy(() -> run(read, ValidationFolder.create(out(), read.study(), options(0.3))))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("failed 2 times, as often as uncertainty.retries allows");
        assertThat(out()).doesNotExist();
    }
}
