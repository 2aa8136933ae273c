package unfurl.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.InputException;
import unfurl.math.Workers;

/// Evaluates a tree over the events of one table.
final class Evaluator {
    /// How many events one thread takes in turn.
    private static final int STRETCH = 32 * Block.SIZE;

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
    double[] numbers(Node.Numeric tree, Workers workers) {
        shapes.of(tree).ifPresent(lists -> {
            throw shapes.needsNumber(lists);
        });
        double[] all = new double[table.rows()];
        workers.run(stretches(), stretch -> {
            var block = new Block(table, columns, shapes);
            double[] out = new double[Block.SIZE];
            forEachBlock(stretch, (start, count) -> {
                block.numbers(tree, start, count, out);
                System.arraycopy(out, 0, all, start, count);
            });
        });
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
        var block = new Block(table, columns, shapes);
        for (int start = 0; start < table.rows(); start += Block.SIZE) {
            int count = Math.min(Block.SIZE, table.rows() - start);
            double[] out = block.elements(tree, lists, start, count);
            System.arraycopy(out, 0, all, first[start], out.length);
        }
        return Column.lists(first, Column.owning(text, all), lists.absent());
    }

    /// The events among some for which the condition is true.
    ///
    /// @throws InputException when it is undefined for one of them
    Mask mask(Node.Condition tree, Mask among, Workers workers) {
        long[] holds = new long[Math.ceilDiv(table.rows(), Long.SIZE)];
        long[] open = new long[holds.length];
        workers.run(stretches(), stretch -> {
            var block = new Block(table, columns, shapes);
            byte[] out = new byte[Block.SIZE];
            forEachBlock(stretch, (start, count) -> {
                block.truth(tree, start, count, out);
                for (int i = 0; i < count; i++) {
                    int word = (start + i) / Long.SIZE;
                    holds[word] |= out[i] == Block.TRUE ? 1L << i : 0;
                    open[word] |= out[i] == Block.UNDEFINED ? 1L << i : 0;
                }
            });
        });
        Mask undefined = among.and(Mask.ofWords(table.rows(), open));
        if (undefined.count() > 0) {
            throw new InputException(
                    "'%s' is undefined for %d of %s, the first of them row %d: it compares something that is not a number"
                            .formatted(
                                    text,
                                    undefined.count(),
                                    table.describe(),
                                    undefined.indices()[0]));
        }
        return among.and(Mask.ofWords(table.rows(), holds));
    }

    private interface OfBlock {
        void take(int start, int count);
    }

    private void forEachBlock(int stretch, OfBlock body) {
        int start = stretch * STRETCH;
        int end = start + Math.min(STRETCH, table.rows() - start);
        for (; start < end; start += Block.SIZE) {
            body.take(start, Math.min(Block.SIZE, end - start));
        }
    }

    private int stretches() {
        return Math.ceilDiv(table.rows(), STRETCH);
    }
}
