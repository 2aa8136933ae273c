package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import unfurl.cli.Answer;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// Several trainings, each from a process of its own.
///
/// @param results the documents of [TrainAnswer]
record TrainReport(List<Document> results) implements Answer {
    @Override
    public Document document() {
        return Machine.with("bench train", results);
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
                ">of the best",
                ">loss",
                ">exact");
        for (Document result : results) {
            table.row(
                    result.get("network").text(),
                    result.get("activation").text(),
                    Long.toString(result.get("batch").whole()),
                    Long.toString(result.get("threads").whole()),
                    Long.toString(result.get("members").whole()),
                    Decimals.of(result.get("clockSecondsPerEpoch").get("median"), 4),
                    Decimals.of(result.get("gigaflops"), 1),
                    Decimals.of(result.get("peakGigaflops"), 1),
                    Decimals.of(result.get("fractionOfPeak"), 3),
                    Decimals.of(result.get("fractionOfBestPeak"), 3),
                    Decimals.of(result.get("finalLoss"), 5),
                    Decimals.of(result.get("exactLoss"), 5));
        }
        table.print(out);
    }
}
