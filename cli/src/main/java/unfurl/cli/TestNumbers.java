package unfurl.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.hist.ChiSquare;

/// Numbers of a test that may be absent.
final class TestNumbers {
    private TestNumbers() {}

    /// Degrees of freedom of a covariance; empty where it is known exactly or the number is not known.
    static Optional<Double> degrees(double degrees) {
        return Double.isFinite(degrees) ? Optional.of(degrees) : Optional.empty();
    }

    /// For a document, which has nothing in the place of a number that is not there.
    static Optional<Double> optional(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    /// A p-value with two digits, and a dash where there is none.
    static String pValue(ChiSquare test) {
        return test.pValue().isPresent() ? Shown.number(test.pValue().getAsDouble(), 2) : "–";
    }
}
