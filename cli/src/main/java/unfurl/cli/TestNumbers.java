package unfurl.cli;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.hist.ChiSquare;
import unfurl.measurement.Compatibility;

/// Numbers of a test, some of which may be absent.
final class TestNumbers {
    private TestNumbers() {}

    /// Puts χ² and what is in its covariance.
    static void put(Map<String, Object> out, Compatibility test) {
        ChiSquare chiSquare = test.chiSquare();
        out.put("chiSquare", chiSquare.value());
        out.put("degreesOfFreedom", chiSquare.degreesOfFreedom());
        out.put("covarianceDegreesOfFreedom", degrees(chiSquare.covarianceDegrees()));
        out.put("pValue", optional(chiSquare.pValue()));
        out.put("withoutPValue", chiSquare.withoutPValue());
        out.put("outside", chiSquare.outside());
        out.put("sources", test.sources());
        out.put("leftOut", test.leftOut());
    }

    /// Degrees of freedom of a covariance; empty where it is known exactly or the number is not known.
    static Optional<Double> degrees(double degrees) {
        return Double.isFinite(degrees) ? Optional.of(degrees) : Optional.empty();
    }

    private static Optional<Double> optional(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    /// A p-value with two digits, and a dash where there is none.
    static String pValue(ChiSquare test) {
        return test.pValue().isPresent() ? Shown.number(test.pValue().getAsDouble(), 2) : "–";
    }
}
