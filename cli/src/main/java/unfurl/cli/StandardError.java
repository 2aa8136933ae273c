package unfurl.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard error without what Java itself writes there: the launcher filters out Java's notice of the vector
/// module, and leaves the unfiltered stream open under the name in the property `unfurl.stderr`.
final class StandardError {
    private static final String PROPERTY = "unfurl.stderr";

    private StandardError() {}

    /// The stream for messages to a person: the launcher's unfiltered one where there is one that can be opened.
    static PrintStream open() {
        String name = System.getProperty(PROPERTY, "");
        if (name.isEmpty()) {
            return System.err;
        }
        try {
            return new PrintStream(new FileOutputStream(name, true), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            // A socket cannot be opened by name. The filtered stream carries the same words.
            return System.err;
        }
    }
}
