package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.hist.Covariance;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// One or several histograms of a measurement with how they move together, ready to be printed.
///
/// @param measurement what they are of
/// @param errors      their errors, one histogram after the other
/// @param parts       the histograms, at least one
record JointAnswer(Measurement measurement, SpectrumErrors errors, List<HistAnswer> parts) {
    /// The most bins whose correlations are printed for a person.
    private static final int SHOWN = 12;

    /// @throws unfurl.InputException when a histogram cannot be made, or the sources cannot be added
    static JointAnswer of(Measurement measurement, List<Query> queries, SourcesOption sources) {
        queries.forEach(query -> HistAnswer.requireSome(measurement, query));
        Breakdown breakdown;
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            breakdown = measurement.breakdown(queries, workers);
        }
        SpectrumErrors errors = SpectrumErrors.of(breakdown, sources.of(breakdown));
        var parts = new ArrayList<HistAnswer>();
        int first = 0;
        for (int i = 0; i < queries.size(); i++) {
            Spectrum spectrum = breakdown.spectra().get(i);
            parts.add(new HistAnswer(measurement, queries.get(i), spectrum, errors, first));
            first += spectrum.bins();
        }
        return new JointAnswer(measurement, errors, parts);
    }

    /// The only histogram.
    HistAnswer only() {
        return parts.getFirst();
    }

    /// All histograms and what is between them.
    Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("measurement", measurement.head().name());
        only().query().where().ifPresent(condition -> out.put("where", condition.text()));
        out.put("normalised", only().query().normalised());
        out.put("joint", parts.stream().map(JointAnswer::document).toList());
        errors.putJointly(out);
        errors.putDegreesOfFreedom(out);
        errors.putNuisances(measurement.head().nuisances(), out);
        return Document.of("hist", out);
    }

    private static Map<String, Object> document(HistAnswer part) {
        var out = new LinkedHashMap<String, Object>();
        out.put("observable", part.query().observable().text());
        out.put("firstBin", part.first());
        part.putBins(out);
        return out;
    }

    /// @param together whether each line begins with its observable
    void printCsv(PrintWriter out, boolean together) {
        out.println((together ? "observable," : "") + HistAnswer.csvHead(errors));
        for (HistAnswer part : parts) {
            String start =
                    together ? HistAnswer.quoted(part.query().observable().text()) + "," : "";
            part.csv().forEach(line -> out.println(start + line));
        }
    }

    /// @param together whether correlations are printed
    void printTable(PrintWriter out, boolean together) {
        out.println(only().title());
        out.println(
                "stat. error: " + errors.ofStatistical() + (errors.isStatisticalApart() ? ", not in the total" : ""));
        out.println("total error: " + errors.ofTotal());
        for (HistAnswer part : parts) {
            out.println();
            if (part.first() > 0) {
                out.println(part.title());
                out.println();
            }
            part.printTable(out);
        }
        if (together) {
            out.println();
            printCorrelations(out);
        }
    }

    private void printCorrelations(PrintWriter out) {
        Covariance total = errors.total();
        if (total.size() > SHOWN) {
            out.println("correlations of the total error: %s with each other, with --format json"
                    .formatted(Shown.plural(total.size(), "bin")));
            return;
        }
        out.println("correlations of the total error in per cent, bin by bin:");
        var head = new ArrayList<String>(List.of(""));
        for (HistAnswer part : parts) {
            for (int bin = 0; bin < part.spectrum().bins(); bin++) {
                head.add(">" + (bin == 0 ? cut(part.query().observable().text()) : ""));
            }
        }
        var table = new TextTable(head.toArray(String[]::new));
        for (HistAnswer part : parts) {
            for (int bin = 0; bin < part.spectrum().bins(); bin++) {
                int row = part.first() + bin;
                var cells = new ArrayList<String>();
                cells.add(bin == 0 ? cut(part.query().observable().text()) : "");
                IntStream.range(0, total.size())
                        .forEach(j -> cells.add(Long.toString(Math.round(100 * total.correlation(row, j)))));
                table.row(cells.toArray(String[]::new));
            }
        }
        table.print(out);
    }

    /// A name of at most 8 characters, so that the matrix fits a terminal.
    private static String cut(String text) {
        return text.length() <= 8 ? text : text.substring(0, 7) + "…";
    }

    /// What a person should know, a line each.
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        for (HistAnswer part : parts) {
            String name = parts.size() == 1 ? "" : part.query().observable() + ": ";
            part.remarks().forEach(remark -> remarks.add(remark.replaceFirst(": ", ": " + quoted(name))));
        }
        errors.toysLeftOut().ifPresent(remarks::add);
        return remarks;
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
