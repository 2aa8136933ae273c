package unfurl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import unfurl.InputException;

/// What to say of a path at which nothing is.
final class MissingPath {
    private MissingPath() {}

    /// An error with the nearest name in the same folder.
    static InputException of(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return new InputException("there is no %s: there is no folder %s".formatted(path, folder));
        }
        try (Stream<Path> beside = Files.list(folder)) {
            List<String> names =
                    beside.map(file -> file.getFileName().toString()).toList();
            return InputException.notFound(
                    "file or folder", path.getFileName().toString(), folder.toString(), "", names);
        } catch (IOException wrong) {
            return new InputException("there is no %s (%s)".formatted(path, InputException.reason(wrong)), wrong);
        }
    }
}
