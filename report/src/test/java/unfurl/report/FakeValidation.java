package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import unfurl.report.Evidence.Coverage;
import unfurl.report.Evidence.Interval;
import unfurl.report.Evidence.Shift;
import unfurl.report.Evidence.Shifts;
import unfurl.report.Evidence.Size;
import unfurl.report.Evidence.Sizes;
import unfurl.report.Evidence.Spectrum;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.figure.Numbers;

/// An invented validation with every kind of test, of which one fails and one cannot tell.
final class FakeValidation {
    private final Random random = new Random(3);
    private final Report plain = FakeReport.withTruth();

    static ValidationReport report() {
        return new FakeValidation().validation();
    }

    private ValidationReport validation() {
        var tests = new ArrayList<ValidationTest>();
        for (ObservablePage page : plain.observables().subList(0, 3)) {
            tests.add(test(Kind.CLOSURE, page.name(), Verdict.PASSED, "χ² = 21.3 of 25, p = 0.68", spectrum(page)));
        }
        for (ObservablePage page : plain.observables()) {
            double injected = random.nextBoolean() ? 10 : -10;
            double error = 0.8;
            var size = new Size(page.label(), injected, injected * 0.97 + error * random.nextGaussian(), error);
            tests.add(test(
                    Kind.STRESS,
                    page.name() + ", slope",
                    Verdict.PASSED,
                    "recovered within 1.2 standard deviations",
                    new Sizes("Slope [%]", List.of(size))));
        }
        tests.add(test(
                Kind.BUMP, "pT_ll <bump>", Verdict.FAILED, "62 ± 8 % of the bump are recovered", spectrum(page(3))));
        tests.add(test(
                Kind.PRIOR, "pT_ll, two priors", Verdict.PASSED, "at most 0.6 of the uncertainty", shifts(page(0))));
        tests.add(test(
                Kind.HIDDEN_VARIABLE,
                "y_ll",
                Verdict.INCONCLUSIVE,
                "912 effective events are too few",
                shifts(page(7))));
        tests.add(test(Kind.COVERAGE, "pT_ll", Verdict.PASSED, "67.9 % and 95.1 % on average", coverage(page(0))));
        tests.add(test(Kind.COVERAGE, "eta_l1", Verdict.PASSED, "68.1 % and 94.8 % on average", coverage(page(3))));
        return new ValidationReport(
                new Title(
                        "Validation of Z + jets",
                        "Invented & <unreal>.",
                        plain.title().left(),
                        plain.title().right()),
                List.of(new Fact("Toys", "1000")),
                tests,
                plain.observables().stream().map(BinRules::of).toList(),
                plain.notices(),
                plain.provenance());
    }

    private ObservablePage page(int i) {
        return plain.observables().get(i);
    }

    static ValidationTest test(Kind kind, String name, Verdict verdict, String reason, Evidence... evidence) {
        return new ValidationTest(kind, name, verdict, reason, List.of(evidence));
    }

    private static Spectrum spectrum(ObservablePage page) {
        GenLevel gen = page.gen();
        Numbers errors = gen.unfolded().errors();
        var bare = new GenLevel(
                gen.unfolded(),
                gen.prior(),
                gen.truth(),
                gen.effectiveEvents(),
                gen.quantity(),
                gen.unit(),
                gen.agreement(),
                Optional.of(errors.map(e -> 1.5 * e)));
        return new Spectrum(page.name(), page.label(), page.unit(), bare);
    }

    private Shifts shifts(ObservablePage page) {
        Numbers relative = page.gen().unfolded().relativeErrors();
        return new Shifts(
                page.name(),
                page.label(),
                page.unit(),
                page.gen().unfolded().edges(),
                relative,
                List.of(
                        new Shift("Sherpa", relative.map(r -> 0.4 * r * random.nextGaussian())),
                        new Shift("Herwig", relative.map(r -> 0.6 * r * random.nextGaussian()))));
    }

    private Coverage coverage(ObservablePage page) {
        Numbers edges = page.gen().unfolded().edges();
        return new Coverage(
                page.name(),
                page.label(),
                page.unit(),
                edges,
                1000,
                List.of(interval(edges, 0.6827, 0.015), interval(edges, 0.95, 0.007)));
    }

    private Interval interval(Numbers edges, double nominal, double spread) {
        return new Interval(
                nominal,
                Numbers.tabulate(edges.size() - 1, i -> Math.min(1, nominal + spread * random.nextGaussian())));
    }
}
