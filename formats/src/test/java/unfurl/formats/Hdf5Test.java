package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

/// DataFrames that pandas wrote; make_hdf5.py made the files.
class Hdf5Test {
    @TempDir
    Path folder;

    private Path keyed(String file, String key) {
        return Path.of(Fixtures.copy(file, folder) + "::" + key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zlib",
                "plain",
                "nested/columns",
                "/nested/columns",
                "blosc_blosclz",
                "blosc_lz4",
                "blosc_lz4hc",
                "blosc_snappy",
                "blosc_zlib",
                "blosc_zstd"
            })
    void everyCodecOfATableGivesTheSameEvents(String key) {
        Table events = Tables.read(Fixtures.copy("events.npz", folder));
        Table same = Tables.read(keyed("frames.h5", key));

        assertThat(same.names()).containsExactly("event_id", "pT_ll", "Ntracks_trackj1");
        for (Column column : same.columns()) {
            assertThat(column.type()).isEqualTo(events.column(column.name(), "").type());
            assertThat(Fixtures.values(column)).isEqualTo(Fixtures.values(events.column(column.name(), "")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed_zlib.h5", "fixed_blosclz.h5", "fixed_lz4.h5", "fixed_zstd.h5"})
    void everyCodecUnpacksLongRunsAndFarCopies(String name) {
        Table far = Tables.read(Fixtures.copy(name, folder));

        assertThat(far.rows()).isEqualTo(20_000);
        for (int i = 0; i < far.rows(); i++) { // the formulas of make_hdf5.py
            int j = i % 10_000;
            assertThat(far.column("far", "").longAt(i)).isEqualTo(j < 300 ? j * j % 9973 : 7);
            assertThat(far.column("run", "").longAt(i)).isEqualTo(i / 5000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "fixed"})
    void everyTypeBecomesTheTypeThatHoldsItAndEveryNameIsKept(String key) {
        Table expected = Tables.read(Fixtures.copy("kinds.npz", folder));
        Table kinds = Tables.read(keyed("kinds.h5", key));

        String odd = "Δφ, 'lab' \\ \uD83D\uDE00";
        assertThat(kinds.names()).hasSize(12).endsWith("f8", "b1", odd).startsWith("i1", "i2", "i4", "i8");
        assertThat(Fixtures.values(kinds.column(odd, ""))).containsExactly(1.5, 2.5, 3.5);
        for (Column column : expected.columns()) {
            assertThat(kinds.column(column.name(), "").type()).isEqualTo(column.type());
            assertThat(Fixtures.values(kinds.column(column.name(), ""))).isEqualTo(Fixtures.values(column));
        }
    }

    @Test
    void theOnlyDataFrameNeedsNoKeyAndOfSeveralOneIsNamed() {
        Path only = Fixtures.copy("events.h5", folder);
        Path several = Fixtures.copy("frames.h5", folder);

        assertThat(Tables.names(only)).isEqualTo(Tables.names(Path.of(only + "::df")));
        assertThat(Tables.file(Path.of(only + "::df"))).isEqualTo(only);
        assertThat(Tables.file(only)).isEqualTo(only);
        assertThatThrownBy(() -> Tables.read(several))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it has 9 DataFrames; say which, as in " + several + "::blosc_blosclz")
                .hasMessageContaining("available  blosc_blosclz, blosc_lz4, blosc_lz4hc")
                .hasMessageContaining("nested/columns, plain, zlib")
                .hasMessageNotContaining("series");
        assertThatThrownBy(() -> Tables.read(Path.of(several + "::nested/colums")))
                .hasMessageContaining("no DataFrame 'nested/colums' in ")
                .hasMessageContaining("Did you mean 'nested/columns'?");
    }

    @Test
    void aFileWithAnotherEndingOfHdf5IsRead() {
        byte[] bytes = Fixtures.bytes("events.h5");

        assertThat(Tables.read(Fixtures.write(folder.resolve("a.hdf5"), bytes)).rows())
                .isEqualTo(200);
        assertThat(Tables.read(Fixtures.write(folder.resolve("a.HDF"), bytes)).rows())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table    | date     | column 'date' holds datetime64",
                "table    | text     | column 'text' holds texts",
                "table    | category | column 'category' holds categories",
                "fixed    | date     | column 'date' holds datetime64",
                "fixed    | pickled  | column 'pickled' holds pickled Python objects, which are never loaded",
                "fixed    | half     | column 'half' holds float16",
                "bzip2    | good     | /bzip2/table is packed with bzip2; readable are zlib and blosc",
                "lzo      | good     | /lzo/table is packed with lzo",
                "levels   | good     | /levels has an index of several levels",
                "empty    | good     | /empty is a DataFrame without rows",
                "numbered | good     | the columns of /numbered are not named by texts (/numbered/block0_items has integer)",
                "numbered_table | good | the names of the columns of /numbered_table are not texts"
            })
    void whatNoColumnCanHoldIsRefusedByName(String key, String column, String message) {
        Path path = keyed("refused.h5", key);

        assertThatThrownBy(() -> Tables.read(path, List.of(column)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("refused.h5")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "fixed"})
    void otherColumnsOfThatDataFrameAreRead(String key) {
        Table good = Tables.read(keyed("refused.h5", key), List.of("good"));

        assertThat(Fixtures.values(good.column("good", ""))).containsExactly(1.5, 2.5);
    }

    @Test
    void whatIsNoHdf5AndWhatWasCutShortIsSaid() {
        byte[] whole = Fixtures.bytes("events.h5");
        Path other = Fixtures.write(folder.resolve("other.h5"), Fixtures.bytes("events.npz"));
        Path cut = Fixtures.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, whole.length - 100));

        assertThatThrownBy(() -> Tables.read(other))
                .hasMessageContaining("other.h5: it is no HDF5 file: it does not begin with the HDF5 signature");
        assertThatThrownBy(() -> Tables.read(cut))
                .hasMessageContaining("cut.h5: it has 19636 bytes and says that it has 19736; was it cut short?");
    }

    /// The root group's tree becomes one of 60 levels, in which both children of a node are the same: 2⁶⁰ ways to
    /// the leaf.
    @Test
    void aTreeOfTooManyWaysEnds() {
        int levels = 60;
        int size = 64;
        byte[] bytes = Fixtures.bytes("events.h5");
        int tree = indexOf(bytes, "TREE");
        byte[] more = Arrays.copyOf(bytes, bytes.length + levels * size + 1024);
        System.arraycopy(bytes, tree, more, bytes.length + levels * size, 1024);
        putNode(more, tree, bytes.length);
        for (int i = 0; i < levels; i++) {
            putNode(more, bytes.length + i * size, bytes.length + (i + 1) * size);
        }
        Path path = Fixtures.write(folder.resolve("ways.h5"), more);

        assertThatThrownBy(() -> Tables.read(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ways.h5 as HDF5; is it damaged? its structure leads in a circle");
    }

    /// A node of a group's tree, not a leaf, with one child twice.
    private static void putNode(byte[] file, int at, int child) {
        ByteBuffer node = ByteBuffer.wrap(file, at, 64).order(ByteOrder.LITTLE_ENDIAN);
        node.put("TREE".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        node.put((byte) 0).put((byte) 1).putShort((short) 2).putLong(-1).putLong(-1);
        node.putLong(0).putLong(child).putLong(0).putLong(child).putLong(0);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void picklesOfAnythingElseAreNeverLoaded() {
        assertThat(Pickle.names("(lp0\nVa\np1\nag1\naVx\\u00e9\\U0001f600\\n\na."
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                .containsExactly("a", "a", "xé\uD83D\uDE00\\n");
        assertThat(Pickle.names("(lp0\nS'a'\np1\na.".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .containsExactly("a");
        for (String hostile : List.of(
                "cos\nsystem\n(S'true'\ntR.",
                "(lp0\nI1\na.",
                "(lp0\nVa\n",
                "(lp0\ng7\na.",
                "a.",
                ".",
                "(",
                "l.",
                "(lp0\nVa",
                "(lp0\nV\\u12\na.",
                "(lp0\nS'\\x41'\na.",
                "(lp0\ng0\na.",
                "\u0080\u0002]q\u0000.",
                "Va\n.")) {
            assertThatThrownBy(() -> Pickle.names(hostile.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                    .as(hostile)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
