package unfurl.plot;

import java.util.ArrayList;
import java.util.List;
import unfurl.report.ResultLayers;
import unfurl.report.UncertaintyFigures;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Panel;

/// Draws one spectrum with its predictions, their ratios, and if it is wanted the uncertainty by source.
///
/// @param request what is drawn
record ResultPlot(PlotRequest request) {
    /// So many lines of text fit into a figure of a report.
    private static final int FITTING_LINES = 4;
    private static final double LINE = 17;
    private static final double SPECTRA = 2.5;
    private static final double SOURCES = 2;

    Figure figure() {
        var frame = Frame.of(request);
        var drawn = new Drawn(request);
        ResultLayers layers = drawn.layers(0, "Unfolded, " + drawn.errorsName(), Ink.BLACK, 1);
        List<String> notes = frame.words().notes(request.query().where());
        var panels = new ArrayList<Panel>();
        panels.add(new Panel(frame.y(), layers.spectra(), notes, SPECTRA));
        panels.add(new Panel(Axis.ratio(ratioTitle(request)), layers.ratios(), 1));
        double height = Figure.Size.COLUMN.height()
                + LINE * Math.max(0, notes.size() + request.predictions().size() + 2 - FITTING_LINES);
        if (request.options().withSources()) {
            panels.add(UncertaintyFigures.panel(drawn.sources(drawn.edges()), SOURCES));
            height += 220;
        }
        return frame.figure("Unfolded spectrum, predictions and their ratios", frame.x(), panels, height);
    }

    /// What the ratios are.
    static String ratioTitle(PlotRequest request) {
        return request.predictions().isEmpty() ? "Rel. unc." : "Pred. / Unf.";
    }
}
