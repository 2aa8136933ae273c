package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import unfurl.cli.Answer;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// Throughputs of several networks beside one.
///
/// @param results the documents of [MembersAnswer]
record MembersReport(List<Document> results) implements Answer {
    MembersReport {
        results = List.copyOf(results);
    }

    @Override
    public Document document() {
        return Machine.with("bench members", results);
    }

    @Override
    public void print(PrintWriter out) {
        out.println(
                "several networks, each on a thread, beside one on one: seconds an epoch by the time of day (medians)");
        var table = new TextTable(
                "network",
                "activation",
                ">batch",
                ">networks",
                ">one",
                ">all",
                ">throughput",
                "rounds",
                ">of the peaks",
                ">compiler [s]");
        for (Document result : results) {
            Document rounds = result.get("throughputRatioOfRounds");
            double peaks = result.get("peakGigaflopsOfAll").number()
                    / result.get("peakGigaflopsOfOne").number();
            table.row(
                    result.get("network").text(),
                    result.get("activation").text(),
                    Long.toString(result.get("batch").whole()),
                    Long.toString(result.get("members").whole()),
                    Decimals.of(result.get("secondsPerEpochOfOne").get("median"), 4),
                    Decimals.of(result.get("secondsPerEpochOfAll").get("median"), 4),
                    Decimals.of(result.get("throughputRatio"), 2),
                    "%s … %s".formatted(Decimals.of(rounds.get("least"), 2), Decimals.of(rounds.get("most"), 2)),
                    Decimals.of(peaks, 2),
                    Decimals.of(result.get("compilerSeconds"), 2));
        }
        table.print(out);
        out.println(
                "throughput: all beside one, 'of the peaks' the same for multiply-adds in registers; the losses were "
                        + "checked, and the first network has the bits it has alone");
    }
}
