package unfurl.study;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.measurement.Agreement;
import unfurl.measurement.Comparison;
import unfurl.report.Compatibility;

/// Tests of a prediction, as a report shows them.
final class CompatibilityRows {
    private CompatibilityRows() {}

    /// The truth beside the result.
    static Compatibility ofTruth(Comparison comparison) {
        var rows = new ArrayList<Compatibility.Row>();
        for (Comparison.Line line : comparison.lines()) {
            Agreement agreement = line.unfolded();
            rows.add(row(
                    line.observable().label(),
                    agreement.compatibility(),
                    OptionalDouble.of(agreement.kolmogorovSmirnov().pValue()),
                    Optional.empty()));
        }
        comparison.joint().ifPresent(joint -> rows.add(together(joint.compatibility())));
        return new Compatibility(
                "truth", Compatibility.Kind.SHAPES, comparison.truth().sameEvents(), rows);
    }

    /// Of one observable.
    static Compatibility.Row row(
            String label,
            unfurl.measurement.Compatibility test,
            OptionalDouble ofKolmogorovSmirnov,
            Optional<Compatibility.BottomLine> bottomLine) {
        return row(label, false, test, ofKolmogorovSmirnov, bottomLine);
    }

    /// Of all observables.
    static Compatibility.Row together(unfurl.measurement.Compatibility test) {
        return row("all together", true, test, OptionalDouble.empty(), Optional.empty());
    }

    private static Compatibility.Row row(
            String label,
            boolean jointly,
            unfurl.measurement.Compatibility test,
            OptionalDouble ofKolmogorovSmirnov,
            Optional<Compatibility.BottomLine> bottomLine) {
        return new Compatibility.Row(
                label,
                jointly,
                test.chiSquare().value(),
                test.chiSquare().degreesOfFreedom(),
                test.chiSquare().pValue().orElse(Double.NaN),
                ofKolmogorovSmirnov,
                known(test),
                test.leftOut(),
                bottomLine);
    }

    /// How well V is known, in a few words.
    private static String known(unfurl.measurement.Compatibility test) {
        double degrees = test.chiSquare().covarianceDegrees();
        var out = new StringBuilder(
                Double.isFinite(degrees) ? "as from %.0f replicas".formatted(degrees + 1) : "exactly");
        test.merged().ifPresent(bins -> out.append(", bins merged into %d".formatted(bins)));
        test.chiSquare()
                .withoutPValue()
                .ifPresent(reason -> out.append("; no p-value: ").append(reason));
        return out.toString();
    }
}
