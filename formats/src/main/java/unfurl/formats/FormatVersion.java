package unfurl.formats;

import unfurl.InputException;

/// The version of one of our formats that this program writes, and the older ones that it reads.
///
/// A newer major version is refused. A newer minor version only ever adds what a reader can do without, so that
/// keys which are not known may be passed over in it, and in it alone.
///
/// @param what  the thing that is written, for messages: `measurement`
/// @param major of the version that is written
/// @param minor of the version that is written
public record FormatVersion(String what, int major, int minor) {
    /// The version as it is written: `1.0`.
    public String text() {
        return major + "." + minor;
    }

    /// Whether every key of a document must be known: whether its version is ours or older.
    ///
    /// @param version the value of its key `version`
    /// @throws InputException when the version is no version, or its major part is newer
    public boolean isKnown(Document version) {
        String text = version.text();
        if (!text.matches("\\d{1,6}\\.\\d{1,6}")) {
            throw version.refuse("a version such as 1.0");
        }
        int otherMajor = Integer.parseInt(text.substring(0, text.indexOf('.')));
        int otherMinor = Integer.parseInt(text.substring(text.indexOf('.') + 1));
        if (otherMajor > major) {
            throw new InputException(
                    ("the %s was written in version %s of the format; this Unfurl reads %d.x and older: "
                                    + "a newer Unfurl is needed")
                            .formatted(what, text, major));
        }
        return otherMajor < major || otherMinor <= minor;
    }
}
