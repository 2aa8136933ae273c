package unfurl.event;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.InputException;

/// Evaluates a tree over the events of one table, a block of them at a time.
final class Evaluator {
    private static final int BLOCK = 1024;
    private static final byte FALSE = -1;
    private static final byte UNDEFINED = 0;
    private static final byte TRUE = 1;

    private final String text;
    private final Table table;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Shapes shapes;

    /// @throws InputException when a column is missing or of the wrong type, or lists do not fit
    Evaluator(String text, Node tree, Table table) {
        this.text = text;
        this.table = table;
        bind(tree);
        this.shapes = new Shapes(text, tree, table);
    }

    private void bind(Node node) {
        switch (node) {
            case Node.Literal ignored -> {}
            case Node.Value value -> bind(value.column(), value.position(), false);
            case Node.Flag flag -> bind(flag.column(), flag.position(), true);
            case Node.Negated negated -> bind(negated.operand());
            case Node.Not not -> bind(not.operand());
            case Node.Arithmetic arithmetic -> bindAll(List.of(arithmetic.left(), arithmetic.right()));
            case Node.Comparison comparison -> bindAll(List.of(comparison.left(), comparison.right()));
            case Node.Both both -> bindAll(List.of(both.left(), both.right()));
            case Node.Either either -> bindAll(List.of(either.left(), either.right()));
            case Node.Call call -> bindAll(call.arguments());
            case Node.Aggregate aggregate -> bind(aggregate.argument());
        }
    }

    private void bindAll(List<? extends Node> nodes) {
        nodes.forEach(this::bind);
    }

    private void bind(String name, int position, boolean flag) {
        if (!table.has(name)) {
            InputException missing = InputException.notFound("column", name, table.describe(), "", table.names());
            throw Lexer.error(text, position, missing.getMessage() + "\n  asked");
        }
        Column column = table.column(name, text);
        if (flag != (column.type() == Column.Type.BOOLEAN)) {
            String wrong = flag
                    ? "column '%s' holds %s, not true or false: compare it, as in '%s == 1'"
                            .formatted(name, column.type(), name)
                    : "column '%s' holds true or false and stands where a number is needed".formatted(name);
            throw Lexer.error(text, position, wrong);
        }
        columns.put(name, column);
    }

    /// The number of each event.
    ///
    /// @throws InputException when it is a list
    double[] numbers(Node.Numeric tree) {
        shapes.of(tree).ifPresent(lists -> {
            throw shapes.needsNumber(lists);
        });
        double[] all = new double[table.rows()];
        double[] block = new double[BLOCK];
        for (int start = 0; start < all.length; start += BLOCK) {
            int count = Math.min(BLOCK, all.length - start);
            numbers(tree, start, count, block);
            System.arraycopy(block, 0, all, start, count);
        }
        return all;
    }

    /// The list of each event.
    ///
    /// @throws InputException when it is one number
    Column lists(Node.Numeric tree) {
        Column lists = shapes.of(tree)
                .orElseThrow(() -> new InputException("'%s' is one number for each event of %s where a list is needed"
                        .formatted(text, table.describe())));
        if (tree instanceof Node.Value) {
            return lists;
        }
        int[] first = new int[table.rows() + 1];
        for (int row = 0; row < table.rows(); row++) {
            first[row + 1] = first[row] + lists.count(row);
        }
        double[] all = new double[first[table.rows()]];
        for (int start = 0; start < table.rows(); start += BLOCK) {
            int count = Math.min(BLOCK, table.rows() - start);
            double[] block = elements(tree, lists, start, count);
            System.arraycopy(block, 0, all, first[start], block.length);
        }
        return Column.lists(first, Column.owning(text, all), lists.absent());
    }

    /// The events among some for which the condition is true.
    ///
    /// @throws InputException when it is undefined for one of them
    Mask mask(Node.Condition tree, Mask among) {
        byte[] all = new byte[table.rows()];
        byte[] block = new byte[BLOCK];
        int undefined = 0;
        int first = -1;
        for (int start = 0; start < all.length; start += BLOCK) {
            int count = Math.min(BLOCK, all.length - start);
            truth(tree, start, count, block);
            for (int i = 0; i < count; i++) {
                all[start + i] = block[i];
                boolean open = block[i] == UNDEFINED && among.get(start + i);
                undefined += open ? 1 : 0;
                first = open && first < 0 ? start + i : first;
            }
        }
        if (undefined > 0) {
            throw new InputException(
                    "'%s' is undefined for %d of %s, the first of them row %d: it compares something that is not a number"
                            .formatted(text, undefined, table.describe(), first));
        }
        return among.and(Mask.of(all.length, i -> all[i] == TRUE));
    }

    private void numbers(Node.Numeric node, int start, int count, double[] out) {
        switch (node) {
            case Node.Literal literal -> Arrays.fill(out, 0, count, literal.value());
            case Node.Value value -> {
                Column column = columns.get(value.column());
                for (int i = 0; i < count; i++) {
                    out[i] = column.at(start + i);
                }
            }
            case Node.Negated negated -> {
                numbers(negated.operand(), start, count, out);
                for (int i = 0; i < count; i++) {
                    out[i] = -out[i];
                }
            }
            case Node.Arithmetic arithmetic -> {
                double[] right = new double[count];
                numbers(arithmetic.left(), start, count, out);
                numbers(arithmetic.right(), start, count, right);
                for (int i = 0; i < count; i++) {
                    out[i] = arithmetic.operator().apply(out[i], right[i]);
                }
            }
            case Node.Call call -> call(call, start, count, out);
            case Node.Aggregate aggregate -> aggregate(aggregate, start, count, out);
        }
    }

    private void aggregate(Node.Aggregate node, int start, int count, double[] out) {
        Column lists = shapes.of(node.argument()).orElseThrow();
        double[] values = elements(node.argument(), lists, start, count);
        int from = 0;
        for (int i = 0; i < count; i++) {
            int n = lists.count(start + i);
            out[i] =
                    lists.absent().get(start + i) ? Double.NaN : node.function().of(values, from, n);
            from += n;
        }
    }

    /// The numbers of the particles of some events, in order; one of an event stands for each of its particles.
    ///
    /// @param lists has as many elements in each event as there are particles
    private double[] elements(Node.Numeric node, Column lists, int start, int count) {
        int end = start + count == table.rows() ? lists.elements().size() : lists.first(start + count);
        double[] out = new double[end - lists.first(start)];
        if (shapes.of(node).isEmpty()) {
            spread(node, lists, start, count, out);
            return out;
        }
        switch (node) {
            case Node.Value value -> {
                Column column = columns.get(value.column());
                int from = column.first(start);
                Arrays.setAll(out, i -> column.elements().at(from + i));
            }
            case Node.Negated negated -> {
                double[] operand = elements(negated.operand(), lists, start, count);
                Arrays.setAll(out, i -> -operand[i]);
            }
            case Node.Arithmetic arithmetic -> {
                double[] left = elements(arithmetic.left(), lists, start, count);
                double[] right = elements(arithmetic.right(), lists, start, count);
                Arrays.setAll(out, i -> arithmetic.operator().apply(left[i], right[i]));
            }
            case Node.Call call -> {
                double[][] values = call.arguments().stream()
                        .map(argument -> elements(argument, lists, start, count))
                        .toArray(double[][]::new);
                apply(call.function().formula(), values, out);
            }
            case Node.Literal ignored -> throw new IllegalStateException("a number is no list");
            case Node.Aggregate ignored -> throw new IllegalStateException("an aggregate is no list");
        }
        return out;
    }

    private void spread(Node.Numeric node, Column lists, int start, int count, double[] out) {
        double[] ofEvent = new double[count];
        numbers(node, start, count, ofEvent);
        int from = 0;
        for (int i = 0; i < count; i++) {
            int n = lists.count(start + i);
            Arrays.fill(out, from, from + n, ofEvent[i]);
            from += n;
        }
    }

    private void call(Node.Call call, int start, int count, double[] out) {
        double[][] values = new double[call.arguments().size()][count];
        for (int i = 0; i < values.length; i++) {
            numbers(call.arguments().get(i), start, count, values[i]);
        }
        apply(call.function().formula(), values, out);
    }

    /// @param values (arguments × n)
    /// @param out    at least n, of which n are overwritten
    private static void apply(NamedFunction.Formula formula, double[][] values, double[] out) {
        double[] arguments = new double[values.length];
        for (int i = 0; i < values[0].length; i++) {
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = values[k][i];
            }
            out[i] = formula.at(arguments);
        }
    }

    /// Kleene's logic: `and` is the least of the two, `or` the greatest, `not` the opposite.
    private void truth(Node.Condition node, int start, int count, byte[] out) {
        switch (node) {
            case Node.Flag flag -> {
                Column column = columns.get(flag.column());
                for (int i = 0; i < count; i++) {
                    out[i] = column.at(start + i) == 1 ? TRUE : FALSE;
                }
            }
            case Node.Comparison comparison -> compare(comparison, start, count, out);
            case Node.Not not -> {
                truth(not.operand(), start, count, out);
                for (int i = 0; i < count; i++) {
                    out[i] = (byte) -out[i];
                }
            }
            case Node.Both both -> {
                byte[] right = sides(both.left(), both.right(), start, count, out);
                for (int i = 0; i < count; i++) {
                    out[i] = (byte) Math.min(out[i], right[i]);
                }
            }
            case Node.Either either -> {
                byte[] right = sides(either.left(), either.right(), start, count, out);
                for (int i = 0; i < count; i++) {
                    out[i] = (byte) Math.max(out[i], right[i]);
                }
            }
        }
    }

    private byte[] sides(Node.Condition left, Node.Condition right, int start, int count, byte[] out) {
        byte[] second = new byte[count];
        truth(left, start, count, out);
        truth(right, start, count, second);
        return second;
    }

    private void compare(Node.Comparison comparison, int start, int count, byte[] out) {
        double[] left = new double[count];
        double[] right = new double[count];
        numbers(comparison.left(), start, count, left);
        numbers(comparison.right(), start, count, right);
        for (int i = 0; i < count; i++) {
            boolean undefined = Double.isNaN(left[i]) || Double.isNaN(right[i]);
            boolean holds = comparison.relation().holds(left[i], right[i]);
            out[i] = undefined ? UNDEFINED : holds ? TRUE : FALSE;
        }
    }
}
