package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.InputException;
import unfurl.provenance.Digest;

/// Whatever bytes a file has, reading it ends in a value or in an [InputException], soon, and with little memory.
class MutatedFilesTest {
    private static final String MEASUREMENT = "measurement-1.2/";
    private static final int FEW = 1000;
    private static final int MANY = 100_000;
    private static final long SEED = 20261122;

    /// For any of these files, of 100 kB at most. Most take milliseconds; the machine may be busy.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// What reading may allocate in all: twice the largest part that a reader unpacks at once, which is 256 MiB, and
    /// what is made of it.
    private static final long MOST_BYTES = 1L << 30;

    @TempDir
    Path folder;

    /// A format.
    ///
    /// @param name  for messages
    /// @param whole files of it that are not damaged, with their names
    /// @param read  what reads one of them
    record Format(String name, List<Map.Entry<String, byte[]>> whole, Consumer<Path> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A format a line.
    static Stream<Format> formats() {
        return Stream.of(
                new Format("Parquet", parquet(), MutatedFilesTest::table),
                new Format(
                        "npz",
                        files("events.npz", "events_deflate.npz", "kinds.npz", "padded.npz"),
                        MutatedFilesTest::table),
                new Format("npz with right checksums", arrays("kinds.npz", "padded.npz"), MutatedFilesTest::arrayInZip),
                new Format("npy", files("events.npy", "kinds.npy", "plain.npy"), MutatedFilesTest::table),
                new Format("HDF5", hdf5(), MutatedFilesTest::table),
                new Format("DataFrames of one HDF5 file", files("frames.h5"), MutatedFilesTest::frames),
                new Format("CSV", files("events.csv"), MutatedFilesTest::table),
                new Format("ROOT", root(), MutatedFilesTest::table),
                new Format("safetensors", tensors(), Tensors::read),
                new Format("documents", documents(), path -> Document.read(path).toYaml()),
                new Format("measurement with right digests", texts(), MutatedFilesTest::measurement),
                new Format("measurement.zip", measurements(), MeasurementFolder::read));
    }

    private static List<Map.Entry<String, byte[]>> files(String... names) {
        return Arrays.stream(names)
                .map(name -> Map.entry(Path.of(name).getFileName().toString(), Fixtures.bytes(name)))
                .toList();
    }

    private static List<Map.Entry<String, byte[]>> parquet() {
        var files = new ArrayList<Map.Entry<String, byte[]>>();
        Fixtures.PARQUET.forEach(name -> files.addAll(files(name)));
        files.addAll(files("missing.parquet", "kinds.parquet", "lists_v1_plain.parquet", "lists_v2_zstd.parquet"));
        files.add(written("ours.parquet", path -> Tables.write(Fixtures.everyType(), path)));
        return files;
    }

    private static List<Map.Entry<String, byte[]>> hdf5() {
        var files = new ArrayList<>(files(
                "events.h5",
                "kinds.h5",
                "fixed_zlib.h5",
                "fixed_blosclz.h5",
                "fixed_lz4.h5",
                "fixed_zstd.h5",
                "atlas.h5"));
        files.add(written("ours.h5", path -> Tables.write(Fixtures.everyType(), path)));
        return files;
    }

    private static List<Map.Entry<String, byte[]>> root() {
        return files(Stream.of(
                        "bare",
                        "embedded",
                        "computed",
                        "several",
                        "large",
                        "lz4",
                        "zstd",
                        "lzma",
                        "zlib",
                        "tree16",
                        "tree17",
                        "tree18",
                        "tree19")
                .map("root/%s.root"::formatted)
                .toArray(String[]::new));
    }

    private static List<Map.Entry<String, byte[]>> tensors() {
        return List.of(
                files("written_1.safetensors").getFirst(),
                written("net.safetensors", path -> TensorsTest.sample().write(path)));
    }

    private static List<Map.Entry<String, byte[]>> documents() {
        return DocumentTest.texts()
                .map(text ->
                        Map.entry((String) text.get()[0], ((String) text.get()[1]).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<Map.Entry<String, byte[]>> texts() {
        return files(MEASUREMENT + "measurement.json", MEASUREMENT + "provenance.json");
    }

    /// The arrays of archives.
    private static List<Map.Entry<String, byte[]>> arrays(String... archives) {
        var arrays = new ArrayList<Map.Entry<String, byte[]>>();
        for (Map.Entry<String, byte[]> archive : files(archives)) {
            try (var zip = new ZipInputStream(new ByteArrayInputStream(archive.getValue()))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    arrays.add(Map.entry(entry.getName(), zip.readAllBytes()));
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return arrays;
    }

    private static List<Map.Entry<String, byte[]>> measurements() {
        return List.of(written("toy.zip", path -> MeasurementFolder.write(ToyMeasurement.full(), path)));
    }

    private static Map.Entry<String, byte[]> written(String name, Consumer<Path> write) {
        try {
            Path folder = Files.createTempDirectory("whole");
            Path path = folder.resolve(name);
            write.accept(path);
            byte[] whole = Fixtures.read(path);
            Files.delete(path);
            Files.delete(folder);
            return Map.entry(name, whole);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A DataFrame of each layout and packing, one that the file's bytes choose.
    private static void frames(Path path) {
        List<String> keys = List.of(
                "zlib",
                "plain",
                "nested/columns",
                "blosc_blosclz",
                "blosc_lz4",
                "blosc_snappy",
                "blosc_zlib",
                "blosc_zstd");
        int chosen = Math.floorMod(Arrays.hashCode(Fixtures.read(path)), keys.size());
        Tables.read(Path.of(path + "::" + keys.get(chosen)));
    }

    /// Every column but the one of text that some of the files have.
    private static void table(Path path) {
        Tables.read(
                path,
                Tables.names(path).stream()
                        .filter(name -> !name.equals("label"))
                        .toList());
    }

    /// The damaged array in an archive that is whole.
    private static void arrayInZip(Path path) {
        Path archive = path.resolveSibling(path.getFileName() + ".npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry(path.getFileName().toString()));
            zip.write(Fixtures.read(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        table(archive);
    }

    /// The damaged document in a measurement that is whole.
    private static void measurement(Path path) {
        Path folder = path.resolveSibling("of " + path.getFileName());
        try {
            Files.createDirectories(folder);
            var sums = new StringBuilder();
            for (String name : MeasurementFolder.FILES) {
                boolean isDamaged = path.endsWith(name);
                byte[] bytes = isDamaged ? Fixtures.read(path) : Fixtures.bytes(MEASUREMENT + name);
                Files.write(folder.resolve(name), bytes);
                sums.append(Digest.of(bytes).hex()).append("  ").append(name).append('\n');
            }
            Files.writeString(folder.resolve(MeasurementFolder.SUMS), sums);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        MeasurementFolder.read(folder);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aDamagedFileIsReadOrRefused(Format format) {
        damage(format, FEW);
    }

    @Tag("validation")
    @ParameterizedTest
    @MethodSource("formats")
    void ofManyDamagedFilesEachIsReadOrRefused(Format format) {
        damage(format, MANY);
    }

    /// Reads the files in a thread of its own, so that one that never ends is found, and where it is.
    private void damage(Format format, int files) {
        var reading = new Reading(format, files, folder);
        Thread thread = Thread.ofPlatform().daemon().start(reading);
        while (thread.isAlive()) {
            try {
                thread.join(Duration.ofSeconds(1));
            } catch (InterruptedException stop) {
                throw new AssertionError(reading.place, stop);
            }
            if (thread.isAlive() && System.nanoTime() - reading.start > LONGEST.toNanos()) {
                var late = new AssertionError("%s: still reading after %s".formatted(reading.place, LONGEST));
                late.setStackTrace(thread.getStackTrace());
                throw late;
            }
        }
        reading.failure.ifPresent(failure -> {
            throw new AssertionError(reading.place, failure);
        });
        System.out.println(reading);
        assertThat(reading.refused).as("seed %d", SEED).isPositive();
    }

    /// The reading of damaged files one after the other. Another thread may look at the place and the start; at the
    /// rest when it has ended.
    private static final class Reading implements Runnable {
        private final Format format;
        private final int files;
        private final Path folder;
        private volatile String place = "";
        private volatile long start = System.nanoTime();
        private int refused;
        private long slowest;
        private long largest;
        private Optional<Throwable> failure = Optional.empty();

        Reading(Format format, int files, Path folder) {
            this.format = format;
            this.files = files;
            this.folder = folder;
        }

        @Override
        public void run() {
            try {
                for (int number = 0; number < files; number++) {
                    read(number);
                }
            } catch (Throwable escaped) {
                failure = Optional.of(escaped);
            }
        }

        private void read(int number) {
            Map.Entry<String, byte[]> whole = format.whole.get(number % format.whole.size());
            place = "seed %d, file %d of %s, from %s".formatted(SEED, number, format, whole.getKey());
            byte[] bytes = Damage.done(whole.getValue(), new SplittableRandom(SEED + number));
            Path path = Fixtures.write(folder.resolve(whole.getKey()), bytes);
            var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = thread.getCurrentThreadAllocatedBytes();
            start = System.nanoTime();
            boolean isRefused = isRefused(path);
            slowest = Math.max(slowest, System.nanoTime() - start);
            long allocated = thread.getCurrentThreadAllocatedBytes() - before;
            largest = Math.max(largest, allocated);
            refused += isRefused ? 1 : 0;
            assertThat(allocated).as(place).isLessThan(MOST_BYTES);
        }

        private boolean isRefused(Path path) {
            try {
                format.read.accept(path);
                return false;
            } catch (InputException expected) {
                assertThat(expected.getMessage())
                        .as(place)
                        .contains(path.getFileName().toString());
                return true;
            }
        }

        @Override
        public String toString() {
            return "%s: %d damaged files, %d refused; at most %d ms and %d MB allocated for one"
                    .formatted(format, files, refused, slowest / 1_000_000, largest >> 20);
        }
    }
}
