package unfurl.formats;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unfurl.InputException;
import unfurl.provenance.Digest;

/// A file, and which of its tables is meant: `mc.parquet`, or `mc.root::nominal/tree`, `multifold.h5::df`.
///
/// @param file where it is
/// @param key  of the table; empty for the only one
public record TablePath(Path file, Optional<String> key) {
    static final String SEPARATOR = "::";

    private static final Pattern WITH_KEY =
            Pattern.compile("(.+\\.(?:root|h5|hdf5|hdf))::/?(.+)", Pattern.CASE_INSENSITIVE);

    /// Takes the key off a path, if its file is of a format that has keys.
    public static TablePath of(Path path) {
        Matcher parts = WITH_KEY.matcher(path.toString());
        return parts.matches()
                ? new TablePath(path.getFileSystem().getPath(parts.group(1)), Optional.of(parts.group(2)))
                : new TablePath(path, Optional.empty());
    }

    /// The file's name and the key, without folders: `mc.root::nominal/tree`.
    public String name() {
        return file.getFileName() + key.map(SEPARATOR::concat).orElse("");
    }

    /// The digest of the file's bytes; with a key, of the text `DIGEST::KEY`, so that two tables of one file differ.
    ///
    /// @throws InputException when the file cannot be read
    public Digest digest() {
        Digest whole = Digest.of(file);
        return key.map(name -> Digest.of(whole.hex() + SEPARATOR + name)).orElse(whole);
    }
}
