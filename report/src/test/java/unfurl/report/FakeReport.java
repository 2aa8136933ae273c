package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import unfurl.report.GenLevel.Quantity;
import unfurl.report.Notice.Severity;
import unfurl.report.figure.Numbers;

/// A report of invented numbers with the shapes of Z+jets: falling, flat, bell-shaped, whole numbers, a spike at
/// zero.
final class FakeReport {
    private static final double[] PT_EDGES = {200, 220, 240, 260, 280, 300, 330, 360, 400, 450, 500, 600, 700, 850, 1000
    };
    private final Random random = new Random(7);
    private final boolean truth;

    private FakeReport(boolean truth) {
        this.truth = truth;
    }

    static Report withTruth() {
        return new FakeReport(true).report();
    }

    static Report withoutTruth() {
        return new FakeReport(false).report();
    }

    private Report report() {
        var pages = new ArrayList<ObservablePage>();
        Numbers pt = Numbers.of(PT_EDGES);
        pages.add(page("pT_ll", "p_{T}^{\\ell\\ell}", "GeV", pt, x -> Math.exp(-(x - 200) / 70), 1e5));
        for (int i = 1; i <= 2; i++) {
            Numbers edges = Numbers.edges(25, 25, i == 1 ? 600 : 350);
            double scale = i == 1 ? 90 : 50;
            pages.add(page("pT_l" + i, "p_{T}^{\\ell" + i + "}", "GeV", edges, falling(scale), 1e5));
        }
        for (int i = 1; i <= 2; i++) {
            pages.add(page("eta_l" + i, "\\eta_{\\ell" + i + "}", "", Numbers.edges(25, -2.5, 2.5), bell(0, 1.3), 1e5));
        }
        for (int i = 1; i <= 2; i++) {
            Numbers edges = Numbers.edges(25, -Math.PI, Math.PI);
            pages.add(page("phi_l" + i, "\\phi_{\\ell" + i + "}", "rad", edges, x -> 1, 1e5));
        }
        pages.add(page("y_ll", "y_{\\ell\\ell}", "", Numbers.edges(25, -2.4, 2.4), bell(0, 1), 1e5));
        for (int i = 1; i <= 2; i++) {
            jet(pages, i);
        }
        return new Report(
                new Title(
                        "Z + jets, 24 observables",
                        "Invented numbers in the shape of Z(→μμ) + jets at 13 TeV, unfolded together with OmniFold.",
                        "**Unfurl** Simulation",
                        "√*s* = 13 TeV, 93.5 fb^{-1}"),
                headline(),
                pages,
                new Diagnostics(training(), weights(), convergence(pages)),
                ledger(),
                notices(),
                provenance());
    }

    private void jet(List<ObservablePage> pages, int i) {
        String jet = "trackj" + i;
        String above = "^{jet " + i + "}";
        double fewer = i == 1 ? 1e5 : 4e4;
        pages.add(page("pT_" + jet, "p_{T}" + above, "GeV", Numbers.edges(25, 0, 500), falling(80), fewer));
        pages.add(page("y_" + jet, "y" + above, "", Numbers.edges(25, -2.1, 2.1), bell(0, 1.1), fewer));
        pages.add(page("phi_" + jet, "\\phi" + above, "rad", Numbers.edges(25, -Math.PI, Math.PI), x -> 1, fewer));
        pages.add(page("m_" + jet, "m" + above, "GeV", Numbers.edges(25, 0, 70), x -> x * Math.exp(-x / 9), fewer));
        for (int n = 1; n <= 3; n++) {
            double centre = 0.35 / n;
            DoubleUnaryOperator shape =
                    x -> (x < centre / 12 ? 6 : 0) + bell(centre, centre / 2.2).applyAsDouble(x);
            pages.add(page(
                    "tau" + n + "_" + jet,
                    "\\tau_{" + n + "}" + above,
                    "",
                    Numbers.edges(25, 0, 2.6 * centre),
                    shape,
                    fewer));
        }
        pages.add(
                page("Ntracks_" + jet, "N_{tracks}" + above, "", Numbers.edges(40, -0.5, 39.5), bell(14, 6.5), fewer));
    }

    private static DoubleUnaryOperator falling(double scale) {
        return x -> x / scale * Math.exp(-x / scale);
    }

    private static DoubleUnaryOperator bell(double centre, double width) {
        return x -> Math.exp(-Math.pow((x - centre) / width, 2) / 2);
    }

    private ObservablePage page(
            String name, String label, String unit, Numbers edges, DoubleUnaryOperator shape, double n) {
        int bins = edges.size() - 1;
        Numbers raw = Numbers.tabulate(
                bins,
                i -> (edges.get(i + 1) - edges.get(i)) * shape.applyAsDouble((edges.get(i) + edges.get(i + 1)) / 2));
        Numbers simulation = raw.map(x -> n * x / raw.sum());
        double slope = 0.25 * random.nextGaussian();
        Numbers nature = Numbers.tabulate(bins, i -> simulation.get(i) * (1.03 + slope * (i / (bins - 1.0) - 0.4)));
        Numbers background = simulation.map(x -> 0.04 * x);
        Numbers data = nature.plus(background).map(this::fluctuate);
        Numbers folded = nature.map(x -> x * (1 + 0.008 * random.nextGaussian()));
        var reco = new RecoLevel(
                new Binned(edges, data, data.map(Math::sqrt)),
                new Binned(edges, simulation, simulation.map(x -> 0.5 * Math.sqrt(x))),
                Optional.of(Binned.exact(edges, background)),
                Optional.of(new Binned(edges, folded, folded.map(x -> 0.5 * Math.sqrt(x)))),
                Optional.of(
                        new Agreement(8 * slope * slope + 0.4, 0.12, OptionalDouble.empty(), OptionalDouble.of(0.41))));
        return new ObservablePage(name, label, unit, Optional.of(reco), gen(edges, simulation, nature, slope));
    }

    private GenLevel gen(Numbers edges, Numbers simulation, Numbers nature, double slope) {
        Numbers prior = simulation.map(x -> 1.3 * x / 93.5);
        Numbers target = nature.map(x -> 1.3 * x / 93.5);
        Numbers errors = target.map(x -> 1.4 * Math.sqrt(x / 93.5));
        Numbers unfolded =
                Numbers.tabulate(target.size(), i -> target.get(i) + 0.8 * errors.get(i) * random.nextGaussian());
        var agreement = new Agreement(
                8 * slope * slope + 0.4,
                0.3 + 0.2 * random.nextDouble(),
                OptionalDouble.of(0.21),
                OptionalDouble.of(random.nextDouble()));
        return new GenLevel(
                new Binned(edges, unfolded, errors),
                Binned.exact(edges, prior),
                truth ? Optional.of(new Binned(edges, target, errors.map(x -> 0.6 * x))) : Optional.empty(),
                simulation.map(x -> 1.6 * x),
                Quantity.CROSS_SECTION,
                "fb",
                truth ? Optional.of(agreement) : Optional.empty());
    }

    private double fluctuate(double mean) {
        return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private static List<Fact> headline() {
        return List.of(
                new Fact("data events", "106 262"),
                new Fact("simulated events", "300 000"),
                new Fact("observables", "24, together"),
                new Fact("iterations", "5"),
                new Fact("fiducial cross section", "1 412 ± 6 fb"),
                new Fact("wall time", "2 min 31 s"));
    }

    private List<LossCurve> training() {
        var curves = new ArrayList<LossCurve>();
        for (int iteration = 1; iteration <= 5; iteration++) {
            for (String step : List.of("step 1", "step 1b", "step 2", "step 2b")) {
                double floor = 0.69 - 0.004 * iteration;
                int epochs = 22 + random.nextInt(20);
                Numbers training = Numbers.tabulate(epochs, i -> floor - 2e-5 * i + 0.004 * Math.exp(-i / 4.0));
                Numbers validation = Numbers.tabulate(
                        epochs,
                        i -> floor
                                + 2e-4
                                + 0.004 * Math.exp(-i / 4.0)
                                + 1e-5 * Math.max(0, i - 15)
                                + 3e-5 * random.nextGaussian());
                curves.add(new LossCurve(step, 2, iteration, training, validation, epochs - 10));
            }
        }
        return curves;
    }

    private List<WeightSpectrum> weights() {
        Numbers edges = Numbers.tabulate(61, i -> Math.pow(10, -1.5 + i * 0.05));
        var spectra = new ArrayList<WeightSpectrum>();
        for (String name : List.of("pull", "push")) {
            for (int iteration = 1; iteration <= 5; iteration++) {
                double width = 1.5 + 0.6 * iteration;
                Numbers counts =
                        Numbers.tabulate(60, i -> Math.rint(4e4 * Math.exp(-Math.pow((i - 29.5) / width, 2) / 2)));
                spectra.add(
                        new WeightSpectrum(name, iteration, edges, counts, 150_000 - 4000 * iteration, 1.02, 0.2, 4.7));
            }
        }
        return spectra;
    }

    private List<Trace> convergence(List<ObservablePage> pages) {
        var traces = new ArrayList<Trace>();
        for (ObservablePage page : pages) {
            double start = 1 + 6 * random.nextDouble();
            Numbers change = Numbers.tabulate(5, i -> start * Math.pow(0.25, i) * (0.8 + 0.4 * random.nextDouble()));
            Numbers distance = Numbers.tabulate(6, i -> 0.3 + start * Math.pow(0.3, i));
            traces.add(new Trace(page.name(), change, truth ? distance : Numbers.of()));
        }
        return traces;
    }

    private static List<LedgerRow> ledger() {
        return List.of(
                new LedgerRow("data, passReco", 106262, 106262, "93.505 fb⁻¹"),
                new LedgerRow("background", 4071.3, 12500, "subtracted as negative weights"),
                new LedgerRow("simulation, gen", 127010.7, 157387, "scaled by 0.67270 = 93.505/139"),
                new LedgerRow("  of which misses", 20311.4, 25170, ""),
                new LedgerRow("unfolded, gen", 132033.2, 157387, "after iteration 5"));
    }

    private static List<Notice> notices() {
        return List.of(
                Notice.of(Severity.NOTE, "rows of data that fail passReco", 90800),
                Notice.of(Severity.WARNING, "ratios clipped at 1000 in step 1 of iteration 1 <b>&\"x\"</b>", 3));
    }

    private static Provenance provenance() {
        String digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        return new Provenance(
                List.of(
                        new Provenance.Input("data", "data_reco.parquet", 197062, digest),
                        new Provenance.Input("simulation", "mc.parquet", 300000, digest)),
                List.of(new Fact("seed", "1"), new Fact("Unfurl", "0.1.0"), new Fact("Java", "25.0.3")),
                "study: zjets\ndata: {file: data.parquet}  # <raw> & \"quoted\"\nmethod: {name: omnifold, iterations: 5}\n",
                "@article{Andreassen:2019cjw,\n  title = {OmniFold},\n  eprint = {1911.09107}\n}\n");
    }
}
