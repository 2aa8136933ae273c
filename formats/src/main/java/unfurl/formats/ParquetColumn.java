package unfurl.formats;

import org.apache.parquet.column.ColumnReader;
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
/// such thing for whole numbers and flags, so there it is an error.
record ParquetColumn(SourceFile file, PrimitiveType type, Kind kind) {
    private static final int INT_BITS = 32;

    /// What is stored and what we make of it.
    private enum Kind {
        FLOAT(4),
        DOUBLE(8),
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

    /// Takes values from the file's row groups, one after the other.
    interface Sink {
        /// Takes the values of one row group.
        ///
        /// @param values the reader, at its first value
        /// @param start  the row of that value in the whole column
        /// @param count  how many values to take
        void fill(ColumnReader values, int start, int count);

        /// The filled column.
        Column column();
    }

    /// The column of that name.
    ///
    /// @throws InputException when the column does not hold plain numbers or flags
    static ParquetColumn of(SourceFile file, MessageType schema, String name) {
        Type type = schema.getType(name);
        if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
            throw unreadable(file, name, "nested values");
        }
        PrimitiveType primitive = type.asPrimitiveType();
        return new ParquetColumn(file, primitive, kind(file, primitive));
    }

    String name() {
        return type.getName();
    }

    /// Bytes of a value in memory.
    int width() {
        return kind.width;
    }

    Sink sink(int rows) {
        return switch (kind) {
            case FLOAT -> floats(new float[rows]);
            case DOUBLE -> doubles(new double[rows]);
            case INT -> ints(new int[rows]);
            case UNSIGNED_INT -> longs(new long[rows], reader -> Integer.toUnsignedLong(reader.getInteger()));
            case LONG, UNSIGNED_LONG -> longs(new long[rows], ColumnReader::getLong);
            case BOOLEAN -> flags(new boolean[rows]);
        };
    }

    private static Kind kind(SourceFile file, PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        boolean unsigned = meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        boolean plain = meaning == null || meaning instanceof IntLogicalTypeAnnotation;
        if (!plain) {
            throw unreadable(file, type.getName(), meaning.toString());
        }
        return switch (type.getPrimitiveTypeName()) {
            case FLOAT -> Kind.FLOAT;
            case DOUBLE -> Kind.DOUBLE;
            case BOOLEAN -> Kind.BOOLEAN;
            case INT32 -> unsigned && bits(meaning) == INT_BITS ? Kind.UNSIGNED_INT : Kind.INT;
            case INT64 -> unsigned ? Kind.UNSIGNED_LONG : Kind.LONG;
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                throw unreadable(
                        file, type.getName(), type.getPrimitiveTypeName().toString());
        };
    }

    private static int bits(LogicalTypeAnnotation meaning) {
        return meaning instanceof IntLogicalTypeAnnotation whole ? whole.getBitWidth() : INT_BITS;
    }

    private static InputException unreadable(SourceFile file, String name, String holds) {
        return file.bad(
                "column '%s' holds %s; a column must hold float, double, int32, int64 or boolean values (name the columns that are wanted to leave it out)"
                        .formatted(name, holds));
    }

    private boolean present(ColumnReader values) {
        return values.getCurrentDefinitionLevel() == (type.isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0);
    }

    private void requirePresent(ColumnReader values, int row) {
        if (!present(values)) {
            throw file.bad("column '%s' has no value in row %d, and %s has no word for that"
                    .formatted(
                            name(),
                            row,
                            type.getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN ? "a flag" : "a whole number"));
        }
    }

    private Sink floats(float[] out) {
        return sink(
                Column.owning(name(), out),
                (values, row) -> out[row] = present(values) ? values.getFloat() : Float.NaN);
    }

    private Sink doubles(double[] out) {
        return sink(
                Column.owning(name(), out),
                (values, row) -> out[row] = present(values) ? values.getDouble() : Double.NaN);
    }

    private Sink ints(int[] out) {
        return sink(Column.owning(name(), out), (values, row) -> {
            requirePresent(values, row);
            out[row] = values.getInteger();
        });
    }

    private Sink flags(boolean[] out) {
        return sink(Column.owning(name(), out), (values, row) -> {
            requirePresent(values, row);
            out[row] = values.getBoolean();
        });
    }

    private Sink longs(long[] out, java.util.function.ToLongFunction<ColumnReader> get) {
        return sink(Column.owning(name(), out), (values, row) -> {
            requirePresent(values, row);
            out[row] = get.applyAsLong(values);
            if (out[row] < 0 && kind == Kind.UNSIGNED_LONG) {
                throw file.bad("column '%s' has %s in row %d, beyond the largest int64"
                        .formatted(name(), Long.toUnsignedString(out[row]), row));
            }
        });
    }

    private interface Take {
        void value(ColumnReader values, int row);
    }

    private static Sink sink(Column column, Take take) {
        return new Sink() {
            @Override
            public void fill(ColumnReader values, int start, int count) {
                for (int row = start; row < start + count; row++) {
                    take.value(values, row);
                    values.consume();
                }
            }

            @Override
            public Column column() {
                return column;
            }
        };
    }
}
