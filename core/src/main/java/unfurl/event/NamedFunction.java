package unfurl.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The functions that an expression may call.
enum NamedFunction {
    ABS("abs(x)", "|x|", a -> Math.abs(a[0])),
    SQRT("sqrt(x)", "√x", a -> Math.sqrt(a[0])),
    LOG("log(x)", "the natural logarithm", a -> Math.log(a[0])),
    LOG10("log10(x)", "the logarithm to base 10", a -> Math.log10(a[0])),
    EXP("exp(x)", "eˣ", a -> Math.exp(a[0])),
    SIN("sin(x)", "the sine of an angle in radians", a -> Math.sin(a[0])),
    COS("cos(x)", "the cosine of an angle in radians", a -> Math.cos(a[0])),
    TAN("tan(x)", "the tangent of an angle in radians", a -> Math.tan(a[0])),
    SINH("sinh(x)", "the hyperbolic sine", a -> Math.sinh(a[0])),
    COSH("cosh(x)", "the hyperbolic cosine", a -> Math.cosh(a[0])),
    TANH("tanh(x)", "the hyperbolic tangent", a -> Math.tanh(a[0])),
    ASIN("asin(x)", "the arcsine, in radians", a -> Math.asin(a[0])),
    ACOS("acos(x)", "the arccosine, in radians", a -> Math.acos(a[0])),
    ATAN("atan(x)", "the arctangent, in radians", a -> Math.atan(a[0])),
    ATAN2("atan2(y, x)", "the angle of (x, y), −π to π", a -> Math.atan2(a[0], a[1])),
    MIN("min(a, b)", "the smaller", a -> Math.min(a[0], a[1])),
    MAX("max(a, b)", "the larger", a -> Math.max(a[0], a[1])),
    POW("pow(x, p)", "x to the power p", a -> Math.pow(a[0], a[1])),
    FLOOR("floor(x)", "the largest whole number up to x", a -> Math.floor(a[0])),
    HYPOT("hypot(a, b)", "√(a² + b²)", a -> Math.hypot(a[0], a[1])),
    DELTA_PHI("deltaPhi(phi1, phi2)", "φ₁ − φ₂, −π to π", a -> wrapped(a[0] - a[1])),
    DELTA_R("deltaR(eta1, phi1, eta2, phi2)", "√(Δη² + Δφ²)", a -> Math.hypot(a[0] - a[2], wrapped(a[1] - a[3]))),
    MASS("mass(pt1, eta1, phi1, m1, pt2, eta2, phi2, m2)", "the invariant mass of two particles", NamedFunction::mass),
    PT_SUM(
            "ptSum(pt1, phi1, pt2, phi2)",
            "the transverse momentum of two particles together",
            a -> Math.hypot(a[0] + a[2] * Math.cos(a[1] - a[3]), a[2] * Math.sin(a[1] - a[3]))),
    RAPIDITY(
            "rapidity(pt, eta, m)",
            "the rapidity of a particle",
            a -> asinh(a[0] * Math.sinh(a[1]) / Math.hypot(a[0], a[2])));

    /// The value for arguments.
    @FunctionalInterface
    interface Formula {
        double at(double[] a);
    }

    @SuppressWarnings("ImmutableEnumChecker") // a record that copies its list
    private final FunctionUsage usage;

    @SuppressWarnings("ImmutableEnumChecker") // every formula is a lambda without state
    private final Formula formula;

    NamedFunction(String usage, String about, Formula formula) {
        this.usage = FunctionUsage.of(usage, about);
        this.formula = formula;
    }

    /// √(m₁² + m₂² + 2(E₁E₂ − p₁·p₂)); 0 where rounding leaves less below the root.
    private static double mass(double[] a) {
        double first = Math.hypot(a[0] * Math.cosh(a[1]), a[3]);
        double second = Math.hypot(a[4] * Math.cosh(a[5]), a[7]);
        double product = a[0] * a[4] * (Math.cos(a[2] - a[6]) + Math.sinh(a[1]) * Math.sinh(a[5]));
        return Math.sqrt(Math.max(0, a[3] * a[3] + a[7] * a[7] + 2 * (first * second - product)));
    }

    private static double asinh(double x) {
        return Math.copySign(Math.log(Math.abs(x) + Math.hypot(x, 1)), x);
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
