package unfurl.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The functions that an expression may call.
enum NamedFunction {
    ABS("abs", 1, (a, b, c, d) -> Math.abs(a)),
    SQRT("sqrt", 1, (a, b, c, d) -> Math.sqrt(a)),
    LOG("log", 1, (a, b, c, d) -> Math.log(a)),
    LOG10("log10", 1, (a, b, c, d) -> Math.log10(a)),
    EXP("exp", 1, (a, b, c, d) -> Math.exp(a)),
    SIN("sin", 1, (a, b, c, d) -> Math.sin(a)),
    COS("cos", 1, (a, b, c, d) -> Math.cos(a)),
    TAN("tan", 1, (a, b, c, d) -> Math.tan(a)),
    SINH("sinh", 1, (a, b, c, d) -> Math.sinh(a)),
    COSH("cosh", 1, (a, b, c, d) -> Math.cosh(a)),
    TANH("tanh", 1, (a, b, c, d) -> Math.tanh(a)),
    ASIN("asin", 1, (a, b, c, d) -> Math.asin(a)),
    ACOS("acos", 1, (a, b, c, d) -> Math.acos(a)),
    ATAN("atan", 1, (a, b, c, d) -> Math.atan(a)),
    ATAN2("atan2", 2, (a, b, c, d) -> Math.atan2(a, b)),
    MIN("min", 2, (a, b, c, d) -> Math.min(a, b)),
    MAX("max", 2, (a, b, c, d) -> Math.max(a, b)),
    POW("pow", 2, (a, b, c, d) -> Math.pow(a, b)),
    FLOOR("floor", 1, (a, b, c, d) -> Math.floor(a)),
    HYPOT("hypot", 2, (a, b, c, d) -> Math.hypot(a, b)),
    DELTA_PHI("deltaPhi", 2, (a, b, c, d) -> wrapped(a - b)),
    DELTA_R("deltaR", 4, (a, b, c, d) -> Math.hypot(a - c, wrapped(b - d)));

    /// The value for up to four arguments; the function looks at as many as it has.
    @FunctionalInterface
    interface Formula {
        double at(double a, double b, double c, double d);
    }

    private final String spelling;
    private final int arguments;

    @SuppressWarnings("ImmutableEnumChecker") // every formula is a lambda without state
    private final Formula formula;

    NamedFunction(String spelling, int arguments, Formula formula) {
        this.spelling = spelling;
        this.arguments = arguments;
        this.formula = formula;
    }

    /// An angle as −π … π.
    private static double wrapped(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }

    static Optional<NamedFunction> called(String name) {
        return Arrays.stream(values()).filter(f -> f.spelling.equals(name)).findFirst();
    }

    static List<String> spellings() {
        return Arrays.stream(values()).map(f -> f.spelling).toList();
    }

    String spelling() {
        return spelling;
    }

    int arguments() {
        return arguments;
    }

    Formula formula() {
        return formula;
    }
}
