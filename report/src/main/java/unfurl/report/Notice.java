package unfurl.report;

import java.util.OptionalLong;

/// Something the reader should know: what was clipped, dropped, or looks doubtful.
///
/// @param severity how much it matters
/// @param text     what happened and where
/// @param count    how many events were clipped or dropped; empty where nothing is counted
public record Notice(Severity severity, String text, OptionalLong count) {
    /// How much a notice matters.
    public enum Severity {
        /// It may change the result.
        WARNING,
        /// For the record.
        NOTE
    }

    /// A notice that counts nothing.
    public static Notice of(Severity severity, String text) {
        return new Notice(severity, text, OptionalLong.empty());
    }

    /// A notice of so many events.
    public static Notice of(Severity severity, String text, long count) {
        return new Notice(severity, text, OptionalLong.of(count));
    }
}
