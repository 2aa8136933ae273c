package unfurl.event;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

/// Evaluates trees over one block of events after the other, in memory that is used again.
final class Block {
    /// The most events of a block.
    static final int SIZE = 1024;

    static final byte FALSE = -1;
    static final byte UNDEFINED = 0;
    static final byte TRUE = 1;

    private final Table table;
    private final Map<String, Column> columns;
    private final Shapes shapes;
    private final Deque<double[]> free = new ArrayDeque<>();

    /// @param columns those that the trees name
    /// @param shapes  of the trees
    Block(Table table, Map<String, Column> columns, Shapes shapes) {
        this.table = table;
        this.columns = columns;
        this.shapes = shapes;
    }

    /// The numbers of some events.
    ///
    /// @param count at most [#SIZE]
    /// @param out   at least as many, of which `count` are overwritten
    void numbers(Node.Numeric node, int start, int count, double[] out) {
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
                double[] right = taken();
                numbers(arithmetic.left(), start, count, out);
                numbers(arithmetic.right(), start, count, right);
                for (int i = 0; i < count; i++) {
                    out[i] = arithmetic.operator().apply(out[i], right[i]);
                }
                free.push(right);
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
    double[] elements(Node.Numeric node, Column lists, int start, int count) {
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
                apply(call.function().formula(), values, out.length, out);
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
        double[][] values = new double[call.arguments().size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = taken();
            numbers(call.arguments().get(i), start, count, values[i]);
        }
        apply(call.function().formula(), values, count, out);
        for (double[] argument : values) {
            free.push(argument);
        }
    }

    /// @param values (arguments × at least n)
    /// @param out    at least n, of which n are overwritten
    private static void apply(NamedFunction.Formula formula, double[][] values, int n, double[] out) {
        double[] arguments = new double[values.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = values[k][i];
            }
            out[i] = formula.at(arguments);
        }
    }

    /// Whether a condition holds for some events. Kleene's logic: `and` is the least of the two, `or` the greatest,
    /// `not` the opposite.
    ///
    /// @param out at least `count`, of which `count` are overwritten
    void truth(Node.Condition node, int start, int count, byte[] out) {
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
        double[] left = taken();
        double[] right = taken();
        numbers(comparison.left(), start, count, left);
        numbers(comparison.right(), start, count, right);
        for (int i = 0; i < count; i++) {
            boolean undefined = Double.isNaN(left[i]) || Double.isNaN(right[i]);
            boolean holds = comparison.relation().holds(left[i], right[i]);
            out[i] = undefined ? UNDEFINED : holds ? TRUE : FALSE;
        }
        free.push(left);
        free.push(right);
    }

    private double[] taken() {
        return free.isEmpty() ? new double[SIZE] : free.pop();
    }
}
