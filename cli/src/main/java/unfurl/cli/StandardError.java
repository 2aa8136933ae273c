package unfurl.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard error without what Java itself writes there. The launcher filters Java's notice of the vector
/// module out of descriptor 2, and hands the unfiltered standard error over as descriptor 0.
///
/// Opening it by name, as `/dev/fd/4`, would give a file a second position, at which the launcher's caller
/// would then write over our words.
final class StandardError {
    private static final String PROPERTY = "unfurl.stderr";

    private StandardError() {}

    /// The stream for messages to a person: the launcher's unfiltered one where there is one.
    static PrintStream open() {
        return System.getProperty(PROPERTY, "").equals("0")
                ? new PrintStream(new FileOutputStream(FileDescriptor.in), true, StandardCharsets.UTF_8)
                : System.err;
    }
}
