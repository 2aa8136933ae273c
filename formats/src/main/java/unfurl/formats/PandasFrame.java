package unfurl.formats;

import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import unfurl.math.Workers;

/// A DataFrame as pandas stores it in an HDF5 file: a group, with the names of its columns apart from their values.
///
/// * `fixed`: `axis0` has the names of the columns in order; of each type of numbers there are `blockN_items`, the
///   names of some columns, and `blockN_values`, their values in (rows × columns);
/// * `table`: `table` has a record for each row. A field is one column or, as an array, several of one type. Their
///   names are a pickled list in the attribute `FIELD_kind`, those of all in order in the group's `non_index_axes`.
///
/// The index is no column.
///
/// Source: pandas, pandas/io/pytables.py.
final class PandasFrame {
    static final String KIND = "pandas_type";
    static final String FIXED = "frame";
    static final String TABLE = "frame_table";

    private static final int MOST_BLOCKS = 1000;
    private static final int MOST_COLUMNS = 1 << 20;
    private static final String INDEX = "index";
    private static final String PICKLED = "pickled Python objects, which are never loaded";

    private final Hdf5Node node;
    private final SourceFile file;
    private final Map<String, PandasColumn> columns = new HashMap<>();

    private PandasFrame(Hdf5Node node) {
        this.node = node;
        this.file = node.file();
    }

    /// The columns of a DataFrame, in order.
    ///
    /// @param node a group whose [#KIND] is [#FIXED] or [#TABLE]
    static List<PandasColumn> columns(Hdf5Node node) throws IOException {
        var frame = new PandasFrame(node);
        Map<String, AttributeMessage> attributes = node.attributes();
        boolean isTable = Hdf5Node.text(attributes, KIND).orElse("").equals(TABLE);
        List<String> names = isTable ? frame.table(attributes) : frame.fixed(attributes);
        var ordered = new ArrayList<PandasColumn>();
        for (String name : names) {
            PandasColumn column = frame.columns.get(name);
            if (column == null) {
                throw frame.file.bad("%s names a column '%s' and has no values of it".formatted(node.path(), name));
            }
            ordered.add(column);
        }
        return ordered;
    }

    private void put(String name, PandasColumn.Content content) {
        if (columns.put(name, new PandasColumn(name, content)) != null) {
            throw file.bad("it has two columns '%s'".formatted(name));
        }
    }

    private List<String> table(Map<String, AttributeMessage> attributes) throws IOException {
        String kind = Hdf5Node.text(attributes, "table_type").orElse("");
        if (kind.startsWith("appendable_multi")) {
            throw file.bad(
                    "%s has an index of several levels; reset_index() makes columns of them".formatted(node.path()));
        }
        Hdf5Node table = node.member("table");
        Hdf5Dataset records = table.dataset();
        if (!(records.type() instanceof CompoundDataType compound) || records.columns() != 1) {
            throw file.bad("%s is no table of records".formatted(table.path()));
        }
        Map<String, AttributeMessage> ofTable = table.attributes();
        for (CompoundDataMember field : compound.getMembers()) {
            if (!field.getName().equals(INDEX)) {
                putField(field, records, ofTable);
            }
        }
        return pickled(attributes, "non_index_axes", Pickle::namesOfPair);
    }

    private List<String> pickled(
            Map<String, AttributeMessage> attributes, String name, Function<byte[], List<String>> read) {
        byte[] pickle = Hdf5Node.bytes(attributes, name)
                .orElseThrow(() -> file.bad(
                        "%s has no attribute '%s', which pandas would have written".formatted(node.path(), name)));
        try {
            return read.apply(pickle);
        } catch (IllegalArgumentException refused) {
            throw file.bad("the names of the columns of %s are not texts (attribute '%s'): %s"
                    .formatted(node.path(), name, refused.getMessage()));
        }
    }

    private void putField(CompoundDataMember field, Hdf5Dataset records, Map<String, AttributeMessage> attributes) {
        List<String> names = pickled(attributes, field.getName() + "_kind", Pickle::names);
        DataType type = field.getDataType();
        DataType value = type instanceof ArrayDataType array ? array.getBaseType() : type;
        int[] shape = type instanceof ArrayDataType array ? array.getArrayTypeDimensions() : new int[] {1};
        boolean fits = (long) value.getSize() * names.size() <= type.getSize()
                && field.getOffset() + (long) type.getSize() <= records.width();
        if (shape.length != 1 || shape[0] != names.size() || !fits) {
            throw file.bad("field '%s' of %s has values of the shape %s for %d columns"
                    .formatted(field.getName(), node.path(), Arrays.toString(shape), names.size()));
        }
        String said = Hdf5Node.text(attributes, field.getName() + "_dtype").orElse("");
        boolean isCategory =
                Hdf5Node.text(attributes, field.getName() + "_meta").orElse("").equals("category");
        Optional<Hdf5Number> number =
                Hdf5Number.of(value).filter(found -> !isCategory && (said.isEmpty() || said.equals(found.label())));
        for (int i = 0; i < names.size(); i++) {
            int from = field.getOffset() + i * value.getSize();
            put(
                    names.get(i),
                    number.<PandasColumn.Content>map(known -> new PandasColumn.Numbers(records, from, known))
                            .orElseGet(() -> new PandasColumn.Other(isCategory ? "categories" : what(said, value))));
        }
    }

    private static String what(String said, DataType type) {
        return switch (type) {
            case VariableLength ignored -> PICKLED;
            case StringData ignored -> "texts";
            case FloatingPoint real -> "float%d".formatted(8 * real.getSize());
            default -> said.isEmpty() ? "values of %d bytes that are no such numbers".formatted(type.getSize()) : said;
        };
    }

    private List<String> fixed(Map<String, AttributeMessage> attributes) throws IOException {
        int blocks = Hdf5Node.whole(attributes, "nblocks").orElse(-1);
        if (blocks < 0 || blocks > MOST_BLOCKS) {
            throw file.bad("%s has the attribute 'nblocks' %d".formatted(node.path(), blocks));
        }
        for (int i = 0; i < blocks; i++) {
            putBlock(texts("block%d_items".formatted(i)), node.member("block%d_values".formatted(i)));
        }
        return texts("axis0");
    }

    private void putBlock(List<String> names, Hdf5Node block) throws IOException {
        Map<String, AttributeMessage> attributes = block.attributes();
        Hdf5Dataset values = block.dataset();
        String said = Hdf5Node.text(attributes, "value_type").orElse("");
        Optional<Hdf5Number> number = Hdf5Number.of(values.type()).filter(known -> said.isEmpty());
        if (attributes.containsKey("shape")) {
            throw file.bad("%s is a DataFrame without rows".formatted(node.path()));
        }
        if (number.isPresent()
                && (values.columns() != names.size()
                        || !Hdf5Node.whole(attributes, "transposed").equals(Optional.of(1)))) {
            throw file.bad("%s has %d rows of %d values for %d columns"
                    .formatted(block.path(), values.rows(), values.columns(), names.size()));
        }
        for (int i = 0; i < names.size(); i++) {
            int from = i * values.type().getSize();
            put(
                    names.get(i),
                    number.<PandasColumn.Content>map(known -> new PandasColumn.Numbers(values, from, known))
                            .orElseGet(() -> new PandasColumn.Other(what(said, values.type()))));
        }
    }

    /// The texts of an array, such as the names of columns.
    private List<String> texts(String name) throws IOException {
        Hdf5Node array = node.member(name);
        Hdf5Dataset values = array.dataset();
        String kind = Hdf5Node.text(array.attributes(), "kind").orElse("no texts");
        if (!(values.type() instanceof StringData) || values.columns() != 1 || !kind.equals("string")) {
            throw file.bad("the columns of %s are not named by texts (%s has %s)"
                    .formatted(node.path(), array.path(), kind.equals("object") ? PICKLED : kind));
        }
        if (values.rows() > MOST_COLUMNS) {
            throw file.bad("%s has %d names; at most %d columns are read"
                    .formatted(array.path(), values.rows(), MOST_COLUMNS));
        }
        file.requireMemory(values.rows(), values.width());
        String[] texts = new String[(int) values.rows()];
        try (var alone = new Workers(1)) {
            values.read(
                    () -> (bytes, width, from, row, count) -> {
                        for (int i = 0; i < count; i++) {
                            byte[] one = Arrays.copyOfRange(bytes, i * width, (i + 1) * width);
                            texts[row + i] = new String(Hdf5Node.trimmed(one), StandardCharsets.UTF_8);
                        }
                    },
                    alone);
        }
        return List.of(texts);
    }
}
