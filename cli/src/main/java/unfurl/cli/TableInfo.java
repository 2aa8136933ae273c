package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unfurl.event.Column;
import unfurl.event.ColumnSummary;
import unfurl.event.Table;
import unfurl.formats.Document;

/// What is in a table.
///
/// @param path  where it is
/// @param table its columns
record TableInfo(Path path, Table table) implements Answer {
    @Override
    public Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", "table");
        out.put("file", path.toString());
        out.put("rows", table.rows());
        out.put("columns", columns(table));
        return Document.of("info", out);
    }

    /// The columns for programs; a range that is not finite is null, and the infinite values are counted.
    static List<Map<String, Object>> columns(Table table) {
        return ColumnSummary.of(table).stream().map(TableInfo::column).toList();
    }

    private static Map<String, Object> column(ColumnSummary column) {
        var out = new LinkedHashMap<String, Object>();
        out.put("name", column.name());
        out.put("type", type(column));
        column.lists()
                .ifPresent(l -> out.put(
                        "lists",
                        Document.entries("shortest", l.shortest(), "longest", l.longest(), "absent", l.absent())));
        out.put("unit", column.unit());
        out.put("min", bound(column, column.min()));
        out.put("max", bound(column, column.max()));
        out.put("nan", column.nan());
        out.put("infinite", column.infinite());
        return out;
    }

    private static Optional<Number> bound(ColumnSummary column, double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        if (isWhole(column)) {
            return Optional.of((long) value);
        }
        return Optional.of(value);
    }

    private static boolean isWhole(ColumnSummary column) {
        return column.type() != Column.Type.FLOAT32 && column.type() != Column.Type.FLOAT64;
    }

    private static String type(ColumnSummary column) {
        return column.type().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void print(PrintWriter out) {
        out.println("table %s: %s, %s"
                .formatted(
                        path,
                        Shown.plural(table.rows(), "row"),
                        Shown.plural(table.names().size(), "column")));
        out.println();
        print(table, out);
    }

    /// The columns for a person.
    static void print(Table table, PrintWriter out) {
        var text = new TextTable("column", "type", "unit", ">min", ">max", ">NaN", ">infinite");
        for (ColumnSummary column : ColumnSummary.of(table)) {
            text.row(
                    column.name(),
                    type(column) + column.lists().map(TableInfo::lists).orElse(""),
                    column.unit(),
                    shown(column, column.min()),
                    shown(column, column.max()),
                    Shown.count(column.nan()),
                    Shown.count(column.infinite()));
        }
        text.print(out);
    }

    /// ` lists of 0 … 87`, and how many rows have none.
    private static String lists(ColumnSummary.Lengths lists) {
        String absent = lists.absent() == 0 ? "" : ", %s without".formatted(Shown.count(lists.absent()));
        return " lists of %d … %d%s".formatted(lists.shortest(), lists.longest(), absent);
    }

    private static String shown(ColumnSummary column, double value) {
        if (column.min() > column.max()) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        return isWhole(column) ? Shown.exact(value) : Shown.number(value, 6);
    }
}
