package unfurl.explorer;

/// With `UNFURL_NO_SKIPS=1`, as where continuous integration has installed all that tests need, none may be skipped.
public final class NoSkips {
    private NoSkips() {}

    /// Fails where skipping is not allowed.
    ///
    /// @param lack what a test is about to be skipped for
    public static void orFail(String lack) {
        if ("1".equals(System.getenv("UNFURL_NO_SKIPS"))) {
            throw new AssertionError(lack);
        }
    }
}
