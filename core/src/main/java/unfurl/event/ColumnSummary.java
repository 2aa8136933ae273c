package unfurl.event;

import java.util.List;

/// What a column holds, at a glance.
///
/// @param name     the column's name
/// @param type     what it holds
/// @param unit     the unit, empty for a pure number or when it is not known
/// @param rows     how many values
/// @param min      the smallest value that is a number; +∞ when there is none
/// @param max      the largest value that is a number; −∞ when there is none
/// @param nan      how many values are NaN
/// @param infinite how many values are infinite; they count in `min` and `max`
public record ColumnSummary(
        String name, Column.Type type, String unit, int rows, double min, double max, int nan, int infinite) {

    /// The summary of a column.
    public static ColumnSummary of(Column column) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int nan = 0;
        int infinite = 0;
        for (int row = 0; row < column.size(); row++) {
            double value = column.at(row);
            if (Double.isNaN(value)) {
                nan++;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
                infinite += Double.isInfinite(value) ? 1 : 0;
            }
        }
        return new ColumnSummary(column.name(), column.type(), column.unit(), column.size(), min, max, nan, infinite);
    }

    /// The summary of each column, in the table's order.
    public static List<ColumnSummary> of(Table table) {
        return table.columns().stream().map(ColumnSummary::of).toList();
    }
}
