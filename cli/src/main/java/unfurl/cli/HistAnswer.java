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
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// A histogram of a measurement, ready to be printed.
///
/// @param measurement what it is of
/// @param query       what was asked
/// @param spectrum    the answer
record HistAnswer(Measurement measurement, Query query, Spectrum spectrum) {
    /// Below this effective number of events a bin is not to be relied on.
    ///
    /// Source: ATLAS, arXiv:2405.20041, the note to users of the published events.
    private static final double FEWEST_EVENTS = 5000;
    /// Above this relative statistical error a bin is not to be relied on; same source.
    private static final double LARGEST_ERROR = 0.15;

    private static final int BAR = 24;
    private static final int SHOWN = 6;

    /// What the errors hold.
    private static final String ERROR_OF = "sample statistics only";

    /// @throws InputException when no event meets the query's condition, or nothing is there to normalise to
    static HistAnswer of(Measurement measurement, Query query) {
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
        return new HistAnswer(measurement, query, measurement.spectrum(query));
    }

    private static void requireSome(Measurement measurement, Expression condition) {
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

    private double relativeError(int bin) {
        return spectrum.error(bin) / Math.abs(spectrum.value(bin));
    }

    Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("measurement", measurement.head().name());
        out.put("observable", query.observable().text());
        query.where().ifPresent(condition -> out.put("where", condition.text()));
        out.put("normalised", query.normalised());
        out.put("edges", numbers(bins() + 1, axis()::edge));
        out.put("value", numbers(bins(), spectrum::value));
        out.put("statError", numbers(bins(), spectrum::error));
        out.put("statErrorOf", ERROR_OF);
        out.put("nEff", numbers(bins(), spectrum::nEff));
        out.put("sumWeights", numbers(bins(), spectrum::sumWeights));
        out.put("unit", spectrum.unit());
        var outside = new LinkedHashMap<String, Object>();
        outside.put("below", outside(0));
        outside.put("above", outside(bins() + 1));
        out.put("outside", outside);
        return Document.of("hist", out);
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

    void printCsv(PrintWriter out) {
        out.println("low,high,value,statError,nEff,sumWeights");
        for (int i = 0; i < bins(); i++) {
            out.println(axis().edge(i) + "," + axis().edge(i + 1) + "," + spectrum.value(i) + "," + spectrum.error(i)
                    + "," + spectrum.nEff(i) + "," + spectrum.sumWeights(i));
        }
    }

    void printTable(PrintWriter out) {
        String where = query.where().map(condition -> ", where " + condition).orElse("");
        out.println(query.observable() + " in " + measurement.head().name() + where
                + (query.normalised() ? ", normalised to 1" : ""));
        out.println("stat. error: " + ERROR_OF);
        out.println();
        var table = new TextTable(
                query.observable() + Shown.unit(axis().unit()),
                ">value" + Shown.unit(spectrum.unit()),
                ">stat. error",
                ">of value",
                ">N_eff",
                ">sum of weights"
                        + Shown.unit(measurement.head().normalisation().unit()),
                "");
        var bars =
                Bars.of(IntStream.range(0, bins()).mapToDouble(spectrum::value).toArray(), BAR);
        for (int i = 0; i < bins(); i++) {
            table.row(
                    range(i),
                    Shown.number(spectrum.value(i)),
                    Shown.number(spectrum.error(i), 3),
                    spectrum.value(i) == 0 ? "" : Shown.percent(relativeError(i)),
                    Shown.count(spectrum.nEff(i)),
                    Shown.number(spectrum.sumWeights(i)),
                    bars.of(spectrum.value(i)));
        }
        table.print(out);
        bars.remark().ifPresent(out::println);
    }

    private String range(int bin) {
        return Shown.exact(axis().edge(bin)) + " … " + Shown.exact(axis().edge(bin + 1));
    }

    /// What a person should know before using the histogram, a line each; empty when there is nothing to say.
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        remark(remarks, "N_eff below 5000", i -> spectrum.nEff(i) < FEWEST_EVENTS, i -> Shown.count(spectrum.nEff(i)));
        remark(
                remarks,
                "a statistical error above 15 %",
                i -> spectrum.value(i) != 0 && relativeError(i) > LARGEST_ERROR,
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
