package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.SvgSheet;

/// How the unfolding went: losses, weights, iterations.
final class DiagnosticSections {
    private final Report report;
    private final FigureSet figures;

    DiagnosticSections(Report report, FigureSet figures) {
        this.report = report;
        this.figures = figures;
    }

    String training(SvgSheet sheet) {
        List<LossCurve> curves = report.diagnostics().training();
        if (curves.isEmpty()) {
            return Html.section("training", "Training", "<p class=\"hint\">No network was trained.</p>\n");
        }
        List<List<String>> rows = new ArrayList<>();
        for (LossCurve curve : curves) {
            int last = curve.validation().size();
            boolean known = curve.best() >= 1 && curve.best() <= last;
            rows.add(List.of(
                    Html.escape(curve.title()),
                    Integer.toString(curve.iteration()),
                    Integer.toString(last),
                    Integer.toString(curve.best()),
                    Digits.significant(known ? curve.training().get(curve.best() - 1) : Double.NaN, 6),
                    Digits.significant(known ? curve.validation().get(curve.best() - 1) : Double.NaN, 6)));
        }
        String table = Html.table(
                List.of("step", "iteration", "epochs", "best epoch", "training loss", "validation loss"),
                List.of(false, true, true, true, true, true),
                rows);
        String pictures = Html.figures(figures.startingWith("training-"), sheet);
        return Html.section("training", "Training", pictures + fold("Losses of every fit", table));
    }

    String weights(SvgSheet sheet) {
        List<WeightSpectrum> spectra = report.diagnostics().weights();
        if (spectra.isEmpty()) {
            return Html.section("weights", "Weights", "<p class=\"hint\">No weights were recorded.</p>\n");
        }
        List<List<String>> rows = new ArrayList<>();
        for (WeightSpectrum spectrum : spectra) {
            rows.add(List.of(
                    Html.escape(spectrum.name()),
                    Integer.toString(spectrum.iteration()),
                    Digits.significant(spectrum.nEff(), 4),
                    Digits.significant(spectrum.mean(), 4),
                    Digits.significant(spectrum.smallest(), 3),
                    Digits.significant(spectrum.largest(), 3)));
        }
        String table = Html.table(
                List.of("weights", "iteration", "N<sub>eff</sub>", "mean", "smallest", "largest"),
                List.of(false, true, true, true, true, true),
                rows);
        return Html.section("weights", "Weights", Html.figures(figures.startingWith("weights-"), sheet) + table);
    }

    String convergence(SvgSheet sheet) {
        List<Trace> traces = report.diagnostics().convergence();
        if (traces.isEmpty()) {
            return Html.section("convergence", "Iterations", "<p class=\"hint\">No iterations were recorded.</p>\n");
        }
        String pictures = Html.figures(figures.startingWith("convergence-"), sheet);
        var out = new StringBuilder(pictures);
        out.append("<div class=\"tables\"><div><h3>Change from the iteration before, TD × 10³</h3>\n");
        out.append(heat(traces, traces.stream().map(Trace::change).toList(), 1));
        if (traces.stream().anyMatch(trace -> trace.distance().size() > 0)) {
            out.append("</div>\n<div><h3>Distance from the truth, TD × 10³ (0: prior)</h3>\n");
            out.append(heat(traces, traces.stream().map(Trace::distance).toList(), 0));
        }
        return Html.section(
                "convergence", "Iterations", out.append("</div></div>\n").toString());
    }

    /// A table whose cells are the darker the larger their number, by its logarithm.
    private String heat(List<Trace> traces, List<Numbers> numbers, int first) {
        double most = numbers.stream()
                .flatMapToDouble(Numbers::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        int columns = numbers.stream().mapToInt(Numbers::size).max().orElse(0);
        var heads = new ArrayList<>(List.of("observable"));
        var numeric = new ArrayList<>(List.of(false));
        for (int i = 0; i < columns; i++) {
            heads.add(Integer.toString(first + i));
            numeric.add(true);
        }
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < traces.size(); row++) {
            var cells = new ArrayList<>(List.of(label(traces.get(row).observable())));
            for (int i = 0; i < columns; i++) {
                boolean has = i < numbers.get(row).size();
                cells.add(has ? cell(numbers.get(row).get(i), most) : "–");
            }
            rows.add(cells);
        }
        return Html.table(heads, numeric, rows).replace("<table>", "<table class=\"heat\">");
    }

    private static String cell(double value, double most) {
        double decades = 3;
        double shade = value > 0 && most > 0 ? Math.clamp(1 + Math.log10(value / most) / decades, 0, 1) : 0;
        return "<span style=\"--h:%s%%\">%s</span>".formatted(Math.round(60 * shade), Digits.significant(value, 2));
    }

    private String label(String observable) {
        return report.observables().stream()
                .filter(page -> page.name().equals(observable))
                .findFirst()
                .map(page -> Html.label(page.label()))
                .orElse(Html.escape(observable));
    }

    private static String fold(String summary, String html) {
        return "<details><summary>%s</summary>\n%s</details>\n".formatted(Html.escape(summary), html);
    }
}
