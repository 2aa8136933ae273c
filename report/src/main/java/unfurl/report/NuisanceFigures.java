package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.report.FigureSet.Named;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Layer.Fill;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws what a profile fit found of its nuisances.
final class NuisanceFigures {
    /// How the files of these figures start.
    static final String FILES = "nuisances-";

    /// So many trajectories find room in a figure, and so many pulls.
    private static final int PANELS = 4;

    private static final int ROWS = 30;

    private static final Pen FIT = Pen.solid(Ink.RED, 1.8);
    private static final Pen OTHER = Pen.solid(Ink.GREY.fade(0.8), 1.1);
    private static final Pen RESULT = Pen.dashed(Ink.BLACK, 0.9);
    private static final Pen ERROR = Pen.dotted(Ink.BLACK, 0.9);
    private static final Pen PULL = Pen.solid(Ink.BLACK, 1.4);
    private static final Pen CENTRE = Pen.dashed(Ink.BLACK, 0.8);

    /// The colours in which the field draws one and two standard deviations, pale.
    private static final Ink ONE = new Ink(0xb5dfae, 1);

    private static final Ink TWO = new Ink(0xfdf1b4, 1);

    private final Title title;

    NuisanceFigures(Title title) {
        this.title = title;
    }

    List<Named> of(Nuisances nuisances) {
        var figures = new ArrayList<Named>();
        List<Nuisance> fitted = nuisances.fitted();
        List<Nuisance> pulled =
                fitted.stream().filter(n -> !Double.isNaN(n.pull())).toList();
        List<String> notes = notes(fitted);
        for (int from = 0; from < pulled.size(); from += ROWS) {
            List<Nuisance> some = pulled.subList(from, Math.min(pulled.size(), from + ROWS));
            figures.add(pulls(some, from == 0 ? notes : List.of()));
        }
        if (fitted.size() > 1) {
            nuisances.correlation().ifPresent(values -> figures.add(correlation(fitted, values)));
        }
        for (int from = 0; from < fitted.size(); from += PANELS) {
            figures.add(trajectories(nuisances, from, Math.min(fitted.size(), from + PANELS)));
        }
        return figures;
    }

    private Named correlation(List<Nuisance> fitted, Numbers values) {
        List<String> labels = fitted.stream().map(Nuisance::label).toList();
        Figure figure = new MatrixFigures(title).nuisances(labels, values);
        return new Named(FILES + "correlation", "correlation of the nuisances, priors included", figure);
    }

    /// A row for each nuisance whose prior has a width.
    ///
    /// @param notes lines above
    private Named pulls(List<Nuisance> pulled, List<String> notes) {
        int n = pulled.size();
        var layers = new ArrayList<Layer>();
        layers.add(band(-2, 2, n, TWO, "Prior ±2σ"));
        layers.add(band(-1, 1, n, ONE, "Prior ±1σ"));
        layers.add(new Layer.Curve(Numbers.of(0, 0), Numbers.of(0, n), CENTRE, false, ""));
        var marks = new ArrayList<Axis.Mark>();
        double farthest = 2.3;
        for (int i = n - 1; i >= 0; i--) {
            Nuisance nuisance = pulled.get(i);
            double height = n - i - 0.5;
            double half = Double.isNaN(nuisance.constraint()) ? 0 : nuisance.constraint();
            Numbers ends = Numbers.of(nuisance.pull() - half, nuisance.pull() + half);
            layers.add(new Layer.Curve(ends, Numbers.of(height, height), PULL, false, "Fit"));
            layers.add(new Layer.Curve(Numbers.of(nuisance.pull()), Numbers.of(height), PULL, true, "Fit"));
            marks.add(new Axis.Mark(height, nuisance.label()));
            farthest = Math.max(farthest, 1.1 * Math.max(-ends.first(), ends.last()));
        }
        Axis x = Axis.linear("(θ − θ_{0}) / σ_{prior}").over(-farthest, farthest);
        var panel = new Panel(Axis.names("", marks), layers, notes, 1);
        var size = new Figure.Size(Figure.Size.COLUMN.width(), 150 + 24 * n + 17 * notes.size(), false);
        String caption =
                "pulls and constraints: result and error in widths of the prior; a bar as wide as the green band"
                        + " says that the data add nothing";
        var figure = new Figure(describe(pulled), title.left(), title.right(), x, List.of(panel), size);
        return new Named(FILES + "pulls", caption, figure);
    }

    private static String describe(List<Nuisance> pulled) {
        return pulled.stream()
                .map(n -> "%s %s ± %s"
                        .formatted(
                                Label.parse(n.label()).plain(),
                                Digits.significant(n.pull(), 2),
                                Digits.significant(n.constraint(), 2)))
                .collect(Collectors.joining(", ", "Pulls and constraints of the nuisances: ", ""));
    }

    /// A line for each nuisance that has no pull.
    private static List<String> notes(List<Nuisance> fitted) {
        return fitted.stream()
                .filter(n -> Double.isNaN(n.pull()))
                .map(n -> "{%s} = %s, range %s … %s, no prior width"
                        .formatted(
                                n.label(),
                                Digits.measured(n.value(), n.error()),
                                Digits.plain(n.range().low()),
                                Digits.plain(n.range().high())))
                .toList();
    }

    private static Layer band(double low, double high, int rows, Ink ink, String legend) {
        return new Layer.Band(Numbers.of(low, high), Numbers.of(0), Numbers.of(rows), Fill.PLAIN, ink, legend);
    }

    /// A panel for each nuisance from `from` to before `to`.
    private Named trajectories(Nuisances nuisances, int from, int to) {
        int last = iterations(nuisances);
        var panels = new ArrayList<Panel>();
        for (int i = from; i < to; i++) {
            panels.add(trajectory(nuisances, i, last, i == from));
        }
        String what = nuisances.fitted().subList(from, to).stream()
                .map(n -> Label.parse(n.label()).plain())
                .collect(Collectors.joining(", ", "Values after each iteration of the nuisances ", ""));
        Axis x = Axis.whole("Iteration").over(-0.03 * last, 1.03 * last);
        Figure.Size size = panels.size() > 1 ? Figure.Size.COLUMN : Figure.Size.LOW;
        return new Named(
                FILES + "trajectory",
                "value after each iteration; iteration 0 is the start",
                new Figure(what, title.left(), title.right(), x, panels, size));
    }

    /// The most iterations of any fit, at least 1.
    private static int iterations(Nuisances nuisances) {
        Stream<Numbers> all = Stream.concat(
                nuisances.fitted().stream().map(Nuisance::trajectory),
                nuisances.others().stream().flatMap(other -> other.trajectories().stream()));
        return Math.max(1, all.mapToInt(Numbers::size).max().orElse(1) - 1);
    }

    private static Panel trajectory(Nuisances nuisances, int i, int last, boolean named) {
        Nuisance nuisance = nuisances.fitted().get(i);
        var layers = new ArrayList<Layer>();
        for (Nuisances.Start other : nuisances.others()) {
            layers.add(curve(other.trajectories().get(i), OTHER, named ? "Other starts" : ""));
        }
        Numbers ends = Numbers.of(-0.03 * last, 1.03 * last);
        for (int side = -1; side <= 1; side++) {
            Numbers level = ends.map(x -> nuisance.value());
            double shift = side * nuisance.error();
            String legend = !named ? "" : side == 0 ? "Result" : "±1σ";
            layers.add(new Layer.Curve(ends, level.map(y -> y + shift), side == 0 ? RESULT : ERROR, false, legend));
        }
        layers.add(curve(nuisance.trajectory(), FIT, named ? "Fit" : ""));
        return new Panel(Axis.linear(nuisance.label()), layers, named ? 1.35 : 1);
    }

    /// Values by iteration.
    private static Layer curve(Numbers values, Pen pen, String legend) {
        return new Layer.Curve(Numbers.tabulate(values.size(), k -> k), values, pen, true, legend);
    }
}
