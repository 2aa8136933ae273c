package unfurl.event;

import java.util.List;

/// The typed tree of an expression: a number of each event, or a condition that each event meets or does not.
/// Whether a number is one of each event or one of each particle is known when the columns are.
///
/// A tree that mixes the two cannot be made. `position` is the character of the text where a column stands.
sealed interface Node {
    /// A number of each event.
    sealed interface Numeric extends Node {}

    /// Something true, false or undefined of each event.
    sealed interface Condition extends Node {}

    /// How two numbers are compared; a comparison with NaN is undefined.
    enum Relation {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        EQUAL,
        NOT_EQUAL;

        boolean holds(double left, double right) {
            return switch (this) {
                case LESS -> left < right;
                case LESS_OR_EQUAL -> left <= right;
                case GREATER -> left > right;
                case GREATER_OR_EQUAL -> left >= right;
                case EQUAL -> left == right;
                case NOT_EQUAL -> left != right;
            };
        }
    }

    /// What is done with two numbers.
    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        TO_THE_POWER;

        double apply(double left, double right) {
            return switch (this) {
                case PLUS -> left + right;
                case MINUS -> left - right;
                case TIMES -> left * right;
                case DIVIDED_BY -> left / right;
                case TO_THE_POWER -> Math.pow(left, right);
            };
        }
    }

    record Literal(double value) implements Numeric {}

    record Value(String column, int position) implements Numeric {}

    record Negated(Numeric operand) implements Numeric {}

    record Arithmetic(Operator operator, Numeric left, Numeric right) implements Numeric {}

    record Call(NamedFunction function, List<Numeric> arguments) implements Numeric {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// One number of the list that the argument is.
    record Aggregate(Aggregation function, Numeric argument, int position) implements Numeric {}

    record Flag(String column, int position) implements Condition {}

    record Comparison(Relation relation, Numeric left, Numeric right) implements Condition {}

    record Not(Condition operand) implements Condition {}

    record Both(Condition left, Condition right) implements Condition {}

    record Either(Condition left, Condition right) implements Condition {}
}
