package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import unfurl.cli.Answer;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// Where the time of some trainings goes, each from a process of its own.
///
/// @param results the documents of [ProfileAnswer]
record ProfileReport(List<Document> results) implements Answer {
    ProfileReport {
        results = List.copyOf(results);
    }

    @Override
    public Document document() {
        return Machine.with("bench profile", results);
    }

    @Override
    public void print(PrintWriter out) {
        out.println("training on one thread: where its time goes, by samples of its processor's work");
        for (Document result : results) {
            out.println();
            out.println("%s %s, batch %d: %d samples"
                    .formatted(
                            result.get("network").text(),
                            result.get("activation").text(),
                            result.get("batch").whole(),
                            result.get("samples").whole()));
            shares(result.get("shares")).print(out);
        }
        out.println();
        speeds().print(out);
        out.println(
                "products (RELU and its slopes are in them): their rate while they run; bound: the fraction of the peak if all "
                        + "else took no time");
    }

    private static TextTable shares(Document shares) {
        var table = new TextTable("work", ">per cent");
        for (Work work : Work.values()) {
            table.row(
                    work.words(), Decimals.of(100 * shares.get(work.toString()).number(), 1));
        }
        return table;
    }

    private TextTable speeds() {
        var table = new TextTable(
                "network",
                "activation",
                ">batch",
                ">GFLOP/s",
                ">peak",
                ">fraction",
                ">share of products",
                ">products' GFLOP/s",
                ">bound",
                ">loss",
                ">exact");
        for (Document result : results) {
            table.row(
                    result.get("network").text(),
                    result.get("activation").text(),
                    Long.toString(result.get("batch").whole()),
                    Decimals.of(result.get("gigaflops"), 1),
                    Decimals.of(result.get("peakGigaflops"), 1),
                    Decimals.of(result.get("fractionOfPeak"), 3),
                    Decimals.of(result.get("shareOfProducts"), 3),
                    Decimals.of(result.get("productGigaflops"), 1),
                    Decimals.of(result.get("fractionOfPeakIfAllElseWereFree"), 3),
                    Decimals.of(result.get("finalLoss"), 5),
                    Decimals.of(result.get("exactLoss"), 5));
        }
        return table;
    }
}
