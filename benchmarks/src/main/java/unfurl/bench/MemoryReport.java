package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import unfurl.cli.Answer;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// How much memory large trainings take.
///
/// @param results the documents of [MemoryCommand#measure]
record MemoryReport(List<Document> results) implements Answer {
    MemoryReport {
        results = List.copyOf(results);
    }

    @Override
    public Document document() {
        return Machine.with("bench memory", results);
    }

    @Override
    public void print(PrintWriter out) {
        out.println("the most that the process held at once, in GB");
        var table = new TextTable(
                "network",
                ">events",
                ">networks",
                ">threads",
                ">heap",
                ">features",
                ">after training",
                ">after evaluation",
                ">worst loss",
                ">exact");
        for (Document one : results) {
            Document result = one.get("result");
            double features = 1e-9 * 4 * 24 * result.get("rows").whole();
            double worst = result.get("finalLosses").list().stream()
                    .mapToDouble(Document::number)
                    .max()
                    .orElseThrow();
            table.row(
                    result.get("network").text(),
                    Long.toString(result.get("rows").whole()),
                    Long.toString(result.get("members").whole()),
                    Long.toString(result.get("threads").whole()),
                    one.get("heap").text(),
                    Decimals.of(features, 2),
                    Decimals.of(1e-9 * result.get("peakBytesAfterTraining").number(), 2),
                    Decimals.of(1e-9 * result.get("peakMemoryBytes").number(), 2),
                    Decimals.of(worst, 5),
                    Decimals.of(result.get("exactLoss"), 5));
        }
        table.print(out);
    }
}
