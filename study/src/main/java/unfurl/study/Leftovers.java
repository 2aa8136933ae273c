package unfurl.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import unfurl.InputException;

/// Hidden files and folders with part of something, which a killed process leaves behind.
final class Leftovers {
    private static final String NAME = "\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(part|old)";

    private Leftovers() {}

    /// Removes them from a run folder.
    static void remove(Path run) {
        try (Stream<Path> files = Files.walk(run)) {
            List<Path> leftovers = files.filter(file -> isOne(run.relativize(file)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : leftovers) {
                Files.delete(file);
            }
        } catch (IOException wrong) {
            throw new InputException(
                    "cannot remove what a killed process left in %s: %s".formatted(run, InputException.reason(wrong)),
                    wrong);
        }
    }

    /// Whether a file of a run, or a folder that it is in, has the name of a part.
    ///
    /// @param file relative to the run folder
    static boolean isOne(Path file) {
        for (Path name : file) {
            if (name.toString().matches(NAME)) {
                return true;
            }
        }
        return file.startsWith("report") && file.toString().endsWith(".part");
    }
}
