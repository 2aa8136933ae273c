package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Layer.Fill;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws an observable at reco and at gen level, each with a panel of ratios.
final class ObservableFigures {
    private static final Pen PRIOR = Pen.dashed(Ink.BLUE, 1.6);
    private static final Pen SIMULATION = Pen.solid(Ink.BLUE, 1.4);
    private static final Pen RESULT = Pen.solid(Ink.RED, 1.6);
    private static final Ink BACKGROUND = Ink.ORANGE;

    private final Title title;

    ObservableFigures(Title title) {
        this.title = title;
    }

    /// Data, simulation stacked on background, and the simulation with its weights and their statistical
    /// error; below, each over the data, whose error is the hatched band about 1.
    Figure reco(RecoPage page) {
        RecoLevel level = page.level();
        Binned none = Binned.exact(level.data().edges(), level.data().values().map(value -> 0));
        Binned background = level.background().orElse(none);
        Binned stack = level.simulation().plus(background);
        Optional<Binned> result = level.reweighted().map(background::plus);
        String with = level.background().isPresent() ? " + background" : "";

        var shown = new PerWidth(level.data().edges());
        var main = new ArrayList<Layer>();
        Numbers edges = level.data().edges();
        Numbers base = shown.of(background).values();
        main.add(new Layer.Band(
                edges, base, shown.of(stack).values(), Fill.PLAIN, Ink.BLUE.fade(0.3), "Simulation" + with));
        level.background()
                .ifPresent(b ->
                        main.add(new Layer.Band(edges, none.values(), base, Fill.PLAIN, BACKGROUND, "Background")));
        main.add(new Layer.Steps(edges, shown.of(stack).values(), SIMULATION, "Simulation" + with));
        result.ifPresent(r -> {
            main.add(spread(shown.of(r), "Reweighted simulation" + with));
            main.add(new Layer.Steps(edges, shown.of(r).values(), RESULT, "Reweighted simulation" + with));
        });
        main.add(ResultLayers.error(shown.of(level.data()), "Data, stat. error"));
        main.add(points(shown.of(level.data()), "Data, stat. error"));

        var ratio = new ArrayList<Layer>();
        ratio.add(ResultLayers.error(ResultLayers.about1(level.data()), ""));
        ratio.add(new Layer.Level(1, ResultLayers.UNITY));
        ratio.add(new Layer.Steps(edges, stack.values().over(level.data().values()), SIMULATION, ""));
        result.map(r -> r.over(level.data().values())).ifPresent(r -> {
            ratio.add(spread(r, ""));
            ratio.add(new Layer.Steps(edges, r.values(), RESULT, ""));
        });
        String what = "Reco level: data, simulation and background of "
                + Label.parse(page.label()).plain();
        return figure(
                what,
                x("Reco-level ", page.label(), page.unit()),
                shown.title("Events", page.unit()),
                main,
                "Pred. / Data",
                ratio);
    }

    /// Unfolded result, prior and truth; below, each over the truth, or over the result where there is no
    /// truth.
    Figure gen(ObservablePage page) {
        return gen(page, Legend.of(page.gen()));
    }

    /// What the result's and the truth's errors are called.
    ///
    /// @param unfolded    the result with its errors
    /// @param truth       the truth with its errors
    /// @param statistical the errors that bins are flagged by
    record Legend(String unfolded, String truth, String statistical) {
        /// Of a test of the method: the errors are those of bootstraps, and the truth has none.
        static final Legend OF_TEST = new Legend("Unfolded, stat. error", "Truth", "stat.");

        private static Legend of(GenLevel level) {
            String unfolded =
                    level.totalErrors().isPresent() ? "Unfolded, total (ticks: stat.)" : "Unfolded, sample stat.";
            return new Legend(unfolded, "Truth, stat. error", level.statistical());
        }
    }

    /// The same with other words in its legend.
    Figure gen(ObservablePage page, Legend legend) {
        ResultLayers layers = layers(page.gen(), legend);
        String what = "Gen level: unfolded result and prior of "
                + Label.parse(page.label()).plain();
        String ratioTitle = page.gen().truth().isPresent() ? "Ratio to truth" : "Prior / Unf.";
        String slope = page.gen()
                .quantity()
                .perUnit(page.label(), page.unit(), page.gen().unit());
        return figure(what, x("", page.label(), page.unit()), slope, layers.spectra(), ratioTitle, layers.ratios());
    }

    private static ResultLayers layers(GenLevel level, Legend legend) {
        return layers(level, legend, new ResultLayers.Line(level.prior().density(), PRIOR, "Prior (simulation)"));
    }

    private static ResultLayers layers(GenLevel level, Legend legend, ResultLayers.Line line) {
        return new ResultLayers(
                level.shown().density(),
                level.inner().density().errors(),
                legend.unfolded(),
                Ink.BLACK,
                List.of(line),
                level.truth().map(truth -> new ResultLayers.Line(truth.density(), RESULT, legend.truth())),
                level.flags(),
                BinRules.care(legend.statistical()));
    }

    /// The result with its nuisances fitted and with them held; below, each over the truth, or over the first where
    /// there is no truth.
    ///
    /// @param without contents with the nuisances held
    Figure profiling(ObservablePage page, Numbers without) {
        GenLevel level = page.gen();
        Legend legend = Legend.of(level);
        Binned held = Binned.exact(level.unfolded().edges(), without).density();
        var layers = layers(level, legend, new ResultLayers.Line(held, PRIOR, "Nuisances held at their start"));
        String what = "Gen level: unfolded result with and without profiling of "
                + Label.parse(page.label()).plain();
        String slope = level.quantity().perUnit(page.label(), page.unit(), level.unit());
        String ratioTitle = level.truth().isPresent() ? "Ratio to truth" : "Held / profiled";
        return figure(what, x("", page.label(), page.unit()), slope, layers.spectra(), ratioTitle, layers.ratios());
    }

    /// The ratio panel alone, small.
    Figure thumbnail(ObservablePage page) {
        String what = "Ratios of " + Label.parse(page.label()).plain() + " at gen level";
        var panel = new Panel(
                Axis.ratio(""), layers(page.gen(), Legend.of(page.gen())).ratios(), 1);
        return new Figure(what, "", "", Axis.linear(""), List.of(panel), Figure.Size.THUMBNAIL);
    }

    private static Axis x(String level, String label, String unit) {
        return Axis.linear(level + "{" + label + "}" + (unit.isEmpty() ? "" : " [" + unit + "]"));
    }

    private Figure figure(String what, Axis x, String y, List<Layer> main, String over, List<Layer> ratio) {
        var panels = List.of(new Panel(Axis.auto(y), main, 2.5), new Panel(Axis.ratio(over), ratio, 1));
        return new Figure(what, title.left(), title.right(), x, panels, Figure.Size.COLUMN);
    }

    private static Layer points(Binned binned, String legend) {
        return new Layer.Points(binned.edges(), binned.values(), binned.errors(), Ink.BLACK, legend);
    }

    /// The statistical error of the reweighted simulation, background included.
    private static Layer spread(Binned binned, String legend) {
        return ResultLayers.band(binned, Fill.PLAIN, Ink.RED.fade(0.3), legend);
    }
}
