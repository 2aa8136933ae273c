package unfurl.cli;

/// A horizontal bar of text, in eighths of a character.
final class Bar {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private Bar() {}

    /// A bar of a fixed width.
    ///
    /// @param part  how much of it is filled, held to 0 … 1
    /// @param width in characters
    static String of(double part, int width) {
        int eighths = (int) Math.round(Math.clamp(part, 0, 1) * width * 8);
        int full = eighths / 8;
        String last = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        String filled = "█".repeat(full) + last;
        return filled + " ".repeat(width - filled.length());
    }

    /// The same where a terminal has no such characters.
    static String ascii(double part, int width) {
        int full = (int) Math.round(Math.clamp(part, 0, 1) * width);
        return "#".repeat(full) + "-".repeat(width - full);
    }
}
