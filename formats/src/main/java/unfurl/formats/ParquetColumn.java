package unfurl.formats;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import unfurl.InputException;
import unfurl.event.Column;

/// How one column of a Parquet file becomes one of ours.
///
/// A missing value (a null of an optional column) is NaN in a column of floating-point numbers; there is no
/// such thing for whole numbers and flags, so there it is an error. The same holds for elements of lists.
///
/// @param file    where it is
/// @param type    the column, as the schema has it
/// @param levels  of a value that is there
/// @param leaf    its values, or those of its lists
/// @param kind    what is stored, and what we make of it
record ParquetColumn(SourceFile file, Type type, Levels levels, PrimitiveType leaf, Kind kind) {
    private static final int INT_BITS = 32;
    private static final int NO_LIST = -1;

    /// What is stored and what we make of it.
    private enum Kind {
        FLOAT(4),
        DOUBLE(8),
        ROUNDED_DOUBLE(4),
        INT(4),
        UNSIGNED_INT(8),
        LONG(8),
        UNSIGNED_LONG(8),
        BOOLEAN(1);

        private final int width;

        Kind(int width) {
            this.width = width;
        }
    }

    /// How deep a value lies.
    ///
    /// @param isList     whether the column has lists
    /// @param value      the definition level of a value that is there
    /// @param listIsThere the definition level of an empty list that is there; 0 without lists
    record Levels(boolean isList, int value, int listIsThere) {}

    /// A column's part of a row group: read either value by value or page by page.
    ///
    /// @param column as the schema has it
    /// @param pages  its pages
    /// @param reader the library's reader of values, at its first, made when it is asked for
    /// @param values how many there are, those that stand for a missing or empty list included
    record Chunk(ColumnDescriptor column, PageReader pages, Supplier<ColumnReader> reader, long values) {}

    /// Takes values from the file's row groups, one after the other.
    interface Sink {
        /// Takes one row group.
        ///
        /// @param start the row of its first value in the whole column
        /// @param count how many rows to take
        void fill(Chunk chunk, int start, int count) throws IOException;

        /// The filled column.
        Column column();
    }

    /// Refuses a chunk that has not one value for each row.
    void requireOneForEach(Chunk chunk, int rows) {
        if (chunk.values() != rows) {
            throw file.bad("column '%s' has %d values in a group of %d rows".formatted(name(), chunk.values(), rows));
        }
    }

    /// Whether it stores `double`.
    boolean isDouble() {
        return kind == Kind.DOUBLE || kind == Kind.ROUNDED_DOUBLE;
    }

    /// The column of that name.
    ///
    /// @param asFloats whether `double` values are rounded to `float`
    /// @throws InputException when the column does not hold plain numbers or flags, or lists of them
    static ParquetColumn of(SourceFile file, MessageType schema, String name, boolean asFloats) {
        Type type = schema.getType(name);
        ColumnDescriptor leaf = ParquetLists.leaf(file, schema, type);
        boolean isList = leaf.getMaxRepetitionLevel() > 0;
        var levels = new Levels(
                isList, leaf.getMaxDefinitionLevel(), type.isRepetition(Type.Repetition.OPTIONAL) && isList ? 1 : 0);
        return new ParquetColumn(
                file, type, levels, leaf.getPrimitiveType(), kind(file, name, leaf.getPrimitiveType(), asFloats));
    }

    String name() {
        return type.getName();
    }

    /// Bytes of a value in memory.
    int width() {
        return kind.width;
    }

    /// @param rows   how many rows the file has
    /// @param values how many values it says that the column has
    Sink sink(int rows, int values) {
        if (levels.isList) {
            return new ParquetLists(this, rows, values(values));
        }
        return switch (kind) {
            case FLOAT, ROUNDED_DOUBLE -> ParquetNumbers.of(this, rows, true);
            case DOUBLE -> ParquetNumbers.of(this, rows, false);
            case INT, UNSIGNED_INT, LONG, UNSIGNED_LONG, BOOLEAN -> new Scalars(this, values(rows), rows);
        };
    }

    private Values values(int count) {
        return switch (kind) {
            case FLOAT -> floats(new float[count], ColumnReader::getFloat);
            case ROUNDED_DOUBLE -> floats(new float[count], reader -> (float) reader.getDouble());
            case DOUBLE -> doubles(new double[count]);
            case INT -> ints(new int[count]);
            case UNSIGNED_INT -> longs(new long[count], reader -> Integer.toUnsignedLong(reader.getInteger()));
            case LONG, UNSIGNED_LONG -> longs(new long[count], ColumnReader::getLong);
            case BOOLEAN -> flags(new boolean[count]);
        };
    }

    private static Kind kind(SourceFile file, String name, PrimitiveType type, boolean asFloats) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        boolean unsigned = meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        boolean plain = meaning == null || meaning instanceof IntLogicalTypeAnnotation;
        if (!plain) {
            throw unreadable(file, name, meaning.toString());
        }
        return switch (type.getPrimitiveTypeName()) {
            case FLOAT -> Kind.FLOAT;
            case DOUBLE -> asFloats ? Kind.ROUNDED_DOUBLE : Kind.DOUBLE;
            case BOOLEAN -> Kind.BOOLEAN;
            case INT32 -> unsigned && bits(meaning) == INT_BITS ? Kind.UNSIGNED_INT : Kind.INT;
            case INT64 -> unsigned ? Kind.UNSIGNED_LONG : Kind.LONG;
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                throw unreadable(file, name, type.getPrimitiveTypeName().toString());
        };
    }

    private static int bits(LogicalTypeAnnotation meaning) {
        return meaning instanceof IntLogicalTypeAnnotation whole ? whole.getBitWidth() : INT_BITS;
    }

    static InputException unreadable(SourceFile file, String name, String holds) {
        return file.bad(
                "column '%s' holds %s; a column must hold float, double, int32, int64 or boolean values or lists of them (name the columns that are wanted to leave it out)"
                        .formatted(name, holds));
    }

    /// Where a value is, for messages.
    static String place(int row, int element) {
        return element == NO_LIST ? "row " + row : "element %d of the list of row %d".formatted(element, row);
    }

    private boolean present(ColumnReader values) {
        return values.getCurrentDefinitionLevel() == levels.value;
    }

    private void requirePresent(ColumnReader values, int row, int element) {
        if (!present(values)) {
            throw file.bad("column '%s' has no value in %s, and %s has no word for that"
                    .formatted(
                            name(),
                            place(row, element),
                            leaf.getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN ? "a flag" : "a whole number"));
        }
    }

    /// Takes a column's values, or those of its lists.
    interface Values {
        /// Takes the value that the reader is at.
        ///
        /// @param at      its number among all values
        /// @param row     where it is, for messages
        /// @param element its place in the row's list; [#NO_LIST] without lists
        void take(ColumnReader values, int at, int row, int element);

        /// The first values as a column.
        Column column(int count);
    }

    private interface ToFloat {
        float of(ColumnReader values);
    }

    private Values floats(float[] out, ToFloat get) {
        return values(
                (values, at, row, element) -> out[at] = present(values) ? get.of(values) : Float.NaN,
                n -> Column.owning(name(), n == out.length ? out : Arrays.copyOf(out, n)));
    }

    private Values doubles(double[] out) {
        return values(
                (values, at, row, element) -> out[at] = present(values) ? values.getDouble() : Double.NaN,
                n -> Column.owning(name(), n == out.length ? out : Arrays.copyOf(out, n)));
    }

    private Values ints(int[] out) {
        return values(
                (values, at, row, element) -> {
                    requirePresent(values, row, element);
                    out[at] = values.getInteger();
                },
                n -> Column.owning(name(), n == out.length ? out : Arrays.copyOf(out, n)));
    }

    private Values flags(boolean[] out) {
        return values(
                (values, at, row, element) -> {
                    requirePresent(values, row, element);
                    out[at] = values.getBoolean();
                },
                n -> Column.owning(name(), n == out.length ? out : Arrays.copyOf(out, n)));
    }

    private Values longs(long[] out, ToLongFunction<ColumnReader> get) {
        return values(
                (values, at, row, element) -> {
                    requirePresent(values, row, element);
                    out[at] = get.applyAsLong(values);
                    if (out[at] < 0 && kind == Kind.UNSIGNED_LONG) {
                        throw file.bad("column '%s' has %s in %s, beyond the largest int64"
                                .formatted(name(), Long.toUnsignedString(out[at]), place(row, element)));
                    }
                },
                n -> Column.owning(name(), n == out.length ? out : Arrays.copyOf(out, n)));
    }

    private interface Take {
        void value(ColumnReader values, int at, int row, int element);
    }

    private static Values values(Take take, IntFunction<Column> column) {
        return new Values() {
            @Override
            public void take(ColumnReader values, int at, int row, int element) {
                take.value(values, at, row, element);
            }

            @Override
            public Column column(int count) {
                return column.apply(count);
            }
        };
    }

    /// One value in each row.
    private record Scalars(ParquetColumn of, Values values, int rows) implements Sink {
        @Override
        public void fill(Chunk chunk, int start, int count) {
            of.requireOneForEach(chunk, count);
            ColumnReader reader = chunk.reader().get();
            for (int row = start; row < start + count; row++) {
                values.take(reader, row, row, NO_LIST);
                reader.consume();
            }
        }

        @Override
        public Column column() {
            return values.column(rows);
        }
    }
}
