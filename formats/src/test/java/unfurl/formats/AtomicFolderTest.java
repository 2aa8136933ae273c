package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;

class AtomicFolderTest {
    @TempDir
    Path folder;

    private Path target() {
        return folder.resolve("models");
    }

    private void write(String text) {
        AtomicFolder.write(target(), "models", into -> AtomicFile.write(into.resolve("a"), text));
    }

    @Test
    void aFolderIsReplacedWhole() {
        write("one");
        AtomicFolder.write(target(), "models", into -> AtomicFile.write(into.resolve("b"), "two"));
        assertThat(target()).isDirectoryNotContaining("glob:**/a").isDirectoryContaining("glob:**/b");
        assertThat(folder).isDirectoryContaining(path -> path.equals(target()));
        assertThat(folder.toFile().list()).containsExactly("models");
    }

    @Test
    void aFailureLeavesWhatWasThere() {
        write("one");
        assertThatThrownBy(() -> AtomicFolder.write(target(), "models", into -> {
                    AtomicFile.write(into.resolve("a"), "half");
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        assertThat(target().resolve("a")).hasContent("one");
        assertThat(folder.toFile().list()).containsExactly("models");
    }

    @Test
    void aPlaceThatIsNotThereIsTold() {
        assertThatThrownBy(() -> AtomicFolder.write(folder.resolve("no/models"), "models", into -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the folder that it is to be in does not exist");
    }

    @Test
    void emptyIsAFolderWithNothingInIt() throws IOException {
        assertThat(AtomicFolder.isEmpty(folder)).isTrue();
        assertThat(AtomicFolder.isEmpty(target())).isFalse();
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(AtomicFolder.isEmpty(folder)).isFalse();
        assertThat(AtomicFolder.isEmpty(file)).isFalse();
    }
}
