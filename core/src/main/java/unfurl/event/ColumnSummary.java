package unfurl.event;

import java.util.List;
import java.util.Optional;

/// What a column holds, at a glance; of a column of lists, what its elements are.
///
/// @param name     the column's name
/// @param type     what it holds
/// @param unit     the unit, empty for a pure number or when it is not known
/// @param rows     how many values or lists
/// @param lists    how long its lists are, when it has lists
/// @param min      the smallest value that is a number; +∞ when there is none
/// @param max      the largest value that is a number; −∞ when there is none
/// @param nan      how many values are NaN
/// @param infinite how many values are infinite; they count in `min` and `max`
public record ColumnSummary(
        String name,
        Column.Type type,
        String unit,
        int rows,
        Optional<Lengths> lists,
        double min,
        double max,
        int nan,
        int infinite) {

    /// How long the lists of a column are.
    ///
    /// @param shortest the elements of the shortest list that is there
    /// @param longest  the elements of the longest
    /// @param absent   the rows without a list
    public record Lengths(int shortest, int longest, int absent) {
        static Lengths of(Column column) {
            int shortest = Integer.MAX_VALUE;
            int longest = 0;
            for (int row : column.absent().not().indices()) {
                shortest = Math.min(shortest, column.count(row));
                longest = Math.max(longest, column.count(row));
            }
            return new Lengths(
                    Math.min(shortest, longest), longest, column.absent().count());
        }
    }

    /// The summary of a column.
    public static ColumnSummary of(Column column) {
        Column values = column.isList() ? column.elements() : column;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int nan = 0;
        int infinite = 0;
        for (int row = 0; row < values.size(); row++) {
            double value = values.at(row);
            if (Double.isNaN(value)) {
                nan++;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
                infinite += Double.isInfinite(value) ? 1 : 0;
            }
        }
        Optional<Lengths> lengths = column.isList() ? Optional.of(Lengths.of(column)) : Optional.empty();
        return new ColumnSummary(
                column.name(), column.type(), column.unit(), column.size(), lengths, min, max, nan, infinite);
    }

    /// The summary of each column, in the table's order.
    public static List<ColumnSummary> of(Table table) {
        return table.columns().stream().map(ColumnSummary::of).toList();
    }
}
