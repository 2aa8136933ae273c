package unfurl.formats;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file, and which of its tables is meant: `multifold.h5`, or `multifold.h5::df`.
///
/// @param file where it is
/// @param key  of the table; empty for the only one
record TablePath(Path file, Optional<String> key) {
    static final String SEPARATOR = "::";

    private static final Pattern WITH_KEY = Pattern.compile("(.+\\.(?:h5|hdf5|hdf))::/?(.+)", Pattern.CASE_INSENSITIVE);

    static TablePath of(Path path) {
        Matcher parts = WITH_KEY.matcher(path.toString());
        return parts.matches()
                ? new TablePath(path.getFileSystem().getPath(parts.group(1)), Optional.of(parts.group(2)))
                : new TablePath(path, Optional.empty());
    }
}
