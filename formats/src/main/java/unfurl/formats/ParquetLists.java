package unfurl.formats;

import java.util.BitSet;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import unfurl.event.Column;
import unfurl.event.Mask;

/// Lists of numbers, by the repetition levels of their values: 0 begins a row, 1 goes on with its list.
///
/// Read are the three levels that the format asks for (`x (LIST) { repeated list { element } }`), the two levels
/// of older writers (`x (LIST) { repeated array }`), and a repeated column. A null list is absent, which is not
/// an empty one.
///
/// Source: Apache Parquet, LogicalTypes.md, Lists, with its rules of backward compatibility.
final class ParquetLists implements ParquetColumn.Sink {
    private final ParquetColumn of;
    private final ParquetColumn.Values values;
    private final int[] first;
    private final BitSet absent = new BitSet();
    private int elements;

    /// @param of     the column
    /// @param rows   how many rows the file has
    /// @param values takes the elements of all lists
    ParquetLists(ParquetColumn of, int rows, ParquetColumn.Values values) {
        this.of = of;
        this.values = values;
        this.first = new int[rows + 1];
    }

    /// The values of a column: its own, or those of its lists.
    ///
    /// @throws unfurl.InputException when the column has other values within
    static ColumnDescriptor leaf(SourceFile file, MessageType schema, Type type) {
        String[] path = type.isPrimitive() ? new String[] {type.getName()} : path(file, type.asGroupType());
        return schema.getColumnDescription(path);
    }

    private static String[] path(SourceFile file, GroupType group) {
        boolean isList = group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
        if (!isList || group.isRepetition(Type.Repetition.REPEATED) || group.getFieldCount() != 1) {
            throw ParquetColumn.unreadable(file, group.getName(), "nested values");
        }
        Type repeated = group.getType(0);
        if (!repeated.isRepetition(Type.Repetition.REPEATED)) {
            throw ParquetColumn.unreadable(file, group.getName(), "a list whose values are not repeated");
        }
        if (repeated.isPrimitive()) {
            return new String[] {group.getName(), repeated.getName()};
        }
        GroupType middle = repeated.asGroupType();
        if (middle.getFieldCount() != 1
                || !middle.getType(0).isPrimitive()
                || middle.getType(0).isRepetition(Type.Repetition.REPEATED)) {
            throw ParquetColumn.unreadable(file, group.getName(), "lists of lists, or of several values together");
        }
        return new String[] {
            group.getName(), middle.getName(), middle.getType(0).getName()
        };
    }

    @Override
    public void fill(ParquetColumn.Chunk chunk, int start, int count) {
        ColumnReader reader = chunk.reader().get();
        long there = chunk.values();
        int row = start - 1;
        for (long i = 0; i < there; i++) {
            if (reader.getCurrentRepetitionLevel() == 0) {
                row++;
                requireRow(row < start + count, count, there);
                first[row + 1] = elements;
            }
            requireRow(row >= start, count, there);
            take(reader, row);
            reader.consume();
        }
        requireRow(row == start + count - 1, count, there);
    }

    private void take(ColumnReader reader, int row) {
        int definition = reader.getCurrentDefinitionLevel();
        if (definition > of.levels().listIsThere()) {
            values.take(reader, elements, row, elements - first[row]);
            elements++;
            first[row + 1] = elements;
        } else if (definition < of.levels().listIsThere()) {
            absent.set(row);
        }
    }

    private void requireRow(boolean fits, int count, long there) {
        if (!fits) {
            throw of.file()
                    .bad("column '%s' has %d values that are not the lists of a group of %d rows"
                            .formatted(of.name(), there, count));
        }
    }

    @Override
    public Column column() {
        Column all = values.column(elements);
        return Column.lists(first, all, Mask.of(first.length - 1, absent::get));
    }
}
