package unfurl.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import unfurl.InputException;

/// A measurement's files in one zip, at its top or in one folder.
///
/// Only the known names are looked at, so that no entry can lead elsewhere, and none may unpack to more than
/// [#LARGEST_RATIO] times the archive's size and 16 MiB.
final class MeasurementZip {
    private static final int LARGEST_RATIO = 100;
    private static final long ALWAYS_ALLOWED = 1L << 24;
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private MeasurementZip() {}

    static boolean hasMeasurement(Path zip) {
        try (var archive = new ZipFile(zip.toFile())) {
            return head(archive).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<? extends ZipEntry> head(ZipFile archive) {
        return archive.stream()
                .filter(entry -> entry.getName().matches("([^/]+/)?" + MeasurementFolder.HEAD.replace(".", "\\.")))
                .findFirst();
    }

    /// What `use` makes of a temporary folder with the files.
    static <T> T unpacked(Path zip, Function<Path, T> use) {
        if (!Files.exists(zip)) {
            throw MissingPath.of("measurement", zip);
        }
        Path folder = null;
        try (var archive = new ZipFile(zip.toFile())) {
            String head = head(archive)
                    .orElseThrow(() -> new InputException(
                            "%s is no measurement: it holds no %s".formatted(zip, MeasurementFolder.HEAD)))
                    .getName();
            String prefix = head.substring(0, head.length() - MeasurementFolder.HEAD.length());
            folder = Files.createTempDirectory("measurement");
            for (String name : names()) {
                ZipEntry entry = archive.getEntry(prefix + name);
                if (entry != null) {
                    unpack(archive, entry, folder.resolve(name), Files.size(zip));
                }
            }
            return use.apply(folder);
        } catch (IOException e) {
            throw new InputException("%s cannot be read as a zip: %s".formatted(zip, InputException.reason(e)), e);
        } finally {
            if (folder != null) {
                AtomicFolder.remove(folder);
            }
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(MeasurementFolder.FILES);
        names.add(MeasurementFolder.SUMS);
        return names;
    }

    private static void unpack(ZipFile archive, ZipEntry entry, Path target, long packed) throws IOException {
        long left = packed * LARGEST_RATIO + ALWAYS_ALLOWED;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                left -= count;
                if (left < 0) {
                    throw new InputException(
                            "%s: %s unpacks to more than any measurement would".formatted(archive.getName(), entry));
                }
                out.write(buffer, 0, count);
            }
        }
    }

    static void pack(Path folder, Path zip) {
        String name = zip.getFileName().toString();
        String prefix = name.substring(0, name.length() - ".zip".length()) + "/";
        AtomicFile.write(zip, out -> {
            var archive = new ZipOutputStream(out); // finished, not closed: the stream belongs to AtomicFile
            for (String file : names()) {
                var entry = new ZipEntry(prefix + file);
                entry.setTimeLocal(TIME);
                archive.putNextEntry(entry);
                Files.copy(folder.resolve(file), archive);
                archive.closeEntry();
            }
            archive.finish();
        });
    }
}
