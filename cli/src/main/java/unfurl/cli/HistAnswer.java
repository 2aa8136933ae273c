package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// A histogram of a measurement, ready to be printed; alone, or one of several that are asked for together.
///
/// @param measurement what it is of
/// @param query       what was asked
/// @param spectrum    the answer
/// @param errors      its errors, among those of the others
/// @param first       which bin of the errors is its first
record HistAnswer(Measurement measurement, Query query, Spectrum spectrum, SpectrumErrors errors, int first) {
    /// A person's terminal.
    static final int COLUMNS = 100;

    private static final int BAR = 12;
    private static final int SHOWN = 6;

    /// @throws InputException when no event meets the query's condition, or nothing is there to normalise to
    static void requireSome(Measurement measurement, Query query) {
        query.where().ifPresent(condition -> requireSome(measurement, condition));
        if (query.normalised()) {
            double inside = measurement.histogram(query, measurement.nominal()).inside();
            if (!(inside > 0)) {
                throw new InputException("cannot normalise '%s': the weights between the edges %s and %s sum to %s"
                        .formatted(
                                query.observable(),
                                Shown.exact(query.axis().edge(0)),
                                Shown.exact(query.axis().edge(query.axis().bins())),
                                Shown.exact(inside)));
            }
        }
    }

    /// @throws InputException when no event meets the condition
    static void requireSome(Measurement measurement, Expression condition) {
        if (condition.select(measurement.events()).count() == 0) {
            throw new InputException("no event of %d passes '%s'\n  asked by   --where"
                    .formatted(measurement.events().rows(), condition));
        }
    }

    private Axis axis() {
        return spectrum.axis();
    }

    private int bins() {
        return spectrum.bins();
    }

    private double error(Covariance covariance, int bin) {
        return covariance.error(first + bin);
    }

    private double part(Covariance covariance, int bin) {
        return error(covariance, bin) / Math.abs(spectrum.value(bin));
    }

    private double relativeError(int bin) {
        return part(errors.statistical(), bin);
    }

    /// The histogram alone.
    Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("measurement", measurement.head().name());
        out.put("observable", query.observable().text());
        query.where().ifPresent(condition -> out.put("where", condition.text()));
        out.put("normalised", query.normalised());
        putBins(out);
        errors.putCovariances(out);
        errors.putDegreesOfFreedom(out);
        errors.putNuisances(measurement.head().nuisances(), out);
        return Document.of("hist", out);
    }

    /// Puts what is known of each bin.
    void putBins(Map<String, Object> out) {
        out.put("edges", numbers(bins() + 1, axis()::edge));
        out.put("value", numbers(bins(), spectrum::value));
        out.put("statError", numbers(bins(), bin -> error(errors.statistical(), bin)));
        out.put("statErrorOf", errors.ofStatistical());
        out.put("systError", numbers(bins(), bin -> error(errors.systematic(), bin)));
        out.put("uncertainty", errors.uncertainties(first, bins()));
        out.put("nEff", numbers(bins(), spectrum::nEff));
        out.put("sumWeights", numbers(bins(), spectrum::sumWeights));
        out.put("unit", spectrum.unit());
        var outside = new LinkedHashMap<String, Object>();
        outside.put("below", outside(0));
        outside.put("above", outside(bins() + 1));
        out.put("outside", outside);
    }

    private static List<Double> numbers(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToObj(i -> value.applyAsDouble(i)).toList();
    }

    private Map<String, Object> outside(int cell) {
        var out = new LinkedHashMap<String, Object>();
        out.put("events", spectrum.histogram().entries(cell));
        out.put("sumWeights", spectrum.histogram().sumWeights(cell));
        return out;
    }

    /// The names of what [#csv] gives.
    static String csvHead(SpectrumErrors errors) {
        return "low,high,value,statError,nEff,sumWeights,systError,totalError"
                + String.join(
                        "",
                        errors.chosen().stream()
                                .map(name -> "," + quoted("uncertainty." + name))
                                .toList());
    }

    /// A line for each bin.
    List<String> csv() {
        return IntStream.range(0, bins()).mapToObj(this::csv).toList();
    }

    private String csv(int bin) {
        var line = new ArrayList<Double>(List.of(
                axis().edge(bin),
                axis().edge(bin + 1),
                spectrum.value(bin),
                error(errors.statistical(), bin),
                spectrum.nEff(bin),
                spectrum.sumWeights(bin),
                error(errors.systematic(), bin),
                error(errors.total(), bin)));
        errors.sources().values().forEach(covariance -> line.add(error(covariance, bin)));
        return String.join(",", line.stream().map(Object::toString).toList());
    }

    /// A text as it stands in CSV.
    static String quoted(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /// What it is of, in one line.
    String title() {
        String where = query.where().map(condition -> ", where " + condition).orElse("");
        return query.observable() + " in " + measurement.head().name() + where
                + (query.normalised() ? ", normalised to 1" : "");
    }

    void printTable(PrintWriter out) {
        var table = new TextTable(
                query.observable() + Shown.unit(axis().unit()),
                ">value" + Shown.unit(spectrum.unit()),
                ">stat.",
                ">syst.",
                ">total",
                ">of value",
                ">N_eff",
                ">Σw" + Shown.unit(measurement.head().normalisation().unit()),
                "");
        var bars =
                Bars.of(IntStream.range(0, bins()).mapToDouble(spectrum::value).toArray(), BAR);
        for (int i = 0; i < bins(); i++) {
            table.row(
                    range(i),
                    Shown.number(spectrum.value(i)),
                    Shown.number(error(errors.statistical(), i), 3),
                    Shown.number(error(errors.systematic(), i), 3),
                    Shown.number(error(errors.total(), i), 3),
                    spectrum.value(i) == 0 ? "" : Shown.percent(part(errors.total(), i)),
                    Shown.count(spectrum.nEff(i)),
                    Shown.number(spectrum.sumWeights(i)),
                    bars.of(spectrum.value(i)));
        }
        table.print(out);
        bars.remark().ifPresent(out::println);
        printBreakdown(out);
    }

    /// Each source in per cent of the value, as many side by side as a terminal holds.
    private void printBreakdown(PrintWriter out) {
        out.println();
        out.println("per cent of the value:");
        Map<String, Covariance> sources = new LinkedHashMap<>(errors.sources());
        sources.put(Head.TOTAL, errors.total());
        List<String> names = List.copyOf(sources.keySet());
        int from = 0;
        while (from < names.size()) {
            int to = from + 1;
            while (to < names.size() && width(names.subList(from, to + 1), sources) <= COLUMNS) {
                to++;
            }
            percents(names.subList(from, to), sources).print(out);
            from = to;
        }
    }

    private int width(List<String> names, Map<String, Covariance> sources) {
        return percents(names, sources).lines().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private TextTable percents(List<String> names, Map<String, Covariance> sources) {
        var head = new ArrayList<String>(List.of(query.observable() + Shown.unit(axis().unit())));
        names.forEach(name -> head.add(">" + name));
        var table = new TextTable(head.toArray(String[]::new));
        for (int i = 0; i < bins(); i++) {
            int bin = i;
            var row = new ArrayList<String>(List.of(range(bin)));
            names.forEach(name ->
                    row.add(spectrum.value(bin) == 0 ? "" : Shown.number(100 * part(sources.get(name), bin), 3)));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private String range(int bin) {
        return Shown.exact(axis().edge(bin)) + " … " + Shown.exact(axis().edge(bin + 1));
    }

    /// What a person should know before using the histogram, a line each; empty when there is nothing to say.
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        remark(
                remarks,
                "N_eff below %.0f".formatted(Spectrum.FEW_EVENTS),
                i -> spectrum.nEff(i) < Spectrum.FEW_EVENTS,
                i -> Shown.count(spectrum.nEff(i)));
        remark(
                remarks,
                "a statistical error above %.0f %%".formatted(100 * Spectrum.LARGE_ERROR),
                i -> spectrum.value(i) != 0 && relativeError(i) > Spectrum.LARGE_ERROR,
                i -> Shown.percent(relativeError(i)));
        Histogram histogram = spectrum.histogram();
        outside(remarks, histogram, 0, "below " + Shown.exact(axis().edge(0)));
        outside(remarks, histogram, bins() + 1, "at or above " + Shown.exact(axis().edge(bins())));
        measurement
                .withoutValue(query)
                .forEach((condition, weight) -> remarks.add(
                        "warning: '%s' has no value where %s, weight %s %s: what is there is padding; --where '!(%s)' leaves it out"
                                .formatted(
                                        query.observable(),
                                        condition,
                                        Shown.number(weight),
                                        measurement.head().normalisation().unit(),
                                        condition)));
        return remarks;
    }

    private void remark(List<String> remarks, String what, IntPredicate bad, IntFunction<String> value) {
        List<String> all = IntStream.range(0, bins())
                .filter(bad)
                .mapToObj(i -> range(i) + " (" + value.apply(i) + ")")
                .toList();
        if (!all.isEmpty()) {
            remarks.add("warning: %d of %s %s %s: %s%s"
                    .formatted(
                            all.size(),
                            Shown.plural(bins(), "bin"),
                            all.size() == 1 ? "has" : "have",
                            what,
                            String.join(", ", all.subList(0, Math.min(SHOWN, all.size()))),
                            all.size() > SHOWN ? ", …" : ""));
        }
    }

    private void outside(List<String> remarks, Histogram histogram, int cell, String where) {
        long events = histogram.entries(cell);
        if (events > 0) {
            String unit = measurement.head().normalisation().unit();
            remarks.add("note: %s %s outside the edges, %s: weight %s%s, %s of all"
                    .formatted(
                            Shown.plural(events, "event"),
                            events == 1 ? "lies" : "lie",
                            where,
                            Shown.number(histogram.sumWeights(cell)),
                            unit.isEmpty() ? "" : " " + unit,
                            Shown.percent(histogram.sumWeights(cell) / histogram.total())));
        }
    }
}
