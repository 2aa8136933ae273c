package unfurl.report;

/// Something the reader should know: what was clipped, dropped, or looks doubtful.
///
/// @param severity how much it matters
/// @param text     what happened and where
/// @param count    how many events or bins it concerns
public record Notice(Severity severity, String text, long count) {
    /// How much a notice matters.
    public enum Severity {
        /// It may change the result.
        WARNING,
        /// For the record.
        NOTE
    }
}
