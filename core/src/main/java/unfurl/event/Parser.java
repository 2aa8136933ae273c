package unfurl.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Node.Condition;
import unfurl.event.Node.Numeric;
import unfurl.event.Node.Operator;
import unfurl.event.Node.Relation;

/// Makes the tree of an expression.
///
/// From loosest to tightest: `||`, `&&`, one comparison, `+ -`, `* /`, a sign or `!`, `^` (from the right).
/// Each rule is one method; the word before it has been taken.
final class Parser {
    private static final int LONGEST = 10_000;
    private static final int DEEPEST = 100;
    private static final int MOST_WORDS = 2_000;
    private static final Map<String, Relation> RELATIONS = Map.of(
            "<", Relation.LESS,
            "<=", Relation.LESS_OR_EQUAL,
            ">", Relation.GREATER,
            ">=", Relation.GREATER_OR_EQUAL,
            "==", Relation.EQUAL,
            "!=", Relation.NOT_EQUAL);
    private static final Map<String, String> SPELT_OUT = Map.of("and", "&&", "or", "||", "not", "!");

    private final String text;
    private final List<Token> words;
    private int at;
    private int depth;

    private Parser(String text, List<Token> words) {
        this.text = text;
        this.words = words;
    }

    /// The tree of the text.
    ///
    /// @throws InputException when it is no expression, or is too long or too deep
    static Node parse(String text) {
        if (text.isBlank()) {
            throw new InputException("the expression is empty");
        }
        if (text.length() > LONGEST) {
            throw new InputException(
                    "the expression has %d characters; at most %d are allowed".formatted(text.length(), LONGEST));
        }
        List<Token> words = Lexer.words(text);
        if (words.size() > MOST_WORDS) {
            throw new InputException(
                    "the expression has %d words; at most %d are allowed".formatted(words.size(), MOST_WORDS));
        }
        var parser = new Parser(text, words);
        Node tree = parser.either();
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.unexpected("an operator or the end");
        }
        return tree;
    }

    private Node either() {
        int start = peek().start();
        Node left = both();
        while (peek().is("||")) {
            Condition first = condition(left, start, "||");
            at++;
            int second = peek().start();
            left = new Node.Either(first, condition(both(), second, "||"));
        }
        return left;
    }

    private Node both() {
        int start = peek().start();
        Node left = comparison();
        while (peek().is("&&")) {
            Condition first = condition(left, start, "&&");
            at++;
            int second = peek().start();
            left = new Node.Both(first, condition(comparison(), second, "&&"));
        }
        return left;
    }

    private Node comparison() {
        int start = peek().start();
        Node left = sum();
        Token sign = peek();
        Relation relation = relation(sign);
        if (relation == null) {
            return left;
        }
        Numeric first = number(left, start, sign.text());
        at++;
        int second = peek().start();
        var comparison = new Node.Comparison(relation, first, number(sum(), second, sign.text()));
        if (relation(peek()) != null) {
            throw Lexer.error(text, peek().start(), "comparisons do not chain: write 'a < b && b < c'");
        }
        return comparison;
    }

    private static Relation relation(Token word) {
        return word.kind() == Token.Kind.SYMBOL ? RELATIONS.get(word.text()) : null;
    }

    private Node sum() {
        int start = peek().start();
        Node left = product();
        while (peek().is("+") || peek().is("-")) {
            String sign = peek().text();
            Numeric first = number(left, start, sign);
            at++;
            int second = peek().start();
            Operator operator = sign.equals("+") ? Operator.PLUS : Operator.MINUS;
            left = new Node.Arithmetic(operator, first, number(product(), second, sign));
        }
        return left;
    }

    private Node product() {
        int start = peek().start();
        Node left = signed();
        while (peek().is("*") || peek().is("/")) {
            String sign = peek().text();
            Numeric first = number(left, start, sign);
            at++;
            if (sign.equals("*") && peek().is("*")) {
                throw Lexer.error(text, peek().start(), "a power is written with '^'");
            }
            int second = peek().start();
            Operator operator = sign.equals("*") ? Operator.TIMES : Operator.DIVIDED_BY;
            left = new Node.Arithmetic(operator, first, number(signed(), second, sign));
        }
        return left;
    }

    private Node signed() {
        Token sign = peek();
        if (!sign.is("-") && !sign.is("+") && !sign.is("!")) {
            return power();
        }
        at++;
        enter(sign.start());
        int start = peek().start();
        Node operand = signed();
        depth--;
        return switch (sign.text()) {
            case "!" -> new Node.Not(condition(operand, start, "!"));
            case "-" -> new Node.Negated(number(operand, start, "-"));
            default -> number(operand, start, "+");
        };
    }

    private Node power() {
        int start = peek().start();
        Node base = primary();
        if (!peek().is("^")) {
            return base;
        }
        Numeric first = number(base, start, "^");
        at++;
        enter(start);
        int second = peek().start();
        Numeric exponent = number(signed(), second, "^");
        depth--;
        return new Node.Arithmetic(Operator.TO_THE_POWER, first, exponent);
    }

    private Node primary() {
        Token word = peek();
        return switch (word.kind()) {
            case NUMBER -> {
                at++;
                yield new Node.Literal(word.value());
            }
            case QUOTED_NAME -> {
                at++;
                yield new Node.Value(word.text(), word.start());
            }
            case NAME -> named();
            case SYMBOL, END -> parenthesis();
        };
    }

    private Node named() {
        Token name = peek();
        if (name.text().equals("not")) {
            throw unexpected("a value");
        }
        at++;
        if (peek().is("(")) {
            return call(name);
        }
        return name.text().equals("pi") ? new Node.Literal(Math.PI) : new Node.Value(name.text(), name.start());
    }

    private Node call(Token name) {
        Optional<NamedFunction> known = NamedFunction.called(name.text());
        Optional<Aggregation> aggregation = Aggregation.called(name.text());
        if (known.isEmpty() && aggregation.isEmpty()) {
            throw shown(InputException.notFound("function", name.text(), "expressions", "", functions()), name.start());
        }
        List<Numeric> arguments = arguments(name);
        if (aggregation.isPresent() && (arguments.size() == 1 || known.isEmpty())) {
            requireCount(name, arguments, 1);
            return new Node.Aggregate(aggregation.get(), arguments.getFirst(), name.start());
        }
        NamedFunction function = known.orElseThrow();
        requireCount(name, arguments, function.arguments());
        return new Node.Call(function, arguments);
    }

    private static List<String> functions() {
        return Stream.concat(NamedFunction.spellings().stream(), Aggregation.spellings().stream())
                .distinct()
                .toList();
    }

    private void requireCount(Token name, List<Numeric> arguments, int count) {
        if (arguments.size() != count) {
            throw Lexer.error(
                    text,
                    name.start(),
                    "%s takes %d argument%s, not %d"
                            .formatted(name.text(), count, count == 1 ? "" : "s", arguments.size()));
        }
    }

    /// The arguments between the parentheses that follow a function's name.
    private List<Numeric> arguments(Token name) {
        at++;
        enter(name.start());
        List<Numeric> arguments = new ArrayList<>();
        while (!peek().is(")") || !arguments.isEmpty()) {
            int start = peek().start();
            arguments.add(number(either(), start, name.text()));
            if (!peek().is(",")) {
                break;
            }
            at++;
        }
        take(")", "',' or ')'");
        depth--;
        return arguments;
    }

    private Node parenthesis() {
        int start = peek().start();
        take("(", "a number, a column, a function or '('");
        enter(start);
        Node inner = either();
        take(")", "an operator or ')'");
        depth--;
        return inner;
    }

    private Numeric number(Node node, int start, String asker) {
        return switch (node) {
            case Numeric numeric -> numeric;
            case Condition ignored ->
                throw Lexer.error(text, start, "'%s' needs a number, and this is true or false".formatted(asker));
        };
    }

    private Condition condition(Node node, int start, String asker) {
        return switch (node) {
            case Condition condition -> condition;
            case Node.Value column -> new Node.Flag(column.column(), column.position());
            case Numeric ignored ->
                throw Lexer.error(text, start, "'%s' needs true or false, and this is a number".formatted(asker));
        };
    }

    private void enter(int position) {
        if (++depth > DEEPEST) {
            throw Lexer.error(text, position, "the expression is nested more than %d deep".formatted(DEEPEST));
        }
    }

    private void take(String symbol, String expected) {
        if (!peek().is(symbol)) {
            throw unexpected(expected);
        }
        at++;
    }

    private Token peek() {
        return words.get(at);
    }

    private InputException unexpected(String expected) {
        Token word = peek();
        String symbol = word.kind() == Token.Kind.NAME ? SPELT_OUT.get(word.text()) : null;
        String hint = symbol == null ? "" : "; '%s' is written '%s'".formatted(word.text(), symbol);
        return Lexer.error(text, word.start(), "expected %s, found %s%s".formatted(expected, word.shown(), hint));
    }

    private InputException shown(InputException problem, int position) {
        return Lexer.error(text, position, problem.getMessage() + "\n  found");
    }
}
