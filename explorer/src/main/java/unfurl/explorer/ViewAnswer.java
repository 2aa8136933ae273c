package unfurl.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unfurl.explorer.ViewRequest.Binning;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Head;
import unfurl.measurement.Observable;
import unfurl.measurement.Uncertainty;

/// A view's numbers as the page reads them: `docs/reference/explorer-api.md`.
///
/// The values of slices are divided by the slice's width, unless they are normalised.
final class ViewAnswer {
    private final View view;
    private final Head head;
    private final double[] perSlice;
    private final Covariance total;
    private final Covariance statistical;
    private final Covariance systematic;

    ViewAnswer(View view, Head head) {
        this.view = view;
        this.head = head;
        int bins = view.request().x().axis().bins();
        this.perSlice = new double[view.cells()];
        for (int i = 0; i < perSlice.length; i++) {
            int slice = i / bins;
            perSlice[i] = view.request().normalised()
                    ? 1
                    : 1 / view.request().y().map(y -> y.axis().width(slice)).orElse(1.0);
        }
        this.total = scaled(view.total());
        this.statistical = scaled(view.statistical());
        this.systematic = scaled(view.breakdown().systematic(view.chosen()));
    }

    Map<String, Object> entries() {
        ViewRequest request = view.request();
        var out = new LinkedHashMap<String, Object>();
        out.put("x", binning(request.x()));
        request.y().ifPresent(y -> out.put("y", binning(y)));
        out.put("unit", unit());
        out.put("normalised", request.normalised());
        putBins(out);
        if (request.covariance()) {
            out.put("covariance", Json.covariance(total));
            out.put("correlation", Json.correlation(total));
        }
        out.put("outside", outside());
        out.put("selection", selection());
        out.put("predictions", view.predictions().stream().map(this::prediction).toList());
        out.put("remarks", view.remarks());
        return out;
    }

    /// What there is a number of for every bin.
    private void putBins(Map<String, Object> out) {
        out.put("value", values(view.breakdown().spectra()));
        out.put("stat", errors(statistical));
        out.put("syst", errors(systematic));
        out.put("total", errors(total));
        out.put("statOf", view.ofStatistical());
        out.put("statInTotal", view.isStatisticalInTotal());
        out.put("nEff", each(Spectrum::nEff));
        out.put("sumWeights", each(Spectrum::sumWeights));
        out.put("entries", each((spectrum, bin) -> spectrum.histogram().entries(bin + 1)));
        out.put("flags", flags());
        out.put("sources", sources());
    }

    private Covariance scaled(Covariance covariance) {
        return covariance.scaled(i -> perSlice[i]);
    }

    /// The unit of the values.
    private String unit() {
        String unit = view.breakdown().spectra().getFirst().unit();
        String slices = view.request()
                .y()
                .filter(y -> !view.request().normalised())
                .map(y -> y.axis().unit())
                .orElse("");
        return slices.isEmpty() ? unit : (unit.isEmpty() ? "1" : unit) + "/" + slices;
    }

    private Map<String, Object> binning(Binning binning) {
        Axis axis = binning.axis();
        String label = head.observables().stream()
                .filter(observable -> binning.expression()
                        .column()
                        .filter(observable.column()::equals)
                        .isPresent())
                .map(Observable::label)
                .findFirst()
                .orElse(binning.expression().text());
        return Document.entries(
                "expression",
                binning.expression().text(),
                "label",
                label,
                "unit",
                axis.unit(),
                "edges",
                DoubleStream.of(axis.edges()).boxed().toList());
    }

    private List<?> values(List<Spectrum> spectra) {
        double[] values = spectra.stream()
                .flatMapToDouble(spectrum -> DoubleStream.of(spectrum.values()))
                .toArray();
        return Json.numbers(values.length, i -> values[i] * perSlice[i]);
    }

    private List<?> errors(List<Spectrum> spectra) {
        double[] errors = spectra.stream()
                .flatMapToDouble(
                        spectrum -> IntStream.range(0, spectrum.bins()).mapToDouble(spectrum.covariance()::error))
                .toArray();
        return Json.numbers(errors.length, i -> errors[i] * perSlice[i]);
    }

    private static List<?> errors(Covariance covariance) {
        return Json.numbers(covariance.size(), covariance::error);
    }

    private List<?> each(ToDoubleBiFunction<Spectrum, Integer> number) {
        return view.breakdown().spectra().stream()
                .flatMap(spectrum -> Json.numbers(spectrum.bins(), bin -> number.applyAsDouble(spectrum, bin)).stream())
                .toList();
    }

    /// The bins that break the rules for users of published events.
    private List<?> flags() {
        var flags = new ArrayList<>();
        int at = 0;
        for (Spectrum spectrum : view.breakdown().spectra()) {
            for (int bin = 0; bin < spectrum.bins(); bin++, at++) {
                boolean few = spectrum.nEff(bin) < Spectrum.FEW_EVENTS;
                boolean large =
                        !(statistical.error(at) <= Spectrum.LARGE_ERROR * Math.abs(spectrum.value(bin) * perSlice[at]));
                if (few || large) {
                    flags.add(Document.entries("bin", at, "fewEvents", few, "largeError", large));
                }
            }
        }
        return flags;
    }

    private Map<String, Object> sources() {
        var sources = new LinkedHashMap<String, Object>();
        for (Uncertainty uncertainty : view.breakdown().uncertainties()) {
            sources.put(uncertainty.source(), errors(scaled(uncertainty.covariance())));
        }
        return sources;
    }

    private Map<String, Object> outside() {
        List<Histogram> histograms =
                view.breakdown().spectra().stream().map(Spectrum::histogram).toList();
        int above = view.request().x().axis().bins() + 1;
        Map<String, Object> outside = Document.entries("below", cell(histograms, 0), "above", cell(histograms, above));
        view.request().y().ifPresent(y -> outside.put("slices", outsideSlices(histograms)));
        return outside;
    }

    /// The selected events that lie in no slice.
    private Map<String, Object> outsideSlices(List<Histogram> slices) {
        Histogram all = view.selection().spectra().getFirst().histogram();
        int cells = view.request().x().axis().cells();
        long events = slices.stream()
                .mapToLong(slice ->
                        IntStream.range(0, cells).mapToLong(slice::entries).sum())
                .sum();
        double sum = slices.stream().mapToDouble(Histogram::total).sum();
        return Document.entries("events", all.entries(1) - events, "sumWeights", all.sumWeights(1) - sum);
    }

    private static Map<String, Object> cell(List<Histogram> histograms, int cell) {
        return Document.entries(
                "events",
                histograms.stream().mapToLong(h -> h.entries(cell)).sum(),
                "sumWeights",
                histograms.stream().mapToDouble(h -> h.sumWeights(cell)).sum());
    }

    private Map<String, Object> selection() {
        Spectrum sum = view.selection().spectra().getFirst();
        return Document.entries(
                "events",
                sum.histogram().entries(1),
                "nEff",
                Json.number(sum.nEff(0)),
                "value",
                Json.number(sum.value(0)),
                "stat",
                Json.number(view.selectionStatistical()),
                "syst",
                Json.number(view.selection().systematic(view.chosen()).error(0)),
                "total",
                Json.number(view.selection().total(view.chosen()).error(0)),
                "unit",
                head.normalisation().unit());
    }

    private Map<String, Object> prediction(View.Compared compared) {
        var out = Document.entries(
                "name",
                compared.prediction().name(),
                "value",
                values(compared.spectra()),
                "error",
                errors(compared.spectra()),
                "scaled",
                !compared.prediction().absolute(),
                "ownEvents",
                compared.prediction().ownEvents());
        compared.test()
                .ifPresentOrElse(
                        test -> out.put("test", test(compared, test)), () -> out.put("untested", compared.remark()));
        return out;
    }

    private static Map<String, Object> test(View.Compared compared, Compatibility test) {
        return Document.entries(
                "chiSquare",
                Json.number(test.chiSquare().value()),
                "degreesOfFreedom",
                test.chiSquare().degreesOfFreedom(),
                "pValue",
                Json.number(test.chiSquare().pValue().orElse(Double.NaN)),
                "inverse",
                test.inverse().toString(),
                "ofShape",
                compared.prediction().isOfShape(compared.spectra()),
                "leftOut",
                test.leftOut(),
                "remark",
                compared.remark());
    }

    /// The names of what [#csv] gives.
    String csvHead() {
        Stream<String> names = Stream.of(
                        Stream.of("low", "high", "value", "stat", "syst", "total", "nEff"),
                        view.breakdown().uncertainties().stream().map(one -> "uncertainty." + one.source()),
                        view.predictions().stream()
                                .map(one -> "prediction." + one.prediction().name()))
                .flatMap(part -> part);
        return names.map(ViewAnswer::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String name) {
        return name.matches("[^\"\n\r,]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// A bin's numbers, with commas between.
    String csv(int cell) {
        Axis axis = view.request().x().axis();
        int slice = cell / axis.bins();
        int bin = cell % axis.bins();
        Spectrum spectrum = view.breakdown().spectra().get(slice);
        double factor = perSlice[cell];
        DoubleStream numbers = Stream.of(
                        DoubleStream.of(
                                axis.edge(bin),
                                axis.edge(bin + 1),
                                factor * spectrum.value(bin),
                                statistical.error(cell),
                                systematic.error(cell),
                                total.error(cell),
                                spectrum.nEff(bin)),
                        view.breakdown().uncertainties().stream()
                                .mapToDouble(one -> factor * one.covariance().error(cell)),
                        view.predictions().stream()
                                .mapToDouble(
                                        one -> factor * one.spectra().get(slice).value(bin)))
                .flatMapToDouble(part -> part);
        return numbers.mapToObj(Double::toString).collect(Collectors.joining(","));
    }
}
