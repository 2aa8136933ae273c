package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.provenance.Digest;

class TablePathTest {
    @TempDir
    Path folder;

    @Test
    void aKeyComesAfterTheEndingOfAFormatThatHasKeys() {
        assertThat(TablePath.of(Path.of("a/mc.ROOT::nominal/tree")))
                .isEqualTo(new TablePath(Path.of("a/mc.ROOT"), Optional.of("nominal/tree")));
        assertThat(TablePath.of(Path.of("mc.root::/tree")).key()).contains("tree");
        for (String name : new String[] {"a/mc.root", "mc.parquet::tree", "a::b.npz", "mc.root::"}) {
            assertThat(TablePath.of(Path.of(name))).isEqualTo(new TablePath(Path.of(name), Optional.empty()));
        }
        assertThat(TablePath.of(Path.of("a/mc.root::nominal/tree")).name()).isEqualTo("mc.root::nominal/tree");
        assertThat(TablePath.of(Path.of("a/mc.root")).name()).isEqualTo("mc.root");
    }

    /// A truth beside the data in one file is not the data.
    @Test
    void tablesOfOneFileHaveDigestsOfTheirOwn() {
        Path path = Fixtures.copy("root/several.root", folder);
        Digest whole = TablePath.of(path).digest();
        assertThat(whole).isEqualTo(Digest.of(path));
        assertThat(TablePath.of(Path.of(path + "::data")).digest())
                .isEqualTo(Digest.of(whole.hex() + "::data"))
                .isNotEqualTo(TablePath.of(Path.of(path + "::ntuple")).digest());
    }
}
