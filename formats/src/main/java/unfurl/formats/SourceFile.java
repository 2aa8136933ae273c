package unfurl.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import unfurl.InputException;

/// A file that is there and can be read. Whatever goes wrong beneath becomes an [InputException] that names it.
///
/// @param path where it is, as the user gave it
/// @param size its bytes, at least 1
record SourceFile(Path path, long size) {
    private static final int LONGEST_REASON = 300;

    /// What reads the file.
    @FunctionalInterface
    interface Body<T> {
        T read() throws IOException;
    }

    /// The file at that place.
    ///
    /// @throws InputException when the file is missing (with the nearest name in its folder), empty, a folder or
    ///                        may not be read
    static SourceFile of(Path path) {
        if (Files.notExists(path)) {
            throw MissingPath.ofFile(path);
        }
        if (Files.isDirectory(path)) {
            throw new InputException("cannot read %s: it is a folder".formatted(path));
        }
        if (!Files.isReadable(path)) {
            throw new InputException("cannot read %s: permission denied".formatted(path));
        }
        if (!Files.isRegularFile(path)) {
            throw new InputException("cannot read %s: it is no ordinary file".formatted(path));
        }
        try {
            long size = Files.size(path);
            if (size == 0) {
                throw new InputException("cannot read %s: the file is empty".formatted(path));
            }
            return new SourceFile(path, size);
        } catch (IOException failure) {
            throw new InputException("cannot read %s: %s".formatted(path, InputException.reason(failure)), failure);
        }
    }

    /// The file's name without its folder.
    String name() {
        return path.getFileName().toString();
    }

    /// An error about what is in the file.
    InputException bad(String what) {
        return new InputException("cannot read %s: %s".formatted(path, what));
    }

    /// Runs a reader and turns its failures into errors that name the file.
    ///
    /// @param kind what the file should be: `Parquet`
    <T> T reading(String kind, Body<T> body) {
        try {
            return body.read();
        } catch (InputException known) {
            throw known;
        } catch (OutOfMemoryError failure) {
            throw new InputException(
                    "cannot read %s: it needs more memory than the %d MB that Java may use (-Xmx)"
                            .formatted(path, Runtime.getRuntime().maxMemory() >> 20),
                    failure);
        } catch (IOException | RuntimeException | StackOverflowError failure) {
            throw new InputException(
                    "cannot read %s as %s; is it damaged? %s".formatted(path, kind, reason(failure)), failure);
        }
    }

    /// Refuses a table that cannot fit, before anything is allocated for it.
    void requireMemory(long rows, long bytesPerRow) {
        if (rows > Integer.MAX_VALUE - 8) {
            throw bad("it has %d rows; at most %d can be read".formatted(rows, Integer.MAX_VALUE - 8));
        }
        long allowed = Runtime.getRuntime().maxMemory();
        if (rows * (double) bytesPerRow > 0.9 * allowed) {
            throw bad(
                    "%d rows of %d bytes need more memory than the %d MB that Java may use; read fewer columns or give it more (-Xmx)"
                            .formatted(rows, bytesPerRow, allowed >> 20));
        }
    }

    private static String reason(Throwable failure) {
        String text = failure instanceof IOException known
                ? InputException.reason(known)
                : Objects.requireNonNullElse(failure.getMessage(), "its content is not as its beginning says");
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
