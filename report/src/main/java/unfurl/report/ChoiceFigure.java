package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws what the number of iterations was chosen by.
final class ChoiceFigure {
    private static final Pen CHOSEN = Pen.dashed(Ink.RED, 1.6);
    private static final Pen BOUND = Pen.dotted(Ink.BLACK, 1);

    private final Title title;

    ChoiceFigure(Title title) {
        this.title = title;
    }

    /// A panel for what the toys say and one for the change, a line at the iteration chosen.
    Figure of(IterationChoice choice) {
        var panels = new ArrayList<Panel>();
        add(panels, choice, choice.biasOverVariance(), choice.bound(), "Bias^{2} / variance", Ink.BLUE);
        add(panels, choice, choice.changeOverError(), Math.sqrt(choice.bound()), "Change / stat. error", Ink.PURPLE);
        Axis x = Axis.whole("Iteration").over(0.5, choice.iterations() + 0.5);
        Figure.Size size = panels.size() > 1 ? Figure.Size.COLUMN : Figure.Size.LOW;
        String what = "Bias and change by iteration; iteration %d of %d is chosen"
                .formatted(choice.chosen(), choice.iterations());
        return new Figure(what, title.left(), title.right(), x, panels, size);
    }

    private static void add(
            List<Panel> panels, IterationChoice choice, Numbers y, double bound, String label, Ink ink) {
        if (y.size() == 0) {
            return;
        }
        boolean first = panels.isEmpty();
        Numbers x = Numbers.tabulate(y.size(), i -> i + 1);
        Numbers ends = Numbers.of(0.5, choice.iterations() + 0.5);
        String chosen = first ? "Chosen: iteration %d".formatted(choice.chosen()) : "";
        String wanted = "Wanted: below %s".formatted(Digits.plain(bound));
        panels.add(new Panel(
                y.stream().allMatch(value -> value > 0) ? Axis.log(label) : Axis.linear(label),
                List.of(
                        new Layer.Curve(ends, Numbers.of(bound, bound), BOUND, false, wanted),
                        new Layer.Upright(choice.chosen(), CHOSEN, chosen),
                        new Layer.Curve(x, y, Pen.solid(ink, 1.8), true, "")),
                1));
    }
}
