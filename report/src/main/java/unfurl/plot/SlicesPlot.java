package unfurl.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import unfurl.report.Digits;
import unfurl.report.ResultLayers;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Layer;
import unfurl.report.figure.Panel;

/// Draws the spectra of slices in one panel, on a logarithmic axis a power of ten apart, and the ratios of each slice
/// in
/// a panel of its own beneath.
final class SlicesPlot {
    private static final double SPECTRA = 360;
    private static final double LINE = 17;
    private static final double RATIO = 62;
    private static final double AROUND = 74;

    private final PlotRequest request;
    private final PlotRequest.Slices slices;
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
        int count = drawn.slices();
        boolean apart = request.options().logY().orElse(true);
        List<String> names = frame.words().ranges(slices.by(), slices.axis());
        var spectra = new ArrayList<Layer>();
        var ratios = new ArrayList<Panel>();
        for (int i = 0; i < count; i++) {
            int power = apart ? count - 1 - i : 0;
            String name = names.get(i) + (power == 0 ? "" : "  (×10^{%d})".formatted(power));
            Ink ink = Ink.inOrder(count == 1 ? 1 : i / (count - 1.0));
            ResultLayers layers = drawn.layers(i, name, ink, Math.pow(10, power));
            spectra.addAll(layers.spectra());
            ratios.add(new Panel(Axis.ratio(range(i)), layers.ratios(), RATIO));
        }
        double high =
                SPECTRA + LINE * (notes.size() + count + request.predictions().size());
        var panels = new ArrayList<Panel>();
        Axis y = request.options().logY().isEmpty() ? Axis.log(frame.y().label()) : frame.y();
        panels.add(new Panel(y, spectra, notes, high));
        panels.addAll(request.predictions().isEmpty() ? Collections.emptyList() : ratios);
        double height = AROUND + panels.stream().mapToDouble(Panel::share).sum();
        return frame.figure("Unfolded spectra in slices, predictions and their ratios", frame.x(), panels, height);
    }

    private String range(int slice) {
        return Digits.edge(slices.axis().edge(slice)) + "–"
                + Digits.edge(slices.axis().edge(slice + 1));
    }
}
