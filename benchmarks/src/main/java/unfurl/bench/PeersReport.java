package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import unfurl.cli.Answer;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// Comparisons with PyTorch, each from a process of its own.
///
/// @param results the documents of [PeersAnswer]
record PeersReport(List<Document> results) implements Answer {
    @Override
    public Document document() {
        return Document.of(
                "bench peers",
                Document.entries("torch", PeersAnswer.PYTORCH, "results", results, "machine", Machine.document()));
    }

    @Override
    public void print(PrintWriter out) {
        out.println("seconds an epoch (medians), Unfurl beside PyTorch, at equal loss");
        var table = new TextTable(
                "network",
                "activation",
                ">batch",
                ">threads",
                ">Unfurl",
                ">PyTorch",
                ">ratio",
                ">peak [GFLOP/s]",
                ">Unfurl of it",
                ">PyTorch of it",
                ">loss",
                ">PyTorch's");
        for (Document result : results) {
            table.row(
                    result.get("network").text(),
                    result.get("activation").text(),
                    Long.toString(result.get("batch").whole()),
                    Long.toString(result.get("threads").whole()),
                    Decimals.of(result.get("unfurlSecondsPerEpoch").get("median"), 4),
                    Decimals.of(result.get("torchSecondsPerEpoch").get("median"), 4),
                    Decimals.of(result.get("ratio"), 2),
                    Decimals.of(result.get("peakGigaflops"), 1),
                    Decimals.of(result.get("unfurlFractionOfPeak"), 3),
                    Decimals.of(result.get("torchFractionOfPeak"), 3),
                    Decimals.of(result.get("unfurlLoss"), 5),
                    Decimals.of(result.get("torchLoss"), 5));
        }
        table.print(out);
    }
}
