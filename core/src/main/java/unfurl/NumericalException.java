package unfurl;

/// A computation that cannot go on: a loss that is not finite, a ratio that collapsed, a weight that overflowed.
///
/// The message names the step, the event or the parameter, and the value.
public final class NumericalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message which step, event or parameter, and the value
    public NumericalException(String message) {
        super(message);
    }

    /// @param message which step, event or parameter, and the value
    /// @param cause   what was found beneath
    public NumericalException(String message, Throwable cause) {
        super(message, cause);
    }
}
