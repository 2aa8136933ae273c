package unfurl.formats;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a table is: a file, and in files that hold several, its key: `mc.root::nominal/tree`.
///
/// @param file the file
/// @param key  which table of it; empty for the only one
public record TablePath(Path file, Optional<String> key) {
    private static final Pattern WITH_KEY = Pattern.compile("(?i)(.*?\\.root)::(.+)");

    /// Takes the key off a path, if its file is of a format that has keys.
    public static TablePath of(Path path) {
        Matcher parts = WITH_KEY.matcher(path.toString());
        return parts.matches()
                ? new TablePath(path.getFileSystem().getPath(parts.group(1)), Optional.of(parts.group(2)))
                : new TablePath(path, Optional.empty());
    }
}
