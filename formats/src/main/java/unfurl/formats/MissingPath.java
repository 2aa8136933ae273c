package unfurl.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import unfurl.InputException;

/// What to say of a path at which nothing is.
public final class MissingPath {
    private MissingPath() {}

    /// An error with the nearest name of a file or folder in the same folder.
    ///
    /// @param kind what was looked for: `measurement`
    public static InputException of(String kind, Path path) {
        return of(kind, path, any -> true);
    }

    /// An error with the nearest name of an ordinary file in the same folder.
    static InputException ofFile(Path path) {
        return of("file", path, Files::isRegularFile);
    }

    private static InputException of(String kind, Path path, Predicate<Path> wanted) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return new InputException("there is no %s %s: there is no folder %s".formatted(kind, path, folder));
        }
        try (Stream<Path> beside = Files.list(folder)) {
            List<String> names = beside.filter(wanted)
                    .map(file -> file.getFileName().toString())
                    .toList();
            return InputException.notFound(kind, path.getFileName().toString(), folder.toString(), "", names);
        } catch (IOException failure) {
            return new InputException(
                    "there is no %s %s (%s)".formatted(kind, path, InputException.reason(failure)), failure);
        }
    }
}
