package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import unfurl.report.Nuisance.Prior;
import unfurl.report.Nuisances.Check;
import unfurl.report.Nuisances.Convergence;
import unfurl.report.Nuisances.Start;
import unfurl.report.Profiled.Impact;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Range;

/// The invented report with uncertainties as if it came from a profile fit of invented nuisances.
final class FakeNuisances {
    private static final int ITERATIONS = 10;

    /// A nuisance, where its fit starts and ends, and how far it moves a bin.
    private record Invented(
            String name, String label, double start, double end, double error, Optional<Prior> prior, double impact) {}

    private static final List<Invented> FEW = List.of(
            new Invented("trackEff", "Track efficiency", 0, 0.62, 0.31, gaussian(), 0.02),
            new Invented("muCal", "Muon calibration", 0, -1.31, 0.92, gaussian(), 0.006),
            new Invented("scale", "\\alpha_{s}", 1, 1.324, 0.051, Optional.of(Prior.flat(0.5, 3)), 0.03),
            new Invented("a_b <c>", "a\\_b <c>", 0, 2.94, 0.12, Optional.empty(), 0.001));

    private final Random random = new Random(13);
    private final List<Invented> invented;

    private FakeNuisances(List<Invented> invented) {
        this.invented = invented;
    }

    static Report report() {
        return new FakeNuisances(FEW).of(FakeUncertainties.report());
    }

    static Report withoutTruth() {
        return new FakeNuisances(FEW).of(FakeUncertainties.withoutTruth());
    }

    /// More than find room in one figure.
    static Report many() {
        var random = new Random(17);
        var many = new ArrayList<Invented>();
        for (int i = 1; i <= 34; i++) {
            double error = 0.2 + 0.8 * random.nextDouble();
            many.add(new Invented(
                    "np" + i,
                    "Nuisance " + i,
                    0,
                    random.nextGaussian(),
                    error,
                    gaussian(),
                    0.02 * random.nextDouble()));
        }
        return new FakeNuisances(many).of(FakeReport.withTruth());
    }

    private static Optional<Prior> gaussian() {
        return Optional.of(Prior.gaussian(0, 1));
    }

    private Report of(Report plain) {
        List<ObservablePage> pages = plain.observables().stream()
                .map(page -> page.with(profiled(page)))
                .toList();
        return new Report(
                        plain.title(),
                        plain.headline(),
                        pages,
                        plain.recoOnly(),
                        plain.diagnostics(),
                        plain.ledger(),
                        plain.notices(),
                        plain.provenance(),
                        plain.uncertainties())
                .with(nuisances());
    }

    private Nuisances nuisances() {
        List<Nuisance> fitted = invented.stream().map(this::nuisance).toList();
        return new Nuisances(
                fitted,
                Optional.of(correlation(fitted.size())),
                List.of(start(2, ITERATIONS + 1), start(-2, ITERATIONS + 1), start(-1, ITERATIONS + 1)),
                Optional.of(new Convergence(0.23, "track efficiency up & muon calibration <down>.", true)),
                List.of(
                        new Check("trackEff", "closure of the sample up, χ²/ndf", "1.08", "≤ 1.5", Verdict.PASSED),
                        new Check("muCal", "AUC after reweighting <down>", "0.534", "0.49 … 0.51", Verdict.FAILED)));
    }

    private Nuisance nuisance(Invented one) {
        return new Nuisance(
                one.name(),
                one.label(),
                trajectory(one, one.start(), ITERATIONS + 1),
                one.end(),
                one.error(),
                Optional.of(new Range(one.end() - 0.95 * one.error(), Math.min(3, one.end() + 1.1 * one.error()))),
                one.start() == 1 ? new Range(0.5, 3) : new Range(-3, 3),
                one.prior(),
                one.prior()
                        .flatMap(p -> p.width().isPresent() ? Optional.of(1.4 * one.error()) : Optional.empty())
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()));
    }

    /// An approach of the end by the same factor each iteration.
    private static Numbers trajectory(Invented one, double start, int values) {
        return Numbers.tabulate(
                values,
                i -> i == values - 1
                        ? one.end() + 0.05 * one.error()
                        : one.end() + (start - one.end()) * Math.pow(0.55, i));
    }

    private Start start(double shift, int values) {
        return new Start(invented.stream()
                .map(one -> trajectory(one, one.start() + shift * (one.start() == 1 ? 0.24 : 1), values))
                .toList());
    }

    private static Numbers correlation(int n) {
        return Numbers.tabulate(n * n, i -> i / n == i % n ? 1 : Math.pow(-0.6, Math.abs(i / n - i % n)));
    }

    private Profiled profiled(ObservablePage page) {
        Numbers values = page.gen().unfolded().values();
        int bins = values.size();
        var impacts = new ArrayList<Impact>();
        for (Invented one : invented) {
            double slope = 2 * random.nextDouble() - 1;
            Numbers up = Numbers.tabulate(bins, i -> one.impact() * (0.3 + slope * (2.0 * i / bins - 1)));
            Numbers correlation = Numbers.tabulate(bins, i -> Math.tanh(60 * up.get(i)));
            impacts.add(new Impact(one.name(), one.label(), up, up.map(u -> -0.9 * u), Optional.of(correlation)));
        }
        Numbers without = Numbers.tabulate(bins, i -> values.get(i) * (1.04 - 0.08 * i / bins));
        return new Profiled(impacts, Optional.of(without));
    }
}
