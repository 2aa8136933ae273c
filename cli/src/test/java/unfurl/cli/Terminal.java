package unfurl.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// A terminal that shows what a person would see: it knows line feed, carriage return, cursor up and erase below.
final class Terminal {
    private final int columns;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private int writes;
    private int widest;

    Terminal(int columns) {
        this.columns = columns;
    }

    /// What writes to it.
    PrintWriter writer() {
        return new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                writes++;
                show(new String(text, from, length));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    /// The lines on the screen, without empty ones at the end.
    List<String> lines() {
        List<String> text = new ArrayList<>(
                lines.stream().map(line -> line.toString().stripTrailing()).toList());
        while (!text.isEmpty() && text.getLast().isEmpty()) {
            text.removeLast();
        }
        return text;
    }

    /// How often it was written to.
    int writes() {
        return writes;
    }

    /// The most columns that a line has had.
    int widest() {
        return widest;
    }

    /// Whether the cursor stands at the beginning of an empty line.
    boolean isAtLineStart() {
        return column == 0 && lines.get(row).isEmpty();
    }

    private void show(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\u001b') {
                int end = i + 2;
                while (Character.isDigit(text.charAt(end))) {
                    end++;
                }
                control(text.charAt(end), text.substring(i + 2, end));
                i = end + 1;
            } else {
                character(c);
                i++;
            }
        }
    }

    private void control(char what, String number) {
        switch (what) {
            case 'A' -> row -= Integer.parseInt(number);
            case 'J' -> {
                lines.get(row).setLength(column);
                lines.subList(row + 1, lines.size()).clear();
            }
            default -> throw new IllegalStateException("unknown control " + what);
        }
    }

    private void character(char c) {
        switch (c) {
            case '\n' -> {
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            }
            case '\r' -> column = 0;
            default -> {
                StringBuilder line = lines.get(row);
                line.setLength(Math.max(line.length(), column + 1));
                line.setCharAt(column++, c);
                widest = Math.max(widest, column);
                if (column > columns) {
                    throw new IllegalStateException("a line wraps: " + line);
                }
            }
        }
    }
}
