package unfurl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.report.Evidence.Coverage;
import unfurl.report.Evidence.Interval;
import unfurl.report.Evidence.Shift;
import unfurl.report.Evidence.Shifts;
import unfurl.report.Evidence.Size;
import unfurl.report.Evidence.Sizes;
import unfurl.report.Evidence.Spectrum;
import unfurl.report.FigureSet.Named;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Layer.Fill;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws the evidence of tests of the method.
final class ValidationFigures {
    private static final Ink ERROR = new Ink(0x6a6a70, 1);
    private static final Ink ALLOWED = new Ink(0xdcdde2, 1);
    private static final Pen ZERO = Pen.dashed(Ink.BLACK, 0.8);
    private static final Pen NOMINAL = Pen.solid(Ink.RED, 1.4);
    private static final List<Ink> SHIFTS = List.of(Ink.RED, Ink.BLUE, Ink.ORANGE, Ink.PURPLE, Ink.VIOLET);

    /// So many sizes find room in a figure.
    private static final int ROOM = 26;

    private static final Figure.Size WIDE = new Figure.Size(600, 440, false);

    private final Title title;

    ValidationFigures(Title title) {
        this.title = title;
    }

    /// The figures of a kind of tests: spectra, shifts and coverages one each, sizes of one measure together.
    List<Named> of(Kind kind, List<ValidationTest> tests) {
        var figures = new ArrayList<Named>();
        Map<String, List<Size>> sizes = new LinkedHashMap<>();
        for (ValidationTest test : tests) {
            if (test.kind() == kind) {
                for (Evidence evidence : test.evidence()) {
                    if (evidence instanceof Sizes some) {
                        sizes.computeIfAbsent(some.measure(), m -> new ArrayList<>())
                                .addAll(some.sizes());
                    } else {
                        figures.add(one(test, evidence));
                    }
                }
            }
        }
        var all = new ArrayList<Named>();
        sizes.forEach((measure, some) -> {
            for (int from = 0; from < some.size(); from += ROOM) {
                List<Size> part = some.subList(from, Math.min(some.size(), from + ROOM));
                all.add(new Named(kind.anchor() + "-sizes", "sizes injected and recovered", sizes(measure, part)));
            }
        });
        all.addAll(figures);
        return all;
    }

    private Named one(ValidationTest test, Evidence evidence) {
        return switch (evidence) {
            case Spectrum s -> named(test, s.name(), "truth, unfolded result and prior", spectrum(s));
            case Shifts s -> named(test, s.name(), "change of the result against its uncertainty", shifts(s));
            case Coverage c -> named(test, c.name(), "how often the intervals held the truth", coverage(c));
            case Sizes s -> named(test, "sizes", "sizes injected and recovered", sizes(s.measure(), s.sizes()));
        };
    }

    private static Named named(ValidationTest test, String observable, String what, Figure figure) {
        String file = FigureSet.fileName(test.kind().anchor() + "-" + observable);
        return new Named(file, test.name() + ": " + what, figure);
    }

    private Figure spectrum(Spectrum spectrum) {
        var page = new ObservablePage(
                spectrum.name(), spectrum.label(), spectrum.unit(), Optional.empty(), spectrum.gen());
        return new ObservableFigures(title).gen(page, ObservableFigures.Legend.OF_TEST);
    }

    /// Injected sizes as lines, recovered ones as points; below, their ratio.
    private Figure sizes(String measure, List<Size> sizes) {
        int n = sizes.size();
        Numbers edges = Numbers.edges(n, 0, n);
        Numbers injected = Numbers.tabulate(n, i -> sizes.get(i).injected());
        var main = new ArrayList<Layer>();
        main.add(new Layer.Level(0, ZERO));
        for (int i = 0; i < n; i++) {
            main.add(new Layer.Steps(Numbers.of(i, i + 1), Numbers.of(injected.get(i)), NOMINAL, "Injected"));
        }
        Numbers recovered = Numbers.tabulate(n, i -> sizes.get(i).recovered());
        Numbers errors = Numbers.tabulate(n, i -> sizes.get(i).error());
        var marks = new ArrayList<Axis.Mark>();
        for (int i = 0; i < n; i++) {
            marks.add(new Axis.Mark(i + 0.5, sizes.get(i).label()));
        }
        main.add(new Layer.Points(edges, recovered, errors, Ink.BLACK, "Recovered"));
        List<Layer> ratio = List.of(
                new Layer.Level(1, NOMINAL),
                new Layer.Points(edges, recovered.over(injected), errors.over(injected.map(Math::abs)), Ink.BLACK, ""));
        var panels =
                List.of(new Panel(Axis.linear(measure), main, 1.6), new Panel(Axis.ratio("Rec. / inj."), ratio, 1));
        String what = "Sizes injected and recovered: " + Label.parse(measure).plain();
        return new Figure(
                what, title.left(), title.right(), Axis.names("", marks), panels, n > 8 ? WIDE : Figure.Size.COLUMN);
    }

    /// A line for each changed result over the band of the uncertainty.
    private Figure shifts(Shifts shifts) {
        Numbers uncertainty = shifts.uncertainty().map(u -> 100 * u);
        var layers = new ArrayList<Layer>();
        layers.add(new Layer.Band(
                shifts.edges(), uncertainty.map(u -> -u), uncertainty, Fill.HATCHED, ERROR, "Uncertainty"));
        layers.add(new Layer.Level(0, ZERO));
        for (int i = 0; i < shifts.shifts().size(); i++) {
            Shift shift = shifts.shifts().get(i);
            Ink ink = SHIFTS.get(i % SHIFTS.size());
            Pen pen = i < SHIFTS.size() ? Pen.solid(ink, 1.7) : Pen.dashed(ink, 1.7);
            layers.add(new Layer.Steps(shifts.edges(), shift.relative().map(r -> 100 * r), pen, shift.label()));
        }
        var panel = new Panel(Axis.linear("Change of the result [%]"), layers, 1);
        String what = "Changes of " + Label.parse(shifts.label()).plain() + " against its uncertainty";
        Axis x = axis(shifts.label(), shifts.unit());
        return new Figure(what, title.left(), title.right(), x, List.of(panel), Figure.Size.LOW);
    }

    /// A panel for each probability: the share of toys with its binomial error, and the probability
    /// promised with the error that so many toys allow.
    private Figure coverage(Coverage coverage) {
        var panels = new ArrayList<Panel>();
        for (Interval interval : coverage.intervals()) {
            panels.add(panel(coverage, interval, panels.isEmpty()));
        }
        String what = "Coverage of the intervals of %s in %d toys"
                .formatted(Label.parse(coverage.label()).plain(), coverage.toys());
        Axis x = axis(coverage.label(), coverage.unit());
        return new Figure(what, title.left(), title.right(), x, panels, Figure.Size.COLUMN);
    }

    private static Panel panel(Coverage coverage, Interval interval, boolean first) {
        int toys = coverage.toys();
        Numbers covered = interval.covered();
        Numbers errors = covered.map(share -> binomialError(share, toys));
        double nominal = interval.nominal();
        double allowed = Math.sqrt(nominal * (1 - nominal) / toys);
        Numbers flat = covered.map(share -> nominal);
        List<Layer> layers = List.of(
                new Layer.Band(
                        coverage.edges(),
                        flat.map(p -> p - allowed),
                        flat.map(p -> p + allowed),
                        Fill.PLAIN,
                        ALLOWED,
                        first ? "Promised ±1σ" : ""),
                new Layer.Level(nominal, NOMINAL),
                new Layer.Points(
                        coverage.edges(), covered, errors, Ink.BLACK, first ? "Covered, %d toys".formatted(toys) : ""));
        double farthest = 3 * allowed;
        for (int i = 0; i < covered.size(); i++) {
            double reach = Math.abs(covered.get(i) - nominal) + errors.get(i);
            farthest = Math.max(farthest, Double.isFinite(reach) ? reach : 0);
        }
        String label = "%s %% interval".formatted(Digits.plain(100 * nominal));
        Axis y = Axis.linear(label).over(nominal - 1.1 * farthest, nominal + (first ? 1.9 : 1.1) * farthest);
        return new Panel(y, layers, first ? 1.35 : 1);
    }

    /// The standard deviation of the probability after so many toys, (k + 1)/(n + 2) being its mean: never 0.
    static double binomialError(double share, int toys) {
        double mean = (share * toys + 1) / (toys + 2);
        return Math.sqrt(mean * (1 - mean) / (toys + 3));
    }

    private static Axis axis(String label, String unit) {
        return Axis.linear("{" + label + "}" + (unit.isEmpty() ? "" : " [" + unit + "]"));
    }
}
