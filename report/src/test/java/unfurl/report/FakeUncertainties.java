package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import unfurl.report.Breakdown.Kind;
import unfurl.report.Breakdown.Source;
import unfurl.report.figure.Numbers;

/// The invented report with invented uncertainties: sources of several sizes and shapes, a joint map,
/// p-values, replicas.
final class FakeUncertainties {
    /// A source and its size in the middle of an observable.
    private record Invented(String name, String label, Kind kind, double size) {}

    private static final List<Invented> SOURCES = List.of(
            new Invented("bootstrap_data", "Data statistics", Kind.STATISTICAL, 0.012),
            new Invented("bootstrap_mc", "Simulation statistics", Kind.STATISTICAL, 0.009),
            new Invented("ensemble", "Networks", Kind.STATISTICAL, 0.006),
            new Invented("trackEff", "Track efficiency", Kind.SYSTEMATIC, 0.022),
            new Invented("muEff", "Muon efficiency", Kind.SYSTEMATIC, 0.008),
            new Invented("muCal", "Muon calibration", Kind.SYSTEMATIC, 0.006),
            new Invented("generator", "Second generator", Kind.SYSTEMATIC, 0.014),
            new Invented("pileup", "Pile-up", Kind.SYSTEMATIC, 0.0006),
            new Invented("background", "Background", Kind.SYSTEMATIC, 0.0008),
            new Invented("lumi", "Luminosity", Kind.SYSTEMATIC, 0.017),
            new Invented("trackFake", "Fake tracks", Kind.SYSTEMATIC, 0.0005),
            new Invented("theoryPDF", "PDF", Kind.SYSTEMATIC, 0.0004),
            new Invented("theoryAlphaS", "\\alpha_{s}", Kind.SYSTEMATIC, 0.0007));

    private final Random random = new Random(11);

    static Report report() {
        return new FakeUncertainties().of(FakeReport.withTruth());
    }

    static Report withoutTruth() {
        return new FakeUncertainties().of(FakeReport.withoutTruth());
    }

    private Report of(Report plain) {
        List<ObservablePage> pages =
                plain.observables().stream().map(this::page).toList();
        return new Report(
                plain.title(),
                plain.headline(),
                pages,
                List.of(),
                plain.diagnostics(),
                plain.ledger(),
                plain.notices(),
                plain.provenance(),
                new Uncertainties(
                        List.of(joint(pages.subList(0, 4)), joint(pages)),
                        List.of(compatibility("Sherpa 2.2.11 <NLO>", pages), compatibility("Powheg + Pythia", pages)),
                        pages.stream().map(BinRules::of).toList(),
                        Optional.of(choice()),
                        replicas()));
    }

    private ObservablePage page(ObservablePage page) {
        Numbers edges = page.gen().unfolded().edges();
        int bins = edges.size() - 1;
        var sources = new ArrayList<Source>();
        Numbers stat = page.gen().unfolded().relativeErrors();
        for (Invented one : SOURCES) {
            boolean statistical = one.kind() == Kind.STATISTICAL;
            double size = one.size() * (0.7 + 0.6 * random.nextDouble());
            double slope = random.nextDouble() - 0.5;
            Numbers relative = Numbers.tabulate(
                    bins,
                    i -> statistical ? size / 0.02 * stat.get(i) : size * (1 + 1.6 * slope * (2.0 * i / bins - 1)));
            sources.add(new Source(one.name(), one.label(), one.kind(), relative));
        }
        Numbers total =
                sources.stream().map(Source::relative).reduce(Numbers::hypot).orElseThrow();
        Numbers values = page.gen().unfolded().values();
        GenLevel gen = page.gen().withTotalErrors(Numbers.tabulate(bins, i -> values.get(i) * total.get(i)));
        var with = new ObservablePage(page.name(), page.label(), page.unit(), page.reco(), gen);
        return with.with(new Breakdown(edges, sources, total), correlations(bins));
    }

    /// Of random vectors with a common and a smooth part: positive semi-definite by construction.
    private Numbers correlations(int bins) {
        int replicas = 30;
        double[][] moves = new double[replicas][bins];
        for (double[] move : moves) {
            double common = 0.5 * random.nextGaussian();
            double slope = random.nextGaussian();
            for (int i = 0; i < bins; i++) {
                move[i] = common + slope * (2.0 * (i % 25) / Math.min(bins, 25) - 1) + 0.4 * random.nextGaussian();
            }
        }
        double[] values = new double[bins * bins];
        for (int i = 0; i < bins; i++) {
            for (int j = 0; j < bins; j++) {
                values[i * bins + j] = i == j ? 1 : dot(moves, i, j) / Math.sqrt(dot(moves, i, i) * dot(moves, j, j));
            }
        }
        return Numbers.of(values);
    }

    private static double dot(double[][] moves, int i, int j) {
        double sum = 0;
        for (double[] move : moves) {
            sum += move[i] * move[j];
        }
        return sum;
    }

    private Correlation joint(List<ObservablePage> pages) {
        var blocks = pages.stream()
                .map(page -> new Correlation.Block(page.name(), page.label(), page.unit(), Numbers.edges(10, 0, 1)))
                .toList();
        return new Correlation(blocks, correlations(10 * pages.size()));
    }

    private Compatibility compatibility(String prediction, List<ObservablePage> pages) {
        var rows = new ArrayList<Compatibility.Row>();
        for (ObservablePage page : pages) {
            double p = Math.pow(random.nextDouble(), 3);
            double chiSquare = 10 - 8 * Math.log10(Math.max(p, 1e-9));
            rows.add(new Compatibility.Row(
                    page.label(),
                    false,
                    chiSquare,
                    25,
                    p,
                    OptionalDouble.of(Math.sqrt(p)),
                    "as from 47 replicas",
                    List.of("generator"),
                    Optional.of(
                            new Compatibility.BottomLine(chiSquare + 1, chiSquare, Verdict.PASSED, "as it should"))));
        }
        rows.add(new Compatibility.Row(
                "jointly, 24 observables",
                true,
                391.2,
                49,
                3.2e-8,
                OptionalDouble.empty(),
                "as from 47 replicas, bins merged into 49",
                List.of("generator", "closure"),
                Optional.of(
                        new Compatibility.BottomLine(310, 391.2, Verdict.FAILED, "χ² grows from 310 to 391 & more"))));
        return new Compatibility(prediction, Compatibility.Kind.SHAPES, false, rows);
    }

    private static IterationChoice choice() {
        return new IterationChoice(
                Numbers.of(14, 3.4, 1.2, 0.7, 0.62, 0.6, 0.58),
                Numbers.of(31, 9, 3.2, 1.4, 0.8, 0.5, 0.4),
                1,
                4,
                "The first iteration whose mean bias² over the toys is below the variance.");
    }

    private static List<ReplicaGroup> replicas() {
        var template = new ReplicaGroup.Template(
                "trackEff up",
                OptionalDouble.of(1.08),
                OptionalDouble.of(182_334),
                OptionalDouble.of(0.5021),
                "closure, N_eff and AUC are within their bounds");
        var plain = new ReplicaGroup.Template(
                "trackFake up",
                OptionalDouble.of(0.97),
                OptionalDouble.of(9120),
                OptionalDouble.empty(),
                "closure and N_eff are within their bounds");
        var retry = new ReplicaGroup.Retry("bootstrap data 17", 2, "loss is not finite in step 1 <b>");
        var twice = new ReplicaGroup.Retry("bootstrap data 21", 3, "the ratio collapsed in step 2");
        return List.of(
                new ReplicaGroup("ensemble", "networks with other seeds", 16, List.of(), List.of()),
                new ReplicaGroup("bootstrap data", "bootstrap of the data", 25, List.of(retry, twice), List.of()),
                new ReplicaGroup("trackEff", "systematic, up and down", 2, List.of(), List.of(template, plain)));
    }
}
