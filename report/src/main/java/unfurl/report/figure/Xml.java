package unfurl.report.figure;

/// Text made safe within XML and HTML.
public final class Xml {
    private Xml() {}

    /// The text with `& < > "` and `'` as entities and what XML 1.0 forbids (control characters) as `�`.
    public static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    private static boolean allowed(int c) {
        boolean low = (c >= 0x20 && c < 0xd800) || c == '\n' || c == '\t';
        return low || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
