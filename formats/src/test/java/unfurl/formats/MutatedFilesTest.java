package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;

/// Whatever bytes a file has, reading it ends soon, in a value or in an [InputException].
class MutatedFilesTest {
    private static final int FILES = 1000;
    private static final long SEED = 20261122;
    private static final String SIGNS = "\"'[]{}:,\n-0e&*! ";

    @TempDir
    Path folder;

    static Stream<String> tables() {
        return Stream.concat(
                Fixtures.PARQUET.stream(),
                Stream.of(
                        "missing.parquet",
                        "kinds.parquet",
                        "events.npz",
                        "events_deflate.npz",
                        "kinds.npz",
                        "events.npy",
                        "kinds.npy",
                        "events.h5",
                        "fixed_zlib.h5",
                        "fixed_blosclz.h5",
                        "fixed_lz4.h5",
                        "fixed_zstd.h5",
                        "atlas.h5",
                        "events.csv"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aDamagedTableIsReadOrRefused(String name) {
        byte[] whole = Fixtures.bytes(name);
        int share = FILES / (name.endsWith("parquet") ? 8 : 2);
        int refused = 0;
        for (int i = 0; i < share; i++) {
            refused +=
                    read(name, mutated(whole, i), i, path -> Tables.read(path).rows());
        }
        assertThat(refused).as("seed %d", SEED).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zlib", "plain", "nested/columns", "blosc_blosclz", "blosc_snappy", "blosc_zlib", "blosc_zstd"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aDamagedDataFrameAmongOthersIsReadOrRefused(String key) {
        byte[] whole = Fixtures.bytes("frames.h5");
        int refused = 0;
        for (int i = 0; i < FILES / 8; i++) {
            refused += read(
                    "frames.h5",
                    mutated(whole, i),
                    i,
                    path -> Tables.read(Path.of(path + "::" + key)).rows());
        }
        assertThat(refused).as("seed %d", SEED).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours.parquet", "ours.h5"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aDamagedTableThatWeWroteIsReadOrRefused(String name) {
        Path path = folder.resolve(name);
        Tables.write(Fixtures.everyType(), path);
        byte[] whole = Fixtures.read(path);
        for (int i = 0; i < FILES; i++) {
            read(name, mutated(whole, i), i, file -> Tables.read(file).rows());
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void damagedTensorsAreReadOrRefused() {
        Path path = folder.resolve("net.safetensors");
        TensorsTest.sample().write(path);
        byte[] whole = Fixtures.read(path);
        for (int i = 0; i < FILES; i++) {
            read(
                    "net.safetensors",
                    mutated(whole, i),
                    i,
                    file -> Tensors.read(file).tensors().size());
        }
    }

    @ParameterizedTest
    @MethodSource("unfurl.formats.DocumentTest#texts")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aDamagedDocumentIsReadOrRefused(String name, String text) {
        byte[] whole = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < FILES; i++) {
            read(
                    name,
                    mutated(whole, i),
                    i,
                    file -> Document.read(file).toYaml().length());
        }
    }

    private interface Reader {
        int read(Path path);
    }

    private int read(String name, byte[] bytes, int number, Reader reader) {
        Path path = Fixtures.write(folder.resolve(name), bytes);
        try {
            reader.read(path);
            return 0;
        } catch (InputException expected) {
            assertThat(expected.getMessage()).contains(name);
            return 1;
        } catch (RuntimeException | Error escaped) {
            throw new AssertionError("seed %d, file %d of %s".formatted(SEED, number, name), escaped);
        }
    }

    /// A damaged copy: cut, flipped, overwritten by hostile numbers, or with a part moved, doubled or dropped.
    private static byte[] mutated(byte[] whole, int number) {
        var random = new SplittableRandom(SEED + number);
        byte[] bytes = whole.clone();
        for (int change = random.nextInt(1, 5); change > 0 && bytes.length > 1; change--) {
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : tail(random, bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
                case 3 -> hostile(bytes, at, random);
                case 4 -> bytes = spliced(bytes, at, random);
                default -> bytes[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
            }
        }
        return bytes;
    }

    /// The footers of Parquet and zip are at the end, and are what hostile files change.
    private static int tail(SplittableRandom random, int length) {
        return length - 1 - random.nextInt(Math.min(length, 600));
    }

    private static void hostile(byte[] bytes, int at, SplittableRandom random) {
        byte[] value =
                random.nextBoolean() ? new byte[] {-1, -1, -1, -1, -1, -1, -1, 127} : new byte[] {-1, -1, -1, -1, 15};
        int count = Math.min(value.length, bytes.length - at);
        System.arraycopy(value, 0, bytes, at, count);
    }

    /// A part of the bytes written again, or left out, at another place.
    private static byte[] spliced(byte[] bytes, int at, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int count = random.nextInt(Math.min(64, bytes.length - from) + 1);
        var out = new java.io.ByteArrayOutputStream();
        out.write(bytes, 0, at);
        if (random.nextBoolean()) {
            out.write(bytes, from, count);
        }
        int rest = random.nextBoolean() ? at : Math.min(bytes.length, at + count);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }
}
