package unfurl.event;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.InputException;

/// The columns of one file, or of one set of events made in memory.
public final class Table {
    private final String source;
    private final int rows;
    private final Map<String, Column> columns;

    private Table(String source, int rows, Map<String, Column> columns) {
        this.source = source;
        this.rows = rows;
        this.columns = columns;
    }

    /// A table of these columns.
    ///
    /// @param source  where it comes from, for messages: the file's name
    /// @param columns columns of one length, with different names
    /// @throws InputException when two have one name or their lengths differ
    public static Table of(String source, Collection<Column> columns) {
        var byName = new LinkedHashMap<String, Column>();
        int rows = columns.isEmpty() ? 0 : columns.iterator().next().size();
        for (Column column : columns) {
            if (column.size() != rows) {
                throw new InputException("column '%s' of %s has %d rows where the columns before it have %d"
                        .formatted(column.name(), source, column.size(), rows));
            }
            if (byName.put(column.name(), column) != null) {
                throw new InputException("%s has two columns '%s'".formatted(source, column.name()));
            }
        }
        return new Table(source, rows, java.util.Collections.unmodifiableMap(byName));
    }

    /// Where the table comes from.
    public String source() {
        return source;
    }

    /// How many events.
    public int rows() {
        return rows;
    }

    /// The columns' names, in the order of the file.
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /// The columns, in the order of the file.
    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /// Whether there is a column of that name.
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /// The column of that name.
    ///
    /// @param askedBy who asks, for the message: `study.yaml: simulation.genWeight`
    /// @throws InputException when there is none; the message has the nearest name
    public Column column(String name, String askedBy) {
        Column column = columns.get(name);
        if (column == null) {
            throw InputException.notFound("column", name, describe(), askedBy, columns.keySet());
        }
        return column;
    }

    /// The rows that the mask chooses, in order.
    public Table select(Mask mask) {
        return of(source, columns.values().stream().map(c -> c.select(mask)).toList());
    }

    /// The source and its size, for messages.
    public String describe() {
        return "%s (%d rows)".formatted(source, rows);
    }
}
