package unfurl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.nn.Activation;

class ModelFolderTest {
    @TempDir
    Path folder;

    private static Model model(int index, int count) {
        return Samples.model(
                Samples.network(2, List.of(3), Activation.TANH, index), index, count, OptionalDouble.empty());
    }

    private static void refused(String part, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOf(InputException.class).hasMessageContaining(part);
    }

    @Test
    @DisplayName("the members of a step come back together and in order")
    void roundTrip() {
        Path models = folder.resolve("models");
        var ensemble = new Ensemble(java.util.stream.IntStream.range(0, 11)
                .mapToObj(i -> model(i, 11))
                .toList());
        ModelFolder.write(List.of(ensemble), models);
        assertThat(models.resolve("step2-10.safetensors")).exists();
        assertThat(ModelFolder.read(models)).containsExactly(ensemble);
        ModelFolder.write(List.of(new Ensemble(List.of(model(0, 1)))), models);
        assertThat(models).isDirectoryNotContaining("glob:**step2-1*");
    }

    @Test
    @DisplayName("a missing member, one of another ensemble, and a folder without models are refused")
    void incomplete() throws IOException {
        Path models = folder.resolve("models");
        refused("no models in", () -> ModelFolder.read(models));
        Files.createDirectory(models);
        refused("no models in", () -> ModelFolder.read(models));
        ModelFile.write(model(1, 2), models.resolve("step2-1.safetensors"));
        refused("are no whole", () -> ModelFolder.read(models));
        ModelFile.write(model(0, 2), models.resolve("step2-0.safetensors"));
        assertThat(ModelFolder.read(models).getFirst().members()).hasSize(2);
        ModelFile.write(Samples.model(), models.resolve("step2-1.safetensors"));
        refused("differ in clip or scale", () -> ModelFolder.read(models));
    }

    @Test
    @DisplayName("a file, or a folder with something else, is not replaced")
    void replaced() throws IOException {
        var one = List.of(new Ensemble(List.of(model(0, 1))));
        Path file = Files.writeString(folder.resolve("file"), "mine");
        refused("something else is there", () -> ModelFolder.write(one, file));
        refused("something else is there", () -> ModelFolder.write(one, folder));
        refused("does not exist", () -> ModelFolder.write(one, folder.resolve("no/models")));
        assertThat(file).hasContent("mine");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }
}
