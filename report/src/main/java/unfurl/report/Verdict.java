package unfurl.report;

import java.util.Locale;

/// How a test ended.
public enum Verdict {
    /// As it should.
    PASSED("✓", "passed"),
    /// Not as it should.
    FAILED("✗", "failed"),
    /// The numbers do not suffice to tell.
    INCONCLUSIVE("?", "not conclusive");

    private final String sign;
    private final String words;

    Verdict(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    /// As the reader is told it: `not conclusive`.
    public String words() {
        return words;
    }

    /// As a cell of a table.
    String html() {
        return "<span class=\"verdict %s\">%s %s</span>".formatted(name().toLowerCase(Locale.ROOT), sign, words);
    }
}
