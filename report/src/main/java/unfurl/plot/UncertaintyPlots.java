package unfurl.plot;

import java.util.ArrayList;
import java.util.List;
import unfurl.hist.Covariance;
import unfurl.report.Correlation;
import unfurl.report.Correlation.Block;
import unfurl.report.MatrixFigures;
import unfurl.report.UncertaintyFigures;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws the uncertainty of a spectrum, or of all slices, by source and between bins.
final class UncertaintyPlots {
    private final PlotRequest request;
    private final Frame frame;
    private final Drawn drawn;

    UncertaintyPlots(PlotRequest request) {
        this.request = request;
        this.frame = Frame.of(request);
        this.drawn = new Drawn(request);
    }

    /// Of slices the bins stand one after the other, with a line between slices.
    Figure breakdown() {
        int count = drawn.slices();
        List<String> notes = frame.words().notes(request.query().where());
        if (request.slices().isEmpty()) {
            Panel panel = UncertaintyFigures.panel(drawn.sources(drawn.edges()), 1);
            return figure(frame.x(), panel, panel.layers(), notes);
        }
        int bins = drawn.bins();
        var sources = drawn.sources(Numbers.edges(count * bins, 0, count * bins));
        Panel panel = UncertaintyFigures.panel(sources, 1);
        var layers = new ArrayList<>(panel.layers());
        var marks = new ArrayList<Axis.Mark>();
        List<String> names = names();
        for (int i = 0; i < count; i++) {
            marks.add(new Axis.Mark((i + 0.5) * bins, names.get(i)));
            if (i > 0) {
                layers.add(separator(i * bins, sources.total(), panel.y().scale() == Axis.Scale.LOG));
            }
        }
        return figure(Axis.names("Bins of {" + frame.label() + "} in each", marks), panel, layers, notes);
    }

    /// A line as high as the largest uncertainty, so that the legend stands clear of it.
    private static Layer separator(double at, Numbers relative, boolean log) {
        double[] total = relative.stream()
                .filter(share -> share > 0)
                .map(share -> 100 * share)
                .sorted()
                .toArray();
        double high = total.length == 0 ? 1 : total[total.length - 1];
        double low = log ? total[0] : 0;
        return new Layer.Curve(Numbers.of(at, at), Numbers.of(low, high), Pen.dotted(Ink.BLACK, 1), false, "");
    }

    private Figure figure(Axis x, Panel panel, List<Layer> layers, List<String> notes) {
        return frame.figure(
                "Relative uncertainty by source",
                x,
                List.of(new Panel(panel.y(), layers, notes, 1)),
                Figure.Size.COLUMN.height());
    }

    Figure correlation() {
        Covariance total = drawn.total();
        int n = total.size();
        Numbers values = Numbers.tabulate(
                n * n,
                i -> isEmpty(total, i / n) || isEmpty(total, i % n) ? Double.NaN : total.correlation(i / n, i % n));
        return maps().correlation(new Correlation(blocks(), values));
    }

    private static boolean isEmpty(Covariance total, int bin) {
        return total.get(bin, bin) == 0;
    }

    Figure covariance() {
        Covariance total = drawn.total();
        int n = total.size();
        String unit = frame.valueUnit();
        String squared = unit.isEmpty() ? "" : "(" + unit + ")^{2}";
        return maps().covariance(blocks(), Numbers.tabulate(n * n, i -> total.get(i / n, i % n)), squared);
    }

    private MatrixFigures maps() {
        return new MatrixFigures(frame.title());
    }

    private List<Block> blocks() {
        String observable = request.query().observable().text();
        if (request.slices().isEmpty()) {
            return List.of(new Block(observable, frame.label(), frame.unit(), drawn.edges()));
        }
        return names().stream()
                .map(name -> new Block(observable, name, "", drawn.edges()))
                .toList();
    }

    private List<String> names() {
        return request.slices()
                .map(slices -> frame.words().ranges(slices.by(), slices.slices()))
                .orElseThrow();
    }
}
