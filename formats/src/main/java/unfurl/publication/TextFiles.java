package unfurl.publication;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import unfurl.formats.AtomicFile;
import unfurl.formats.AtomicFolder;

/// Texts that are files of one folder or one zip.
///
/// @param texts by the file's name, in order
public record TextFiles(SequencedMap<String, String> texts) {
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    /// Copies the map.
    public TextFiles {
        texts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(texts));
    }

    /// Whether a path is to be a zip: its name ends in `.zip`.
    public static boolean isZip(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /// Writes them whole or not at all, replacing what is there: a folder, or a zip when the name ends so.
    ///
    /// @throws unfurl.InputException when they cannot be written
    public void write(Path target) {
        if (isZip(target)) {
            zip(target);
        } else {
            AtomicFolder.write(target, "publication", this::into);
        }
    }

    /// Writes them into a folder that is there.
    void into(Path folder) {
        texts.forEach((name, text) -> AtomicFile.write(folder.resolve(name), text));
    }

    /// Writes a zip; the same texts give the same bytes.
    void zip(Path target) {
        AtomicFile.write(target, out -> {
            var archive = new ZipOutputStream(out); // finished, not closed: the stream belongs to AtomicFile
            for (Map.Entry<String, String> file : texts.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                archive.putNextEntry(entry);
                archive.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                archive.closeEntry();
            }
            archive.finish();
        });
    }
}
