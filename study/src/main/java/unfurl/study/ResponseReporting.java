package unfurl.study;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import unfurl.report.Nuisances;
import unfurl.report.Verdict;
import unfurl.reweight.AreaUnderCurve;
import unfurl.uncertainty.Closure;
import unfurl.uncertainty.ResponseChecks;
import unfurl.uncertainty.Template;
import unfurl.unfold.ParameterOffset;

/// What a report says of how good a learned response is. One that is used has passed all of its checks.
///
/// @param checks which it passed
/// @param fewest effective events that each end of a range had to have
record ResponseReporting(ResponseChecks checks, double fewest) {
    private static final String NAME = "response";

    Stream<Nuisances.Check> rows() {
        return Stream.of(
                        normalisation(),
                        seen(),
                        closure(),
                        Stream.of(
                                area(NAME, "area under the curve of a new classifier between the two", checks.area())),
                        offsets(),
                        events())
                .flatMap(row -> row);
    }

    /// Where the mean of w is farthest from 1.
    private Stream<Nuisances.Check> normalisation() {
        return checks.normalisations().stream()
                .filter(one -> one.worst().isPresent())
                .max(Comparator.comparing(one -> one.worst().orElseThrow(), Closure.BY_WORSE))
                .map(one -> difference(
                        "mean of w at gen, less 1, at %s = %.4g".formatted(one.parameter(), one.theta()),
                        one.worst().orElseThrow()))
                .stream();
    }

    private Stream<Nuisances.Check> seen() {
        return Stream.of(row(
                "yield of the weighted simulation over that simulated, at " + checks.heldOut(),
                String.format(Locale.ROOT, "%.4f", checks.yield()),
                "1 ± %s".formatted(ResponseChecks.LARGEST_YIELD)));
    }

    private Stream<Nuisances.Check> closure() {
        return checks
                .closure()
                .map(worst -> difference("weighted simulation less that simulated there", worst))
                .stream();
    }

    private Stream<Nuisances.Check> offsets() {
        return checks.offsets().stream()
                .map(one -> row(
                        "%s of the held-out events, less the true one".formatted(one.parameter()),
                        String.format(Locale.ROOT, "%+.3g ± %.2g", one.offset(), one.error())
                                .replace('-', '−'),
                        String.format(
                                Locale.ROOT,
                                "± %.2g, or %.0f errors",
                                ParameterOffset.LARGEST * one.width(),
                                ParameterOffset.SIGNIFICANT)));
    }

    private Stream<Nuisances.Check> events() {
        return checks.ends().stream()
                .map(end -> row(
                        "effective events at %s = %.4g".formatted(end.parameter(), end.theta()),
                        "%.0f".formatted(end.nEff()),
                        "%.0f or more".formatted(fewest)));
    }

    private static Nuisances.Check difference(String what, Closure worst) {
        return row(
                "%s, in cells of %s".formatted(what, worst.feature()),
                String.format(Locale.ROOT, "%.1f %%, p = %.2g", 100 * worst.size(), worst.pValue()),
                "%.0f %%, or p at least %s".formatted(100 * Closure.LARGEST, Closure.SIGNIFICANT));
    }

    /// Whether a classifier tells what is weighted from what it is to be.
    static Nuisances.Check area(String response, String what, AreaUnderCurve area) {
        return new Nuisances.Check(
                response,
                what,
                String.format(Locale.ROOT, "%.4f ± %.4f", area.value(), area.error()),
                "%s, or 0.5 and %.0f errors".formatted(0.5 + Template.Checks.LARGEST_AREA, Template.Checks.SIGNIFICANT),
                Verdict.PASSED);
    }

    private static Nuisances.Check row(String what, String value, String allowed) {
        return new Nuisances.Check(NAME, what, value, allowed, Verdict.PASSED);
    }
}
