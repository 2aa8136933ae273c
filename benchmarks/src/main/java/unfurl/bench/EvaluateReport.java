package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import unfurl.cli.Answer;
import unfurl.cli.Shown;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// Evaluations of several networks.
///
/// @param results the documents of [EvaluateAnswer]
record EvaluateReport(List<Document> results) implements Answer {
    EvaluateReport {
        results = List.copyOf(results);
    }

    @Override
    public Document document() {
        return Machine.with("bench evaluate", results);
    }

    @Override
    public void print(PrintWriter out) {
        out.println("evaluation beside the machine's peak (multiply-adds in registers, on as many threads)");
        var table = new TextTable(
                "network",
                "activation",
                ">events",
                ">threads",
                ">s",
                ">10⁶ events/s",
                ">GFLOP/s",
                ">peak",
                ">fraction",
                ">bytes/event",
                ">difference");
        for (Document result : results) {
            for (Document speed : result.get("results").list()) {
                table.row(
                        result.get("network").text(),
                        result.get("activation").text(),
                        Long.toString(result.get("events").whole()),
                        Long.toString(speed.get("threads").whole()),
                        Decimals.of(speed.get("seconds").get("median"), 3),
                        Decimals.of(1e-6 * speed.get("eventsPerSecond").number(), 2),
                        Decimals.of(speed.get("gigaflops"), 1),
                        Decimals.of(speed.get("peakGigaflops"), 1),
                        Decimals.of(speed.get("fractionOfPeak"), 3),
                        Decimals.of(result.get("allocatedBytesPerEvent"), 2),
                        Shown.number(result.get("largestDifference").number(), 2));
            }
        }
        table.print(out);
        out.println(
                "difference: the largest from a plain evaluation in double precision, as a part of the largest output");
    }
}
