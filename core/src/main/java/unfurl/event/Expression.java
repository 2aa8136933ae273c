package unfurl.event;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.math.Workers;

/// A number or a condition computed from the columns of a table: `tau2_trackj1/tau1_trackj1`, `pT_ll > 300 &&
/// abs(y_ll) < 1`.
///
/// Columns are written by name (`[A-Za-z_][A-Za-z0-9_.]*`; any other name, and one called `pi`, in
/// back-quotes). Numbers are written `3`, `.5`, `1e-3`; `pi` is π. Operators from loosest to tightest: `||`;
/// `&&`; one of `< <= > >= == !=`; `+ -`; `* /`; a sign or `!`; `^`, which groups from the right, so `-x^2` is
/// −(x²). Functions: abs sqrt log log10 exp sin cos tan sinh cosh tanh asin acos atan floor of one number;
/// atan2 min max pow hypot of two; `deltaPhi(phi1, phi2)` in −π … π; `deltaR(eta1, phi1, eta2, phi2)`; `mass(pt1, eta1,
/// phi1, m1, pt2, eta2, phi2,
/// m2)` and `ptSum(pt1, phi1, pt2, phi2)` of two particles, `rapidity(pt, eta, m)` of one. Angles
/// are radians, log is natural.
///
/// A column of lists, such as the transverse momenta of an event's particles, stands for a number of each of
/// them; arithmetic and functions take the particles one by one, and a number of the event beside them counts for
/// each: `pt/pT_jet`. One number of the event comes from `count(x)`, `sum(x)`, `mean(x)`, `min(x)` and `max(x)` of
/// one list: `sum(pt*deltaR)/sum(pt)`. Lists that are combined have the same length in each event.
///
/// Numbers and conditions are two types and never stand for each other; a column of booleans is a condition.
/// Nothing but columns, numbers and these functions can be reached. At most 10,000 characters, 2,000 words, 100
/// levels.
public final class Expression {
    private final String text;
    private final Node tree;

    private Expression(String text, Node tree) {
        this.text = text;
        this.tree = tree;
    }

    /// The expression that a text says.
    ///
    /// @throws InputException when it says none; the message shows the text with a caret at the wrong character
    public static Expression parse(String text) {
        return new Expression(text.strip(), Parser.parse(text.strip()));
    }

    /// The expression that is one column.
    ///
    /// @param name any name without a back-quote
    public static Expression ofColumn(String name) {
        return parse(Lexer.isName(name) && !name.equals("pi") ? name : "`" + name + "`");
    }

    /// The functions that an expression may call.
    public static List<FunctionUsage> functions() {
        return Stream.concat(
                        Arrays.stream(NamedFunction.values()).map(NamedFunction::usage),
                        Aggregation.spellings().stream()
                                .map(name -> FunctionUsage.of(name + "(list)", "of an event's list")))
                .toList();
    }

    /// The text.
    public String text() {
        return text;
    }

    /// The same as a text of Python's: an expression of NumPy arrays, in which a column is `events["NAME"]` and NumPy
    /// is
    /// `np`.
    ///
    /// @throws InputException when it takes something of an event's list
    public String toNumpy() {
        return new NumpyText(text).of(tree);
    }

    /// Whether it is true or false rather than a number. A single column may be either: it counts as a number
    /// here.
    public boolean isCondition() {
        return tree instanceof Node.Condition;
    }

    /// The column's name, when it is one column and nothing else.
    public Optional<String> column() {
        return tree instanceof Node.Value value ? Optional.of(value.column()) : Optional.empty();
    }

    /// Whether it is `count(…)` and nothing else: a whole number of each event.
    public boolean isCount() {
        return tree instanceof Node.Aggregate aggregate && aggregate.function() == Aggregation.COUNT;
    }

    /// The columns that it reads, in the order of the text.
    public Set<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        collect(tree, names);
        return names;
    }

    private static void collect(Node node, Set<String> names) {
        switch (node) {
            case Node.Literal ignored -> {}
            case Node.Value value -> names.add(value.column());
            case Node.Flag flag -> names.add(flag.column());
            case Node.Negated negated -> collect(negated.operand(), names);
            case Node.Not not -> collect(not.operand(), names);
            case Node.Arithmetic arithmetic ->
                List.of(arithmetic.left(), arithmetic.right()).forEach(side -> collect(side, names));
            case Node.Comparison comparison ->
                List.of(comparison.left(), comparison.right()).forEach(side -> collect(side, names));
            case Node.Both both -> List.of(both.left(), both.right()).forEach(side -> collect(side, names));
            case Node.Either either -> List.of(either.left(), either.right()).forEach(side -> collect(side, names));
            case Node.Call call -> call.arguments().forEach(argument -> collect(argument, names));
            case Node.Aggregate aggregate -> collect(aggregate.argument(), names);
        }
    }

    /// The number of each event, as doubles; the unit is that of the column when the expression is one column,
    /// and empty otherwise. 0/0 or the logarithm of a negative number is NaN: see [Column#finite].
    ///
    /// @throws InputException when a column is missing, is of the wrong type, or the expression is a condition or a
    ///        list
    public Column evaluate(Table table) {
        try (var alone = new Workers(1)) {
            return evaluate(table, alone);
        }
    }

    /// The same, by several threads.
    ///
    /// @throws InputException as [#evaluate(Table)]
    public Column evaluate(Table table, Workers workers) {
        return switch (tree) {
            case Node.Numeric numeric -> {
                double[] values = new Evaluator(text, tree, table).numbers(numeric, workers);
                yield Column.owning(text, values).in(unit(table));
            }
            case Node.Condition ignored -> throw noNumber();
        };
    }

    private InputException noNumber() {
        return new InputException("'%s' is true or false where a number is needed".formatted(text));
    }

    private String unit(Table table) {
        return tree instanceof Node.Value one ? table.column(one.column(), text).unit() : "";
    }

    /// The list of each event, as doubles, or as the column has them when the expression is one column. A list is
    /// absent where one that it is made of is.
    ///
    /// @throws InputException when a column is missing or of the wrong type, the expression is no list, or two
    ///        lists that are combined differ in length; the message has the first such row
    public Column lists(Table table) {
        return switch (tree) {
            case Node.Numeric numeric -> new Evaluator(text, tree, table).lists(numeric);
            case Node.Condition ignored -> throw noNumber();
        };
    }

    /// The events for which the condition is true.
    ///
    /// A comparison with NaN is undefined, not false; `false && undefined` is false and `true || undefined` is
    /// true, so `tau1 > 0 && tau2/tau1 > 0.3` is safe.
    ///
    /// @throws InputException when a column is missing or of the wrong type, the expression is a number, or it
    ///        is undefined for an event; the message counts those and has the first
    public Mask select(Table table) {
        return select(table, Mask.all(table.rows()));
    }

    /// The events among some for which the condition is true; the others are not looked at, so that they may hold
    /// NaN.
    ///
    /// @throws InputException as [#select(Table)]
    public Mask select(Table table, Mask among) {
        try (var alone = new Workers(1)) {
            return select(table, among, alone);
        }
    }

    /// The events for which the condition is true, by several threads.
    ///
    /// @throws InputException as [#select(Table)]
    public Mask select(Table table, Workers workers) {
        return select(table, Mask.all(table.rows()), workers);
    }

    private Mask select(Table table, Mask among, Workers workers) {
        Node.Condition condition = switch (tree) {
            case Node.Condition same -> same;
            case Node.Value column -> new Node.Flag(column.column(), column.position());
            case Node.Numeric ignored ->
                throw new InputException("'%s' is a number where true or false is needed".formatted(text));
        };
        return new Evaluator(text, condition, table).mask(condition, among, workers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
