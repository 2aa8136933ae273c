package unfurl.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import unfurl.InputException;

/// Writes a file whole or not at all.
///
/// The bytes go to a hidden file `.NAME.….part` in the same folder, which is forced to the disk and then
/// renamed. A reader sees the old file or the new one, never a part; after a failure nothing new is left
/// behind, and after a kill only the hidden file, which no reader looks at.
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /// What is to be written.
    @FunctionalInterface
    public interface Content {
        /// Writes the bytes; need not close or flush the stream.
        ///
        /// @throws IOException when the bytes cannot be made or written
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes a file, replacing the one that is there.
    ///
    /// @param target  the file; its folder must exist
    /// @param content its bytes
    /// @throws InputException when the file cannot be written; what `content` throws itself passes through
    public static void write(Path target, Content content) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new InputException("cannot write %s: it is a folder".formatted(target));
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException("cannot write %s: there is no folder %s".formatted(target, folder));
        }
        Path part = folder.resolve(".%s.%s.part".formatted(target.getFileName(), UUID.randomUUID()));
        try {
            fill(part, content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } catch (NoSuchFileException gone) {
            throw new InputException("cannot write %s: its folder is gone".formatted(target), gone);
        } catch (IOException failure) {
            throw new InputException("cannot write %s: %s".formatted(target, InputException.reason(failure)), failure);
        } finally {
            remove(part);
        }
    }

    /// Writes a text in UTF-8, replacing the file that is there.
    ///
    /// @throws InputException when the file cannot be written
    public static void write(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void fill(Path part, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /// Makes the renaming last through a power cut; systems that cannot open a folder do without.
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            return;
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException ignored) {
            return; // the failure that led here is the one to tell
        }
    }
}
