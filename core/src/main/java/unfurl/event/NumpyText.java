package unfurl.event;

import java.util.List;
import java.util.stream.Collectors;
import unfurl.InputException;

/// Writes a tree as NumPy has it.
///
/// @param text of the expression, for messages
record NumpyText(String text) {
    /// A tree as an expression of arrays; a column is `events["NAME"]`, in double precision.
    ///
    /// @throws InputException when it has something of an event's lists
    String of(Node node) {
        return switch (node) {
            case Node.Literal literal -> number(literal.value());
            case Node.Value value -> column(value.column()) + ".astype(float)";
            case Node.Flag flag -> column(flag.column()) + ".astype(bool)";
            case Node.Negated negated -> "(-" + of(negated.operand()) + ")";
            case Node.Not not -> "(~" + of(not.operand()) + ")";
            case Node.Arithmetic sum -> both(sum.left(), symbol(sum.operator()), sum.right());
            case Node.Comparison test -> both(test.left(), symbol(test.relation()), test.right());
            case Node.Both both -> both(both.left(), "&", both.right());
            case Node.Either either -> both(either.left(), "|", either.right());
            case Node.Call call -> call(call.function(), call.arguments());
            case Node.Aggregate ignored ->
                throw new InputException("'%s' takes lists, for which there is no NumPy text".formatted(text));
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String column(String name) {
        return "events[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }

    private String both(Node left, String symbol, Node right) {
        return "(" + of(left) + " " + symbol + " " + of(right) + ")";
    }

    private static String symbol(Node.Operator operator) {
        return switch (operator) {
            case PLUS -> "+";
            case MINUS -> "-";
            case TIMES -> "*";
            case DIVIDED_BY -> "/";
            case TO_THE_POWER -> "**";
        };
    }

    private static String symbol(Node.Relation relation) {
        return switch (relation) {
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
            case EQUAL -> "==";
            case NOT_EQUAL -> "!=";
        };
    }

    private String call(NamedFunction function, List<Node.Numeric> arguments) {
        List<String> given = arguments.stream().map(this::of).toList();
        return switch (function) {
            case DELTA_PHI -> wrapped(given.get(0), given.get(1));
            case DELTA_R ->
                "np.hypot(%s - %s, %s)".formatted(given.get(0), given.get(2), wrapped(given.get(1), given.get(3)));
            case MASS ->
                "np.sqrt(np.maximum(0, %4$s ** 2 + %8$s ** 2 + 2 * (np.hypot(%1$s * np.cosh(%2$s), %4$s) * np.hypot(%5$s * np.cosh(%6$s), %8$s) - %1$s * %5$s * (np.cos(%3$s - %7$s) + np.sinh(%2$s) * np.sinh(%6$s)))))"
                        .formatted(given.toArray());
            case PT_SUM ->
                "np.hypot(%1$s + %3$s * np.cos(%2$s - %4$s), %3$s * np.sin(%2$s - %4$s))".formatted(given.toArray());
            case RAPIDITY -> "np.arcsinh(%1$s * np.sinh(%2$s) / np.hypot(%1$s, %3$s))".formatted(given.toArray());
            default -> given.stream().collect(Collectors.joining(", ", name(function) + "(", ")"));
        };
    }

    /// A difference of angles as −π … π.
    private static String wrapped(String left, String right) {
        return "((%s - %s + np.pi) %% (2 * np.pi) - np.pi)".formatted(left, right);
    }

    private static String name(NamedFunction function) {
        return switch (function) {
            case ASIN -> "np.arcsin";
            case ACOS -> "np.arccos";
            case ATAN -> "np.arctan";
            case ATAN2 -> "np.arctan2";
            case MIN -> "np.minimum";
            case MAX -> "np.maximum";
            case POW -> "np.power";
            default -> "np." + function.spelling();
        };
    }
}
