package unfurl.study;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import unfurl.InputException;

/// A folder that was empty when a run began in it, so that all of it can be removed when nothing came of the run.
///
/// @param path the folder
/// @param made it and those above it that were made for it, the innermost first
record NewFolder(Path path, List<Path> made) {

    /// Makes a folder, unless it is there and empty.
    ///
    /// @throws InputException when it holds something, is no folder, or cannot be made
    static NewFolder make(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new InputException("%s is a file where a run folder is to be".formatted(path));
        }
        if (Files.exists(path) && !isEmpty(path)) {
            throw new InputException(
                    "%s is not empty: `--resume` goes on with the run in it, another `--out` begins a new one"
                            .formatted(path));
        }
        var made = new ArrayList<Path>();
        for (Path each = path.toAbsolutePath(); each != null && !Files.exists(each); each = each.getParent()) {
            made.add(each);
        }
        try {
            Files.createDirectories(path);
        } catch (IOException wrong) {
            throw unusable(path, wrong);
        }
        return new NewFolder(path, List.copyOf(made));
    }

    /// Whether nothing but a lock and what a killed process left half-written is in a folder.
    static boolean isEmpty(Path path) {
        try (Stream<Path> files = Files.list(path)) {
            return files.allMatch(file -> file.endsWith(FolderLock.NAME) || Leftovers.isOne(path.relativize(file)));
        } catch (IOException wrong) {
            throw unusable(path, wrong);
        }
    }

    static InputException unusable(Path path, IOException wrong) {
        return new InputException(
                "cannot use %s as a run folder: %s".formatted(path, InputException.reason(wrong)), wrong);
    }

    /// Removes what is in it, and the folders that were made.
    void remove() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(path))
                    .toList()) {
                Files.delete(file);
            }
            for (Path each : made) {
                Files.delete(each);
            }
        } catch (DirectoryNotEmptyException ignored) {
            return; // somebody else uses it by now
        } catch (IOException wrong) {
            throw new InputException(
                    "cannot remove the run folder %s: %s".formatted(path, InputException.reason(wrong)), wrong);
        }
    }
}
