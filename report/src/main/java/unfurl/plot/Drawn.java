package unfurl.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;
import unfurl.measurement.Breakdown;
import unfurl.report.BinRules;
import unfurl.report.Binned;
import unfurl.report.ResultLayers;
import unfurl.report.figure.Ink;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.Pen;

/// The numbers of a request as figures take them, slice by slice: per unit of the observable, and of that of the slices
/// unless normalised.
final class Drawn {
    private static final List<Pen> PENS = List.of(
            Pen.dashed(Ink.BLUE, 1.6),
            Pen.solid(Ink.RED, 1.6),
            new Pen(Ink.VIOLET, 1.6, Pen.Dash.DASH_DOTTED),
            Pen.dotted(Ink.PURPLE, 1.8),
            Pen.solid(Ink.ORANGE, 1.6),
            Pen.dashed(Ink.GREY, 1.8));

    private final PlotRequest request;
    private final Breakdown breakdown;
    private final Covariance total;
    private final Covariance statistical;

    Drawn(PlotRequest request) {
        this.request = request;
        this.breakdown = request.breakdown();
        this.total = breakdown.total(request.sources());
        this.statistical = breakdown.statisticalOrSample(request.sources());
    }

    /// How many spectra.
    int slices() {
        return breakdown.spectra().size();
    }

    int bins() {
        return request.query().axis().bins();
    }

    Numbers edges() {
        return Numbers.of(request.query().axis().edges());
    }

    /// The covariance of all bins, in the units of what is drawn.
    Covariance total() {
        return total.scaled(i -> perSlice(i / bins()));
    }

    /// The result of a slice and its predictions, all multiplied by a factor.
    ///
    /// @param name of the result in the legend
    ResultLayers layers(int slice, String name, Ink ink, double factor) {
        double scale = perSlice(slice) * factor;
        Numbers values = values(breakdown.spectra().get(slice), scale);
        Numbers inner = isOneKind() ? values.map(value -> 0) : errors(statistical, slice, scale);
        var lines = new ArrayList<ResultLayers.Line>();
        for (int i = 0; i < request.predictions().size(); i++) {
            Compared prediction = request.predictions().get(i);
            Numbers predicted = values(prediction.spectra().get(slice), scale);
            Pen pen = PENS.get(i % PENS.size());
            lines.add(new ResultLayers.Line(Binned.exact(edges(), predicted), pen, prediction.legend()));
        }
        return new ResultLayers(
                new Binned(edges(), values, errors(total, slice, scale)),
                inner,
                name,
                ink,
                lines,
                Optional.empty(),
                rules(slice).flags(),
                BinRules.care(statisticalName()));
    }

    private BinRules rules(int slice) {
        Spectrum spectrum = breakdown.spectra().get(slice);
        Numbers relative =
                errors(statistical, slice, 1).over(values(spectrum, 1).map(Math::abs));
        return new BinRules("", "", edges(), Numbers.tabulate(bins(), spectrum::nEff), relative);
    }

    /// What the errors of the result are.
    String errorsName() {
        boolean all = request.sources().size() == breakdown.sources().size();
        if (isOneKind()) {
            return statisticalName();
        }
        return (all ? "total" : "chosen sources") + " (ticks: " + statisticalName() + ")";
    }

    /// What the statistical errors are called: without replicas they are those of the published events alone.
    private String statisticalName() {
        boolean replicas = request.sources().stream()
                .filter(breakdown::isStatistical)
                .anyMatch(name -> breakdown.group(name).recipe().isOfReplicas());
        return replicas ? "stat." : "sample stat.";
    }

    /// Whether all errors are statistical, so that there is no part of them to show.
    private boolean isOneKind() {
        return request.sources().stream().allMatch(breakdown::isStatistical);
    }

    /// The relative uncertainty by source, over the bins of all slices.
    ///
    /// @param edges of those bins
    unfurl.report.Breakdown sources(Numbers edges) {
        return new unfurl.report.Breakdown(
                edges, request.sources().stream().map(this::source).toList(), relative(total));
    }

    private unfurl.report.Breakdown.Source source(String name) {
        var kind = breakdown.isStatistical(name)
                ? unfurl.report.Breakdown.Kind.STATISTICAL
                : unfurl.report.Breakdown.Kind.SYSTEMATIC;
        return new unfurl.report.Breakdown.Source(
                name,
                Label.quote(name),
                kind,
                relative(breakdown.uncertainty(name).covariance()));
    }

    private Numbers relative(Covariance covariance) {
        double[] values = breakdown.values();
        return Numbers.tabulate(
                values.length, i -> values[i] == 0 ? Double.NaN : covariance.error(i) / Math.abs(values[i]));
    }

    private double perSlice(int slice) {
        return request.query().normalised()
                ? 1
                : request.slices()
                        .map(slices -> 1 / slices.slices().width(slice))
                        .orElse(1.0);
    }

    private Numbers values(Spectrum spectrum, double scale) {
        return Numbers.tabulate(bins(), i -> spectrum.value(i) * scale);
    }

    private Numbers errors(Covariance covariance, int slice, double scale) {
        return Numbers.tabulate(bins(), i -> covariance.error(slice * bins() + i) * scale);
    }
}
