package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;

class BadTablesTest {
    @TempDir
    Path folder;

    private AbstractThrowableAssert<?, ? extends Throwable> refusal(Path path) {
        return assertThatThrownBy(() -> Tables.read(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(path.getFileName().toString());
    }

    private Path csv(String text) {
        return Fixtures.write(folder.resolve("t.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aMissingFileIsAnsweredWithTheNearestName() {
        Fixtures.copy("events_v1_zstd.parquet", folder);

        refusal(folder.resolve("event_v1_zstd.parquet")).hasMessageContaining("Did you mean 'events_v1_zstd.parquet'?");
        refusal(folder.resolve("none/at_all.parquet")).hasMessageContaining("there is no folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.npz", "t.csv"})
    void aFolderAnEmptyFileAndNoiseAreRefused(String name) throws IOException {
        Path inner = Files.createDirectory(folder.resolve("d_" + name));
        refusal(inner).hasMessageContaining("it is a folder");
        refusal(Fixtures.write(folder.resolve(name), new byte[0])).hasMessageContaining("the file is empty");
        refusal(Fixtures.write(folder.resolve(name), new byte[] {1}));
        refusal(Fixtures.write(folder.resolve(name), new byte[1000]));
    }

    @Test
    void anUnreadableFileIsRefused() throws IOException {
        Path path = Fixtures.copy("events.npz", folder);
        Files.setPosixFilePermissions(path, java.util.Set.of());
        assumeFalse(Files.isReadable(path), "the tests run as root, who may read everything");

        refusal(path).hasMessageContaining("permission denied");
    }

    @Test
    void anUnknownEndingIsRefused() {
        refusal(Fixtures.write(folder.resolve("t.xls"), new byte[1]))
                .hasMessageContaining(".parquet, .h5, .npz, .npy, .csv, .root");
    }

    @ParameterizedTest
    @CsvSource({
        "events.npz,t.parquet",
        "events_v1_zstd.parquet,t.npz",
        "events.csv,t.parquet",
        "events.csv,t.npz",
        "events.csv,t.npy"
    })
    void aFileOfAnotherFormatIsRefused(String from, String name) {
        refusal(Fixtures.write(folder.resolve(name), Fixtures.bytes(from))).hasMessageContaining("it is no ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events_v1_zstd.parquet",
                "events_v2_plain.parquet",
                "events.npz",
                "events_deflate.npz",
                "events.npy"
            })
    void aFileCutAnywhereIsRefused(String name) {
        byte[] whole = Fixtures.bytes(name);
        for (int length = 1; length < whole.length; length += 1 + length % 13) {
            refusal(Fixtures.write(folder.resolve(name), Arrays.copyOf(whole, length)));
        }
        for (int start = 1; start < whole.length; start += 97) {
            refusal(Fixtures.write(folder.resolve(name), Arrays.copyOfRange(whole, start, whole.length)));
        }
    }

    /// What we write has a checksum for every page: a flipped bit among the values is found, or changes nothing.
    @Test
    void aFlippedBitInTheValuesIsFound() {
        Path path = folder.resolve("t.parquet");
        Table table = Fixtures.everyType();
        Tables.write(table, path);
        byte[] whole = Fixtures.read(path);
        int footer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 8);
        int found = 0;
        for (int bit = 32; bit < 8 * (whole.length - 8 - footer); bit += 3) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Fixtures.write(path, flipped);
            try {
                Table read = Tables.read(path);
                for (Column column : table.columns()) {
                    assertThat(Fixtures.values(read.column(column.name(), "")))
                            .as("bit %d", bit)
                            .isEqualTo(Fixtures.values(column));
                }
            } catch (InputException expected) {
                found++;
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void aTableOfNewerRulesIsRefused() {
        byte[] bytes = Fixtures.bytes("written_1.parquet");
        byte[] key = "unfurl.table\u0018\u00011".getBytes(StandardCharsets.ISO_8859_1);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(key, StandardCharsets.ISO_8859_1));
        bytes[at + key.length - 1] = '2';

        refusal(Fixtures.write(folder.resolve("t.parquet"), bytes)).hasMessageContaining("rules have version 2");
    }

    @Test
    void columnsThatAreNoNumbersAreRefusedByName() {
        Path parquet = Fixtures.copy("refused.parquet", folder);
        assertThat(Tables.read(parquet, List.of("good")).column("good", "").at(0))
                .isEqualTo(1.5);
        for (String name : List.of("text", "day", "money", "list", "nested")) {
            assertThatThrownBy(() -> Tables.read(parquet, List.of(name)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("refused.parquet: column '" + name + "' holds ");
        }
        assertThatThrownBy(() -> Tables.read(parquet, List.of("beyond")))
                .hasMessageContaining("18446744073709551615 in row 0");
        refusal(Fixtures.copy("events_lz4.parquet", folder)).hasMessageContaining("LZ4_RAW");
    }

    @Test
    void arraysThatAreNoColumnsAreRefusedByName() {
        Path npz = Fixtures.copy("refused.npz", folder);
        assertThat(Fixtures.values(Tables.read(npz, List.of("good")).column("good", "")))
                .containsExactly(1.5, 2.5);
        assertThatThrownBy(() -> Tables.read(npz, List.of("pickled")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("array 'pickled' holds pickled Python objects");
        assertThatThrownBy(() -> Tables.read(npz, List.of("half"))).hasMessageContaining("'half' has the type '<f2'");
        assertThatThrownBy(() -> Tables.read(npz, List.of("text"))).hasMessageContaining("'text' has the type '<U1'");
        assertThatThrownBy(() -> Tables.read(npz, List.of("complex"))).hasMessageContaining("'<c8'");
        assertThatThrownBy(() -> Tables.read(npz, List.of("scalar"))).hasMessageContaining("shape ()");
        assertThatThrownBy(() -> Tables.read(npz, List.of("beyond")))
                .hasMessageContaining("9223372036854775808 in row 1");
        assertThatThrownBy(() -> Tables.read(npz, List.of("good", "longer")))
                .hasMessageContaining("array 'longer' has 3 rows where 'good' has 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1000000000000,)",
                "(999999999999999999,)",
                "(2,)",
                "(4,)",
                "(3, 2)",
                "(1, 2, 3, 4)",
                "()",
                "(-3,)"
            })
    void aShapeThatTheBytesDoNotHaveIsRefused(String shape) throws IOException {
        String head = "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }\n".formatted(shape);
        refusal(npz("x.npy", head, 24)).hasMessageContaining("array 'x'");
    }

    @Test
    void anArchiveWithTwoColumnsOfANameOrOtherFilesIsRefused() throws IOException {
        String head = "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }\n";
        refusal(npz("notes.txt", head, 24)).hasMessageContaining("'notes.txt', which is no array");
        byte[] twice = Fixtures.read(npz("x.npy", head, 24, "y.npy"));
        for (int i = 0; i < twice.length; i++) {
            twice[i] = twice[i] == 'y' && twice[i + 1] == '.' ? (byte) 'x' : twice[i];
        }
        refusal(Fixtures.write(folder.resolve("t.npz"), twice)).hasMessageContaining("two columns 'x'");
    }

    /// A directory that claims 2⁴⁰ bytes for a kilobyte, as bombs do.
    @Test
    void anArchiveThatClaimsImpossibleSizesIsRefused() throws IOException {
        byte[] bytes = Fixtures.read(npz("x.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }\n", 24));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(bytes.length - 6);
        buffer.putInt(directory + 24, 0x7FFF_FFFF);
        refusal(Fixtures.write(folder.resolve("t.npz"), bytes)).hasMessageContaining("array 'x'");
    }

    @Test
    void wrongCsvIsRefusedWithColumnAndLine() {
        refusal(csv("a,b\n1,2\n3\n")).hasMessageContaining("line 3 has 1 fields where the header has 2");
        refusal(csv("a,b\n1,2\n\n3,4\n")).hasMessageContaining("line 3 has 1 fields");
        refusal(csv("a,a\n1,2\n")).hasMessageContaining("two columns 'a'");
        refusal(csv("a,\n1,2\n")).hasMessageContaining("column 2 has no name");
        refusal(csv("a\n1\nword\n")).hasMessageContaining("column 'a' has 'word' in line 3");
        refusal(csv("a\n1\ntrue\n")).hasMessageContaining("'true' in line 3 where the lines before have numbers");
        refusal(csv("a\ntrue\n1\n")).hasMessageContaining("where the lines before have true or false");
        refusal(csv("a,b\n1,1\n,2\n")).hasMessageContaining("column 'a' has no value in line 3");
        refusal(csv("a\n99999999999999999999\n")).hasMessageContaining("beyond 64 bits");
        refusal(csv("a\n0x10\n")).hasMessageContaining("'0x10'");
        refusal(csv("a\n1f\n")).hasMessageContaining("'1f'");
        refusal(csv("a\n1.5.2\n")).hasMessageContaining("'1.5.2'");
        refusal(csv("a;b\n1;2\n")).hasMessageContaining("separated by commas");
        refusal(csv("a\n\"1\n2\n")).hasMessageContaining("the quote that opens in line 2 is never closed");
        refusal(csv("a\n\"1\"2\n")).hasMessageContaining("text after a closing quote");
        refusal(csv("a\u00ff\n1\n")).hasMessageContaining("line 1 is not UTF-8");
        refusal(csv("a\n" + "1".repeat(100_000))).hasMessageContaining("a field of more than 65536 bytes");
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Table table = Fixtures.everyType();
        assertThatThrownBy(() -> Tables.write(table, folder.resolve("none/t.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder");
        Files.createDirectory(folder.resolve("t.npz"));
        assertThatThrownBy(() -> Tables.write(table, folder.resolve("t.npz")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> Tables.write(Table.of("none", List.of()), folder.resolve("t.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no columns");
        assertThatThrownBy(() -> Tables.write(table, folder.resolve("t.root"))).isInstanceOf(InputException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("t.npz"));
        }
    }

    private Path npz(String name, String head, int bytes, String... more) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (String entry : java.util.stream.Stream.concat(java.util.stream.Stream.of(name), Arrays.stream(more))
                    .toList()) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length(), 0});
                zip.write(head.getBytes(StandardCharsets.ISO_8859_1));
                zip.write(new byte[bytes]);
                zip.closeEntry();
            }
        }
        return Fixtures.write(folder.resolve("t.npz"), out.toByteArray());
    }
}
