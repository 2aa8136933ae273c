package unfurl.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;

class DigestTest {
    /// The test vector of FIPS 180-2, appendix B.1.
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isSha256OfBytesTextsAndFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("abc.txt"), "abc");
        assertThat(Digest.of("abc").hex()).isEqualTo(ABC);
        assertThat(Digest.of(new byte[] {'a', 'b', 'c'})).isEqualTo(new Digest(ABC));
        assertThat(Digest.of(file).toString()).isEqualTo("sha256:" + ABC);
    }

    @Test
    void refusesWhatIsNoDigestOrNoFile(@TempDir Path folder) {
        assertThatThrownBy(() -> new Digest("abc")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Digest.of(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> Digest.of(folder)).isInstanceOf(InputException.class);
    }
}
