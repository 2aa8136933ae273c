package unfurl.reweight;

/// Fits that are to be made, counted before any is.
///
/// @param number how many
/// @param rows   that they learn from, all together; a fit of fewer epochs than others may count in part
public record Fits(int number, double rows) {
    /// None.
    public static final Fits NONE = new Fits(0, 0);

    /// These and others.
    public Fits plus(Fits others) {
        return new Fits(number + others.number, rows + others.rows);
    }
}
