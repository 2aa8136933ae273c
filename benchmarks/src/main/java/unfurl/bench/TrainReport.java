package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import unfurl.cli.Answer;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// Several trainings, each from a process of its own.
///
/// @param results the documents of [TrainAnswer]
record TrainReport(List<Document> results) implements Answer {
    @Override
    public Document document() {
        return Document.of("bench train", Document.entries("results", results, "machine", Machine.document()));
    }

    @Override
    public void print(PrintWriter out) {
        out.println("training beside the machine's peak (multiply-adds in registers, on as many threads)");
        var table = new TextTable(
                "network",
                "activation",
                ">batch",
                ">threads",
                ">networks",
                ">s an epoch",
                ">GFLOP/s",
                ">peak",
                ">fraction",
                ">loss",
                ">best");
        for (Document result : results) {
            table.row(
                    result.get("network").text(),
                    result.get("activation").text(),
                    Long.toString(result.get("batch").whole()),
                    Long.toString(result.get("threads").whole()),
                    Long.toString(result.get("members").whole()),
                    fixed(result.get("clockSecondsPerEpoch").get("median"), 4),
                    fixed(result.get("gigaflops"), 1),
                    fixed(result.get("peakGigaflops"), 1),
                    fixed(result.get("fractionOfPeak"), 3),
                    fixed(result.get("finalLoss"), 5),
                    fixed(result.get("bestLoss"), 5));
        }
        table.print(out);
    }

    private static String fixed(Document number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number.number());
    }
}
