package unfurl.event;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;

/// Tells which numbers of a tree are one of each event and which are one of each particle, once the columns are
/// known; refuses what mixes them.
final class Shapes {
    private final String text;
    private final Table table;
    private final IdentityHashMap<Node.Numeric, Column> lists = new IdentityHashMap<>();

    /// @throws InputException when a list stands where one number of an event is needed, or the reverse, or two
    ///        lists that are combined differ in length
    Shapes(String text, Node tree, Table table) {
        this.text = text;
        this.table = table;
        switch (tree) {
            case Node.Numeric numeric -> number(numeric);
            case Node.Condition condition -> condition(condition);
        }
    }

    /// For a number of each particle, a column with a list of as many in each event; empty for a number of each
    /// event.
    Optional<Column> of(Node.Numeric node) {
        return Optional.ofNullable(lists.get(node));
    }

    private void condition(Node.Condition node) {
        switch (node) {
            case Node.Flag flag -> {
                if (table.column(flag.column(), text).isList()) {
                    throw Lexer.error(text, flag.position(), "'%s' holds lists".formatted(flag.column()));
                }
            }
            case Node.Comparison comparison -> {
                event(comparison.left());
                event(comparison.right());
            }
            case Node.Not not -> condition(not.operand());
            case Node.Both both -> List.of(both.left(), both.right()).forEach(this::condition);
            case Node.Either either -> List.of(either.left(), either.right()).forEach(this::condition);
        }
    }

    private void event(Node.Numeric node) {
        number(node).ifPresent(column -> {
            throw needsNumber(column);
        });
    }

    /// A list where one number is needed.
    InputException needsNumber(Column lists) {
        return new InputException(
                "'%s' has a list for each event ('%s' of %s holds lists) where one number is needed\n  allowed    %s(…) of the list makes one of it"
                        .formatted(
                                text, lists.name(), table.describe(), String.join("(…), ", Aggregation.spellings())));
    }

    private Optional<Column> number(Node.Numeric node) {
        Optional<Column> shape = switch (node) {
            case Node.Literal ignored -> Optional.empty();
            case Node.Value value ->
                Optional.of(table.column(value.column(), text)).filter(Column::isList);
            case Node.Negated negated -> number(negated.operand());
            case Node.Arithmetic arithmetic -> joined(List.of(arithmetic.left(), arithmetic.right()));
            case Node.Call call -> joined(call.arguments());
            case Node.Aggregate aggregate -> {
                if (number(aggregate.argument()).isEmpty()) {
                    throw Lexer.error(
                            text,
                            aggregate.position(),
                            "%s needs a list, and its argument is one number for each event"
                                    .formatted(aggregate.function().spelling()));
                }
                yield Optional.empty();
            }
        };
        shape.ifPresent(column -> lists.put(node, column));
        return shape;
    }

    private Optional<Column> joined(List<Node.Numeric> nodes) {
        Optional<Column> first = Optional.empty();
        for (Node.Numeric node : nodes) {
            Optional<Column> other = number(node);
            if (first.isPresent() && other.isPresent()) {
                requireSame(first.get(), other.get());
            }
            first = first.or(() -> other);
        }
        return first;
    }

    private void requireSame(Column a, Column b) {
        if (a == b) {
            return;
        }
        for (int row = 0; row < table.rows(); row++) {
            if (a.count(row) != b.count(row)
                    || a.absent().get(row) != b.absent().get(row)) {
                throw new InputException(
                        "'%s' combines lists of different lengths: in row %d of %s '%s' has %s and '%s' has %s"
                                .formatted(
                                        text, row, table.source(), a.name(), length(a, row), b.name(), length(b, row)));
            }
        }
    }

    private static String length(Column lists, int row) {
        return lists.absent().get(row) ? "no list" : Integer.toString(lists.count(row));
    }
}
