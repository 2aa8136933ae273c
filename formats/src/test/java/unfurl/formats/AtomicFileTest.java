package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsReplacedWhole() {
        Path path = folder.resolve("a.txt");
        AtomicFile.write(path, "one");
        AtomicFile.write(path, "zwölf");

        assertThat(path).hasContent("zwölf");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
    }

    @Test
    void aFailureKeepsTheOldFileAndLeavesNothingElse() {
        Path path = folder.resolve("a.txt");
        AtomicFile.write(path, "old");

        assertThatThrownBy(() -> AtomicFile.write(path, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("no space left");
                }))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.txt: no space left");
        assertThatThrownBy(() -> AtomicFile.write(path, out -> {
                    throw new IllegalStateException("ours");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(path).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
    }

    @Test
    void aReaderNeverSeesAPart() {
        Path path = folder.resolve("a.txt");
        AtomicFile.write(path, "old");
        AtomicFile.write(path, out -> {
            out.write(new byte[1 << 20]);
            out.flush();
            assertThat(path).hasContent("old");
        });

        assertThat(path).hasSize(1 << 20);
    }

    @Test
    void aMissingFolderAndAFolderAreRefused() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/a.txt"), "x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder");
        Files.createDirectory(folder.resolve("d"));
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("d"), "x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it is a folder");
    }
}
