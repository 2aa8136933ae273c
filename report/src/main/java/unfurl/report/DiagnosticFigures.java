package unfurl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import unfurl.report.FigureSet.Named;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws how the unfolding went: losses, weights, movement from iteration to iteration.
final class DiagnosticFigures {
    /// With more iterations than this only the first and the last stand in the legend.
    private static final int LISTED = 6;

    private final Report report;

    DiagnosticFigures(Report report) {
        this.report = report;
    }

    /// One figure a step, with a pair of curves for each iteration.
    List<Named> training() {
        var figures = new ArrayList<Named>();
        grouped(report.diagnostics().training(), LossCurve::step).forEach((step, curves) -> {
            var layers = new ArrayList<Layer>();
            for (LossCurve curve : curves) {
                Numbers epochs = Numbers.tabulate(curve.training().size(), i -> i + 1);
                Ink ink = ink(curve.iteration(), curves.getLast().iteration());
                layers.add(new Layer.Curve(epochs, curve.training(), Pen.dashed(ink, 1), false, ""));
                String legend = legend(curve.iteration(), curves.getLast().iteration());
                layers.add(new Layer.Curve(epochs, curve.validation(), Pen.solid(ink, 1.5), false, legend));
                layers.add(best(curve, ink));
            }
            Panel panel = new Panel(Axis.linear("Loss"), layers, 1);
            String caption = "Loss of %s; the dot is the state that was kept"
                    .formatted(curves.getFirst().title());
            figures.add(named(
                    "training-" + step.replace(" ", ""),
                    caption,
                    Axis.whole("Epoch"),
                    panel,
                    Label.quote(step) + ": validation (line), training (dashed)"));
        });
        return figures;
    }

    /// One figure a kind of weight, with a histogram for each iteration.
    List<Named> weights() {
        var figures = new ArrayList<Named>();
        grouped(report.diagnostics().weights(), WeightSpectrum::name).forEach((name, spectra) -> {
            var layers = new ArrayList<Layer>();
            for (WeightSpectrum spectrum : spectra) {
                int last = spectra.getLast().iteration();
                Pen pen = Pen.solid(ink(spectrum.iteration(), last), 1.4);
                String legend = legend(spectrum.iteration(), last);
                layers.add(new Layer.Steps(spectrum.edges(), spectrum.counts(), pen, legend));
            }
            Panel panel = new Panel(Axis.log("Events"), layers, 1);
            Axis x = Axis.log("Weight");
            figures.add(named(
                    "weights-" + name,
                    "Distribution of the %s weights".formatted(name),
                    x,
                    panel,
                    Label.quote(name) + " weights"));
        });
        return figures;
    }

    /// Change from iteration to iteration, and distance from the truth where there is one.
    List<Named> convergence() {
        var traces = report.diagnostics().convergence();
        var figures = new ArrayList<Named>();
        if (!traces.isEmpty()) {
            figures.add(lines(
                    "convergence-change",
                    "Change from the iteration before, each observable and their mean",
                    traces.stream().map(Trace::change).toList(),
                    1));
        }
        List<Numbers> distances =
                traces.stream().map(Trace::distance).filter(d -> d.size() > 0).toList();
        if (!distances.isEmpty()) {
            figures.add(lines("convergence-truth", "Distance from the truth; iteration 0 is the prior", distances, 0));
        }
        return figures;
    }

    private Named lines(String file, String caption, List<Numbers> traces, int first) {
        var layers = new ArrayList<Layer>();
        int longest = traces.stream().mapToInt(Numbers::size).max().orElse(0);
        Numbers iterations = Numbers.tabulate(longest, i -> first + i);
        for (Numbers trace : traces) {
            Numbers x = Numbers.tabulate(trace.size(), i -> first + i);
            String legend = layers.isEmpty() ? "Observables" : "";
            layers.add(new Layer.Curve(x, trace, Pen.solid(Ink.BLUE.fade(0.45), 1), false, legend));
        }
        Numbers mean = Numbers.tabulate(
                longest,
                i -> traces.stream()
                        .filter(trace -> trace.size() > i)
                        .mapToDouble(trace -> trace.get(i))
                        .average()
                        .orElse(Double.NaN));
        layers.add(new Layer.Curve(iterations, mean, Pen.solid(Ink.RED, 2), true, "Mean"));
        Panel panel = new Panel(Axis.log("Triangular discr. × 10^{3}"), layers, 1);
        Axis x = Axis.whole("Iteration").over(first - 0.2, first + longest - 0.8);
        return named(file, caption, x, panel, "");
    }

    private static Layer best(LossCurve curve, Ink ink) {
        int at = Math.clamp(curve.best() - 1, 0, Math.max(0, curve.validation().size() - 1));
        boolean any = curve.validation().size() > 0;
        Numbers x = any ? Numbers.of(at + 1) : Numbers.of();
        Numbers y = any ? Numbers.of(curve.validation().get(at)) : Numbers.of();
        return new Layer.Curve(x, y, Pen.solid(ink, 1.5), true, "");
    }

    private Named named(String file, String caption, Axis x, Panel panel, String right) {
        var figure = new Figure(caption, report.title().left(), right, x, List.of(panel), Figure.Size.LOW);
        return new Named(FigureSet.fileName(file), caption, figure);
    }

    private static Ink ink(int iteration, int last) {
        return Ink.inOrder(last <= 1 ? 1 : (iteration - 1) / (last - 1.0));
    }

    private static String legend(int iteration, int last) {
        boolean listed = last <= LISTED || iteration == 1 || iteration == last;
        return listed ? "Iteration " + iteration : "";
    }

    private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> key) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        for (T one : all) {
            groups.computeIfAbsent(key.apply(one), k -> new ArrayList<>()).add(one);
        }
        return groups;
    }
}
