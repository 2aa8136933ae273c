package unfurl.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import unfurl.measurement.SlicedQuery;
import unfurl.report.Digits;
import unfurl.report.ResultLayers;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Panel;
import unfurl.report.figure.Pen;

/// Draws the spectra of slices in one panel, on a logarithmic axis a power of ten apart, and the ratios of each slice
/// in
/// a panel of its own beneath.
final class SlicesPlot {
    private static final double SPECTRA = 360;
    private static final double LINE = 17;
    private static final double RATIO = 70;
    private static final double AROUND = 74;

    private final PlotRequest request;
    private final SlicedQuery slices;
    private final Frame frame;
    private final Drawn drawn;

    SlicesPlot(PlotRequest request) {
        this.request = request;
        this.slices = request.slices().orElseThrow();
        this.frame = Frame.of(request);
        this.drawn = new Drawn(request);
    }

    Figure figure() {
        List<String> notes = new ArrayList<>(frame.words().notes(request.query().where()));
        notes.add("Unfolded, " + drawn.errorsName());
        boolean apart = request.options().logY().orElse(true);
        List<String> names = frame.words().ranges(slices.by(), slices.slices());
        var spectra = new ArrayList<Layer>();
        var ratios = new ArrayList<Panel>();
        for (int i = 0; i < drawn.slices(); i++) {
            int power = apart ? drawn.slices() - 1 - i : 0;
            Ink ink = Ink.inOrder(drawn.slices() == 1 ? 1 : i / (drawn.slices() - 1.0));
            ResultLayers layers = drawn.layers(i, names.get(i) + factor(power), ink, Math.pow(10, power));
            layers.spectra().forEach(layer -> spectra.addAll(apart ? List.of(layer) : tinted(layer, ink)));
            ratios.add(new Panel(Axis.ratio(range(i)), layers.ratios(), RATIO));
        }
        spectra.sort(Comparator.comparingInt(SlicesPlot::order));
        int lines = notes.size() + drawn.slices() + request.predictions().size();
        Axis y = apart ? Axis.log(frame.y().label()) : frame.y();
        var panels = new ArrayList<Panel>();
        panels.add(new Panel(y, spectra, notes, SPECTRA + LINE * lines));
        panels.addAll(request.predictions().isEmpty() ? List.of() : ratios);
        double height = AROUND + panels.stream().mapToDouble(Panel::share).sum();
        return frame.figure("Unfolded spectra in slices, predictions and their ratios", frame.x(), panels, height);
    }

    /// A prediction in the colour of its slice, where slices lie upon each other; for the legend it stays what it was.
    private static List<Layer> tinted(Layer layer, Ink ink) {
        if (!(layer instanceof Layer.Steps steps)) {
            return List.of(layer);
        }
        var pen = new Pen(ink, steps.pen().width(), steps.pen().dash());
        return List.of(
                new Layer.Steps(steps.edges(), steps.values(), pen, ""),
                new Layer.Steps(steps.edges(), steps.values().map(value -> Double.NaN), steps.pen(), steps.legend()));
    }

    private static String factor(int power) {
        return power == 0 ? "" : power == 1 ? "  (×10)" : "  (×10^{%d})".formatted(power);
    }

    /// Uncertainties first, so that the slices lead the legend; then predictions, points on top.
    private static int order(Layer layer) {
        return switch (layer) {
            case Layer.Band band -> 0;
            case Layer.Steps steps -> 1;
            default -> 2;
        };
    }

    private String range(int slice) {
        return Digits.edge(slices.slices().edge(slice)) + "–"
                + Digits.edge(slices.slices().edge(slice + 1));
    }
}
