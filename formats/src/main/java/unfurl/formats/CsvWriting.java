package unfurl.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import unfurl.event.Column;
import unfurl.event.Table;

/// Writes CSV: UTF-8, lines ended by LF, a header line; names quoted as in RFC 4180 where they must be.
///
/// Every number is the shortest text that reads back as the same number; `nan`, `inf`, `-inf`, `true` and
/// `false` are written so. There is no place for units and types.
final class CsvWriting {
    private static final int FLUSH = 1 << 15;

    private CsvWriting() {}

    static void write(Table table, OutputStream out) throws IOException {
        List<Column> columns = table.columns();
        var text = new StringBuilder(2 * FLUSH);
        text.append(String.join(",", columns.stream().map(c -> quoted(c.name())).toList()))
                .append('\n');
        for (int row = 0; row < table.rows(); row++) {
            for (int c = 0; c < columns.size(); c++) {
                append(columns.get(c), row, c == 0 ? text : text.append(','));
            }
            text.append('\n');
            if (text.length() > FLUSH) {
                flush(text, out);
            }
        }
        flush(text, out);
    }

    private static void flush(StringBuilder text, OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private static void append(Column column, int row, StringBuilder text) {
        switch (column.type()) {
            case FLOAT32 -> {
                float value = (float) column.at(row);
                if (Float.isFinite(value)) {
                    text.append(value);
                } else {
                    text.append(special(value));
                }
            }
            case FLOAT64 -> {
                double value = column.at(row);
                if (Double.isFinite(value)) {
                    text.append(value);
                } else {
                    text.append(special(value));
                }
            }
            case INT32, INT64 -> text.append(column.longAt(row));
            case BOOLEAN -> text.append(column.longAt(row) != 0);
        }
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    private static String quoted(String name) {
        boolean plain = name.equals(name.strip())
                && name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
