package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Text in columns for a person: words to the left, numbers to the right, two spaces between.
public final class TextTable {
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String heading, boolean right) {}

    /// A table with these headings; one that begins with `>` stands above numbers.
    public TextTable(String... headings) {
        var all = new ArrayList<Column>();
        for (String heading : headings) {
            boolean right = heading.startsWith(">");
            all.add(new Column(right ? heading.substring(1) : heading, right));
        }
        this.columns = List.copyOf(all);
    }

    /// Adds a row with a cell for each heading.
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of %d columns has no %d cells".formatted(columns.size(), cells.length));
        }
        rows.add(List.of(cells));
    }

    /// Prints headings and rows, each line after two spaces.
    public void print(PrintWriter out) {
        lines().forEach(out::println);
    }

    /// Headings and rows, each line after two spaces.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line(columns.stream().map(Column::heading).toList()));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String pad = " ".repeat(width(i) - length(cells.get(i)));
            line.append("  ").append(columns.get(i).right() ? pad + cells.get(i) : cells.get(i) + pad);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = length(columns.get(column).heading());
        for (List<String> row : rows) {
            width = Math.max(width, length(row.get(column)));
        }
        return width;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
