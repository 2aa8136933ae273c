package unfurl.cli;

import java.io.PrintWriter;
import java.util.List;

/// The last lines of a terminal, drawn anew over themselves. Not for several threads.
final class Screen {
    private final PrintWriter err;
    private final int width;
    private final boolean unicode;
    private int drawn;

    /// @param err     the terminal
    /// @param columns how many it has
    /// @param unicode whether it shows more than ASCII
    Screen(PrintWriter err, int columns, boolean unicode) {
        this.err = err;
        this.width = Math.max(1, columns - 1);
        this.unicode = unicode;
    }

    /// The longest line that does not wrap.
    int width() {
        return width;
    }

    /// A bar in the terminal's characters.
    String bar(double part, int columns) {
        return unicode ? Bar.of(part, columns) : Bar.ascii(part, columns);
    }

    /// Draws lines in place of those drawn before; each is cut to the width.
    void draw(List<String> lines) {
        var text = new StringBuilder(erasing());
        lines.forEach(line -> text.append(cut(line)).append('\n'));
        drawn = lines.size();
        print(text);
    }

    /// Prints a line that stays, above what is drawn next.
    void keep(String line) {
        print(new StringBuilder(erasing()).append(line).append('\n'));
        drawn = 0;
    }

    /// Takes away what is drawn.
    void clear() {
        if (drawn > 0) {
            print(new StringBuilder(erasing()));
            drawn = 0;
        }
    }

    /// Cursor up to the first line drawn, then erase all below.
    private String erasing() {
        return drawn == 0 ? "" : "\u001b[%dA\r\u001b[J".formatted(drawn);
    }

    private String cut(String line) {
        int length = line.codePointCount(0, line.length());
        return length <= width ? line : line.substring(0, line.offsetByCodePoints(0, width));
    }

    private void print(StringBuilder text) {
        err.print(unicode ? text : ascii(text));
        err.flush();
    }

    private static String ascii(CharSequence text) {
        return text.toString().replace('…', '.').replaceAll("[^\\x00-\\x7f]", "?");
    }
}
