package unfurl.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import unfurl.report.Correlation.Block;
import unfurl.report.Profiled.Impact;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.HeatMap;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws how an observable moves with the nuisances of a profile fit.
final class ImpactFigures {
    /// So many nuisances can be told apart as lines; more are rows of colours.
    private static final int LINES = 6;

    private static final Pen ZERO = Pen.dashed(Ink.BLACK, 0.8);

    private final Title title;

    ImpactFigures(Title title) {
        this.title = title;
    }

    static String caption(List<Impact> impacts) {
        String what =
                "impacts: half of what the result changes between the nuisance one standard deviation up and down, "
                        + "the others fitted anew";
        return what + (impacts.size() > LINES ? "" : "; solid for up, dashed for down");
    }

    /// A pair of lines for each nuisance, the largest first; rows of colours where they are many.
    Figure impacts(ObservablePage page, List<Impact> impacts) {
        String what = "Impacts of the nuisances on %s: %s"
                .formatted(Label.parse(page.label()).plain(), names(impacts));
        if (impacts.size() > LINES) {
            Numbers halves = rows(impacts.stream()
                    .map(i -> i.up().minus(i.down()).map(d -> 50 * d))
                    .toList());
            double largest = halves.map(Math::abs).stream()
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            double end = largest > 0 ? largest : 1;
            return new MatrixFigures(title)
                    .rows(what, labels(impacts), block(page), halves, HeatMap.DIVERGING.over(-end, end), "Impact [%]");
        }
        var layers = new ArrayList<Layer>();
        layers.add(new Layer.Level(0, ZERO));
        Numbers edges = page.gen().unfolded().edges();
        for (Impact impact : impacts.stream()
                .sorted(Comparator.comparingDouble(ImpactFigures::largest).reversed())
                .toList()) {
            Ink ink = UncertaintyFigures.COLOURS.get(impacts.indexOf(impact));
            layers.add(new Layer.Steps(edges, percent(impact.down()), Pen.dashed(ink, 1.5), ""));
            layers.add(new Layer.Steps(edges, percent(impact.up()), Pen.solid(ink, 1.7), impact.label()));
        }
        var panel = new Panel(Axis.linear("Change of the result [%]"), layers, List.of("solid +1σ, dashed −1σ"), 1);
        String unit = page.unit().isEmpty() ? "" : " [" + page.unit() + "]";
        Axis x = Axis.linear("{" + page.label() + "}" + unit);
        return new Figure(what, title.left(), title.right(), x, List.of(panel), Figure.Size.COLUMN);
    }

    /// A row for each nuisance whose correlation with the bins is known.
    Figure correlations(ObservablePage page, List<Impact> known) {
        Numbers values =
                rows(known.stream().map(i -> i.correlation().orElseThrow()).toList());
        String what = "Correlation of the bins of %s with the nuisances %s"
                .formatted(Label.parse(page.label()).plain(), names(known));
        return new MatrixFigures(title)
                .rows(what, labels(known), block(page), values, HeatMap.DIVERGING, "Correlation");
    }

    private static Block block(ObservablePage page) {
        return new Block(
                page.name(), page.label(), page.unit(), page.gen().unfolded().edges());
    }

    private static Numbers rows(List<Numbers> rows) {
        int bins = rows.getFirst().size();
        return Numbers.tabulate(rows.size() * bins, i -> rows.get(i / bins).get(i % bins));
    }

    private static List<String> labels(List<Impact> impacts) {
        return impacts.stream().map(Impact::label).toList();
    }

    private static String names(List<Impact> impacts) {
        return impacts.stream().map(i -> Label.parse(i.label()).plain()).collect(Collectors.joining(", "));
    }

    private static double largest(Impact impact) {
        return Math.max(size(impact.up()), size(impact.down()));
    }

    private static double size(Numbers shifts) {
        return shifts.map(Math::abs).stream().filter(Double::isFinite).max().orElse(0);
    }

    private static Numbers percent(Numbers shares) {
        return shares.map(share -> 100 * share);
    }
}
