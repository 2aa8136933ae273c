package unfurl.formats;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import unfurl.InputException;

/// Writes a folder whole or not at all.
///
/// It is filled under a hidden name `.NAME.….part` beside its place and then renamed. A folder that is replaced
/// is gone for the moment between two renamings. After a failure nothing new is left behind, and after a kill
/// only a hidden folder, which no reader looks at.
public final class AtomicFolder {
    private AtomicFolder() {}

    /// Writes a folder, replacing the one that is there: whether that may be, is the caller's to know.
    ///
    /// @param target the folder; the one above it must exist
    /// @param what   what it is, for messages: `measurement`
    /// @param fill   writes its files into the folder that it is given
    /// @throws InputException when it cannot be written; what `fill` throws itself passes through
    public static void write(Path target, String what, Consumer<Path> fill) {
        beside(target, what, folder -> {
            fill.accept(folder);
            replace(folder, target, what);
        });
    }

    /// Whether a folder is there and has nothing in it.
    ///
    /// @throws InputException when it cannot be looked into
    public static boolean isEmpty(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            return !files.iterator().hasNext();
        } catch (IOException e) {
            throw new InputException("cannot look into %s: %s".formatted(path, InputException.reason(e)), e);
        }
    }

    /// Runs `use` on a hidden folder beside the target that is removed in the end, if it is still there.
    static void beside(Path target, String what, Consumer<Path> use) {
        Path folder = hidden(target, "part");
        try {
            Files.createDirectory(folder);
            use.accept(folder);
        } catch (NoSuchFileException gone) {
            throw new InputException(
                    "cannot write the %s %s: the folder that it is to be in does not exist".formatted(what, target),
                    gone);
        } catch (IOException e) {
            throw new InputException("cannot write the %s %s: %s".formatted(what, target, InputException.reason(e)), e);
        } finally {
            remove(folder);
        }
    }

    private static Path hidden(Path target, String ending) {
        return target.toAbsolutePath()
                .resolveSibling(".%s.%s.%s".formatted(target.getFileName(), UUID.randomUUID(), ending));
    }

    private static void replace(Path folder, Path target, String what) {
        Path old = hidden(target, "old");
        try {
            if (Files.exists(target)) {
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            remove(old);
        } catch (IOException e) {
            putBack(old, target);
            throw new InputException("cannot write the %s %s: %s".formatted(what, target, InputException.reason(e)), e);
        }
    }

    private static void putBack(Path old, Path target) {
        try {
            if (Files.exists(old) && !Files.exists(target)) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException ignored) {
            return; // the failure that led here is the one to tell
        }
    }

    /// Removes a folder of our own and the files in it.
    static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new InputException("cannot remove %s: %s".formatted(folder, InputException.reason(e)), e);
        }
    }
}
