package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.hist.Spectrum;
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
    private static final Pen UNITY = Pen.dashed(Ink.BLACK, 0.8);
    private static final Ink BACKGROUND = Ink.ORANGE;
    private static final Ink ERROR = new Ink(0x6a6a70, 1);
    static final Ink FLAG = Ink.ORANGE;

    private final Title title;

    ObservableFigures(Title title) {
        this.title = title;
    }

    /// Data, simulation stacked on background, and the simulation with its weights and their statistical
    /// error; below, each over the data, whose error is the hatched band about 1.
    Figure reco(ObservablePage page, RecoLevel level) {
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
        main.add(error(shown.of(level.data()), "Data, stat. error"));
        main.add(points(shown.of(level.data()), "Data, stat. error"));

        var ratio = new ArrayList<Layer>();
        ratio.add(relativeError(level.data()));
        ratio.add(new Layer.Level(1, UNITY));
        ratio.add(new Layer.Steps(edges, stack.values().over(level.data().values()), SIMULATION, ""));
        result.map(r -> r.over(level.data().values())).ifPresent(r -> {
            ratio.add(spread(r, ""));
            ratio.add(new Layer.Steps(edges, r.values(), RESULT, ""));
        });
        String what = "Reco level: data, simulation and background of "
                + Label.parse(page.label()).plain();
        return figure(what, page, "Reco-level ", shown.title("Events", page.unit()), main, "Pred. / Data", ratio);
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
        GenLevel level = page.gen();
        Numbers edges = level.unfolded().edges();
        var main = new ArrayList<Layer>();
        main.add(new Layer.Steps(edges, level.prior().density().values(), PRIOR, "Prior (simulation)"));
        level.truth().ifPresent(truth -> {
            if (truth.errors().sum() > 0) {
                main.add(error(truth.density(), legend.truth()));
            }
            main.add(new Layer.Steps(edges, truth.density().values(), RESULT, legend.truth()));
        });
        String unfolded = legend.unfolded();
        Binned shown = level.shown().density();
        if (level.truth().isEmpty()) {
            main.add(error(shown, unfolded));
        }
        Numbers inner = level.inner().density().errors();
        main.add(new Layer.Points(edges, shown.values(), shown.errors(), inner, Ink.BLACK, unfolded));
        if (level.flags().sum() > 0) {
            main.add(new Layer.Marks(edges, level.flags().map(flag -> 0), FLAG, care(legend)));
        }
        String what = "Gen level: unfolded result and prior of "
                + Label.parse(page.label()).plain();
        String ratioTitle = level.truth().isPresent() ? "Ratio to truth" : "Prior / Unf.";
        return figure(what, page, "", density(page), main, ratioTitle, genRatio(level));
    }

    private static String care(Legend legend) {
        return "N_{eff} < %.0f or %s > %.0f %%"
                .formatted(Spectrum.FEW_EVENTS, legend.statistical(), 100 * Spectrum.LARGE_ERROR);
    }

    /// The layers of the ratio panel at gen level.
    List<Layer> genRatio(GenLevel level) {
        Numbers edges = level.unfolded().edges();
        var layers = new ArrayList<Layer>();
        layers.add(new Layer.Marks(edges, level.flags(), FLAG, ""));
        if (level.truth().isPresent()) {
            Binned truth = level.truth().get();
            layers.add(relativeError(truth));
            layers.add(new Layer.Level(1, RESULT));
            layers.add(new Layer.Steps(edges, level.prior().values().over(truth.values()), PRIOR, ""));
            Binned ratio = level.shown().over(truth.values());
            Numbers inner = level.inner().over(truth.values()).errors();
            layers.add(new Layer.Points(edges, ratio.values(), ratio.errors(), inner, Ink.BLACK, ""));
        } else {
            layers.add(relativeError(level.shown()));
            layers.add(new Layer.Level(1, UNITY));
            Numbers prior = level.prior().values().over(level.unfolded().values());
            layers.add(new Layer.Steps(edges, prior, PRIOR, ""));
        }
        return layers;
    }

    /// The ratio panel alone, small.
    Figure thumbnail(ObservablePage page) {
        String what = "Ratios of " + Label.parse(page.label()).plain() + " at gen level";
        var panel = new Panel(Axis.ratio(""), genRatio(page.gen()), 1);
        return new Figure(what, "", "", Axis.linear(""), List.of(panel), Figure.Size.THUMBNAIL);
    }

    private Figure figure(
            String what,
            ObservablePage page,
            String level,
            String y,
            List<Layer> main,
            String over,
            List<Layer> ratio) {
        String unit = page.unit().isEmpty() ? "" : " [" + page.unit() + "]";
        var panels = List.of(new Panel(Axis.auto(y), main, 2.5), new Panel(Axis.ratio(over), ratio, 1));
        Axis x = Axis.linear(level + "{" + page.label() + "}" + unit);
        return new Figure(what, title.left(), title.right(), x, panels, Figure.Size.COLUMN);
    }

    private static Layer points(Binned binned, String legend) {
        return new Layer.Points(binned.edges(), binned.values(), binned.errors(), Ink.BLACK, legend);
    }

    private static Layer error(Binned binned, String legend) {
        Numbers low = binned.values().minus(binned.errors());
        return new Layer.Band(binned.edges(), low, binned.values().plus(binned.errors()), Fill.HATCHED, ERROR, legend);
    }

    /// The statistical error of the reweighted simulation, background included.
    private static Layer spread(Binned binned, String legend) {
        Numbers low = binned.values().minus(binned.errors());
        Numbers high = binned.values().plus(binned.errors());
        return new Layer.Band(binned.edges(), low, high, Fill.PLAIN, Ink.RED.fade(0.3), legend);
    }

    private static Layer relativeError(Binned binned) {
        Numbers relative = binned.relativeErrors();
        Numbers low = relative.map(error -> 1 - error);
        return new Layer.Band(binned.edges(), low, relative.map(error -> 1 + error), Fill.HATCHED, ERROR, "");
    }

    private static String density(ObservablePage page) {
        String per = page.unit().isEmpty() ? "" : "/" + page.unit();
        String slope = "d{σ}/d{" + page.label() + "}";
        return switch (page.gen().quantity()) {
            case EVENTS -> "Events / " + (page.unit().isEmpty() ? "unit" : page.unit());
            case CROSS_SECTION -> slope + " [" + page.gen().unit() + per + "]";
            case SHAPE -> "1/σ " + slope + (page.unit().isEmpty() ? "" : " [1" + per + "]");
        };
    }
}
