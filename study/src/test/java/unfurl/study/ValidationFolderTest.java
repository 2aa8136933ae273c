package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.Tables;
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
                EnumSet.allOf(Kind.class),
                List.of(),
                List.of(),
                strength,
                0.1,
                10,
                OptionalInt.empty(),
                OptionalInt.of(2));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private static void stopped(StudyFile.Read read, ValidationFolder held, int after) {
        stopped(read, options(0.3), held, after);
    }

    private static void stopped(StudyFile.Read read, ValidationOptions asked, ValidationFolder held, int after) {
        try (held) {
            assertThatThrownBy(() -> new Validation(read, asked, 2, new Stop(after), Toy.ENVIRONMENT).run(held))
                    .hasMessageContaining("killed after");
        }
    }

    private static void run(StudyFile.Read read, ValidationFolder held) {
        run(read, options(0.3), held);
    }

    private static void run(StudyFile.Read read, ValidationOptions asked, ValidationFolder held) {
        try (held) {
            new Validation(read, asked, 1, new Toy.Silence(), Toy.ENVIRONMENT).run(held);
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

    /// Another sample of the same generator, with reco values that are higher by 0.1 and lower by 0.1.
    @Test
    @DisplayName("both directions of another response are learned once, kept, and gone on with")
    void templates() throws IOException {
        Path study = Toy.gaussian(folder.resolve("two"), "events=4000", "fakes=0");
        Toy.gaussian(folder.resolve("second"), "events=6000", "fakes=0", "seed=7");
        Table table = Tables.read(folder.resolve("second/simulation.parquet"));
        Column reco = table.column("x_reco", "the test");
        for (String direction : List.of("up", "down")) {
            Path other = folder.resolve("two/%s.parquet".formatted(direction));
            Tables.write(table, other);
            double shift = direction.equals("up") ? 0.1 : -0.1;
            Toy.replace(other, Column.tabulate("x_reco", table.rows(), i -> reco.at(i) + shift));
        }
        StudyFile.Read read = Toy.quick(
                study,
                "method.estimator={network: [16], epochs: 12, patience: 12, batch: 64, members: 1}",
                "uncertainty={systematics: [{name: shower, recipe: response, up: {simulation: {file: up.parquet}}, down: {simulation: {file: down.parquet}}}]}");
        var asked = new ValidationOptions(
                EnumSet.of(Kind.HIDDEN_VARIABLE),
                List.of(),
                List.of(),
                0.3,
                0.1,
                10,
                OptionalInt.empty(),
                OptionalInt.empty());
        Path whole = folder.resolve("whole");
        run(read, asked, ValidationFolder.create(whole, read.study(), asked));
        assertThat(Document.read(whole.resolve("validation.json")).get("tests").list())
                .extracting(test -> test.get("of").text())
                .containsExactly("response of 'shower_up'", "response of 'shower_down'");
        stopped(read, asked, ValidationFolder.create(out(), read.study(), asked), 1);
        Path up = out().resolve("unfolded/templates/shower_up.safetensors");
        FileTime learned = Files.getLastModifiedTime(up);
        stopped(read, asked, ValidationFolder.resume(out(), read.study(), asked), 1);
        assertThat(Files.getLastModifiedTime(up)).isEqualTo(learned);
        run(read, asked, ValidationFolder.resume(out(), read.study(), asked));
        assertThat(Toy.digests(out())).isEqualTo(Toy.digests(whole));
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
