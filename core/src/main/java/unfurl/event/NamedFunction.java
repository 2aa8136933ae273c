package unfurl.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The functions that an expression may call.
enum NamedFunction {
    ABS("abs(x)", "|x|", (a, b, c, d) -> Math.abs(a)),
    SQRT("sqrt(x)", "√x", (a, b, c, d) -> Math.sqrt(a)),
    LOG("log(x)", "the natural logarithm", (a, b, c, d) -> Math.log(a)),
    LOG10("log10(x)", "the logarithm to base 10", (a, b, c, d) -> Math.log10(a)),
    EXP("exp(x)", "eˣ", (a, b, c, d) -> Math.exp(a)),
    SIN("sin(x)", "the sine of an angle in radians", (a, b, c, d) -> Math.sin(a)),
    COS("cos(x)", "the cosine of an angle in radians", (a, b, c, d) -> Math.cos(a)),
    TAN("tan(x)", "the tangent of an angle in radians", (a, b, c, d) -> Math.tan(a)),
    SINH("sinh(x)", "the hyperbolic sine", (a, b, c, d) -> Math.sinh(a)),
    COSH("cosh(x)", "the hyperbolic cosine", (a, b, c, d) -> Math.cosh(a)),
    TANH("tanh(x)", "the hyperbolic tangent", (a, b, c, d) -> Math.tanh(a)),
    ASIN("asin(x)", "the arcsine, in radians", (a, b, c, d) -> Math.asin(a)),
    ACOS("acos(x)", "the arccosine, in radians", (a, b, c, d) -> Math.acos(a)),
    ATAN("atan(x)", "the arctangent, in radians", (a, b, c, d) -> Math.atan(a)),
    ATAN2("atan2(y, x)", "the angle of (x, y), −π to π", (a, b, c, d) -> Math.atan2(a, b)),
    MIN("min(a, b)", "the smaller", (a, b, c, d) -> Math.min(a, b)),
    MAX("max(a, b)", "the larger", (a, b, c, d) -> Math.max(a, b)),
    POW("pow(x, p)", "x to the power p", (a, b, c, d) -> Math.pow(a, b)),
    FLOOR("floor(x)", "the largest whole number up to x", (a, b, c, d) -> Math.floor(a)),
    HYPOT("hypot(a, b)", "√(a² + b²)", (a, b, c, d) -> Math.hypot(a, b)),
    DELTA_PHI("deltaPhi(phi1, phi2)", "φ₁ − φ₂, −π to π", (a, b, c, d) -> wrapped(a - b)),
    DELTA_R("deltaR(eta1, phi1, eta2, phi2)", "√(Δη² + Δφ²)", (a, b, c, d) -> Math.hypot(a - c, wrapped(b - d)));

    /// The value for up to four arguments; the function looks at as many as it has.
    @FunctionalInterface
    interface Formula {
        double at(double a, double b, double c, double d);
    }

    private final FunctionUsage usage;

    @SuppressWarnings("ImmutableEnumChecker") // every formula is a lambda without state
    private final Formula formula;

    NamedFunction(String usage, String about, Formula formula) {
        this.usage = FunctionUsage.of(usage, about);
        this.formula = formula;
    }

    /// An angle as −π … π.
    private static double wrapped(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }

    static Optional<NamedFunction> called(String name) {
        return Arrays.stream(values()).filter(f -> f.spelling().equals(name)).findFirst();
    }

    static List<String> spellings() {
        return Arrays.stream(values()).map(NamedFunction::spelling).toList();
    }

    FunctionUsage usage() {
        return usage;
    }

    String spelling() {
        return usage.name();
    }

    int arguments() {
        return usage.arguments().size();
    }

    Formula formula() {
        return formula;
    }
}
