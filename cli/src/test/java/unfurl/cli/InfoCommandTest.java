package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;

class InfoCommandTest {
    private static final String STUDY = """
            study: tiny
            data: {file: data.csv}
            simulation: {file: mc.csv, passGen: pass_gen, passReco: pass_reco}
            observables: {names: [x]}
            """;

    @TempDir
    Path folder;

    private static Document column(Document json, String name) {
        return json.get("columns").list().stream()
                .filter(column -> column.get("name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("a table's columns are told in the file's order with type, unit, range and what is no number")
    void table() {
        Path file = folder.resolve("events.parquet");
        Tables.write(
                Table.of(
                        "events",
                        List.of(
                                Column.owning("z", new float[] {1.5f, Float.NaN, -2})
                                        .in("GeV"),
                                Column.owning("a", new long[] {1L << 60, 0, 3}),
                                Column.owning("pass", new boolean[] {true, false, true}),
                                Column.owning("wild", new double[] {0, Double.POSITIVE_INFINITY, 1}),
                                Column.owning("nothing", new double[] {Double.NaN, Double.NaN, Double.NaN}))),
                file);
        Unfurl run = Unfurl.run("info", file, "--format", "json");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Document json = run.json();
        assertThat(json.get("kind").text()).isEqualTo("table");
        assertThat(json.get("rows").whole()).isEqualTo(3);
        assertThat(json.get("columns").list().stream().map(c -> c.get("name").text()))
                .containsExactly("z", "a", "pass", "wild", "nothing");
        assertThat(column(json, "z").toJsonLine())
                .isEqualTo("{\"name\": \"z\", \"type\": \"float32\", \"unit\": \"GeV\", \"min\": -2.0, \"max\": 1.5, "
                        + "\"nan\": 1, \"infinite\": 0}");
        assertThat(column(json, "a").get("max").whole()).isEqualTo(1L << 60);
        assertThat(column(json, "pass").get("type").text()).isEqualTo("boolean");
        assertThat(column(json, "wild").find("max")).isEmpty();
        assertThat(column(json, "wild").get("infinite").whole()).isEqualTo(1);
        assertThat(column(json, "nothing").find("min")).isEmpty();
        Unfurl text = Unfurl.run("info", file);
        assertThat(text.lines().getFirst()).isEqualTo("table " + file + ": 3 rows, 5 columns");
        assertThat(text.lines()).anyMatch(line -> line.matches("  z +float32 +GeV +-2\\.00000 +1\\.50000 +1 +0"));
        assertThat(text.lines()).anyMatch(line -> line.matches("  nothing +float64 +– +– +3 +0"));
    }

    @Test
    @DisplayName("a measurement is told with its sum of weights, N_eff, recipes and what to cite")
    void measurement() {
        Path toy = Toy.in(folder);
        Document json = Unfurl.run("info", toy, "--format", "json").json();
        assertThat(json.get("kind").text()).isEqualTo("measurement");
        assertThat(json.get("nominal").get("sumWeights").number()).isEqualTo(21);
        assertThat(json.get("nominal").get("unit").text()).isEqualTo("fb");
        // (Σw)²/Σw² of 1 … 6
        assertThat(json.get("nominal").get("nEff").number()).isCloseTo(21 * 21 / 91.0, within(1e-12));
        Document head = json.get("head");
        assertThat(head.get("phaseSpace").text()).isEqualTo("x < 10");
        assertThat(head.get("luminosity").get("value").number()).isEqualTo(139);
        assertThat(head.get("weights")
                        .list()
                        .getFirst()
                        .get("recipe")
                        .get("kind")
                        .text())
                .isEqualTo("nominal");
        assertThat(json.get("provenance").get("seed").whole()).isEqualTo(7);
        assertThat(Unfurl.run("info", toy).out())
                .contains("measurement toy")
                .contains("21.0000 fb, the sum of weights_nominal")
                .contains("139 1/fb, known to 1.70 %")
                .contains("weight_mc, times 0.500000")
                .contains("x < 10", "scales all values", "arXiv:1911.09107", "mc.parquet, 6 rows");
    }

    @Test
    @DisplayName("a study is told with every default written out")
    void study() throws IOException {
        Path file = Files.writeString(folder.resolve("study.yaml"), STUDY);
        Unfurl text = Unfurl.run("info", file);
        assertThat(text.code()).isZero();
        Document yaml = Document.yaml(text.out(), "standard output");
        assertThat(yaml.get("method").get("iterations").whole()).isEqualTo(5);
        Document json = Unfurl.run("info", file, "--format", "json").json();
        assertThat(json.get("kind").text()).isEqualTo("study");
        assertThat(json.get("resolved")).isEqualTo(yaml);
        Files.writeString(file, STUDY + "sede: 1\n");
        Unfurl bad = Unfurl.run("info", file);
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("no key 'sede'", "Did you mean 'seed'?");
        assertThat(bad.out()).isEmpty();
    }

    private Path run(String log) throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), STUDY);
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(
                run.resolve("study.resolved.yaml"), Unfurl.run("info", study).out());
        Files.writeString(run.resolve("log.jsonl"), log);
        return run;
    }

    private static String record(int iteration, String step) {
        return """
                {"iteration": %d, "step": "%s", "scale": 1.01, "clipped": 0, "nEff": 812.5, "change": 0.25, \
                "fit": {"rows": 9, "notes": [], "curves": [{"bestEpoch": 1, "training": [0.7, 0.68], \
                "validation": [0.71, 0.69]}, {"bestEpoch": 0, "training": [0.7], "validation": [0.67]}]}, "ledger": []}
                """.formatted(iteration, step);
    }

    @Test
    @DisplayName("a run is told with how far it is, and how to go on")
    void unfinishedRun() throws IOException {
        String log = record(1, "step1")
                + record(1, "step1b")
                + record(1, "step2")
                + record(1, "step2b")
                + record(2, "step1");
        Path run = run(log);
        Document json = Unfurl.run("info", run, "--format", "json").json();
        assertThat(json.get("kind").text()).isEqualTo("run");
        assertThat(json.get("finished").flag()).isFalse();
        assertThat(json.get("iterationsDone").whole()).isEqualTo(1);
        assertThat(json.get("iterations").whole()).isEqualTo(5);
        assertThat(json.get("steps").list()).hasSize(5);
        // The loss of each network at its best epoch.
        assertThat(Toy.numbers(json.get("steps").list().getFirst().get("validationLoss")))
                .containsExactly(0.69, 0.67);
        assertThat(json.find("measurement")).isEmpty();
        assertThat(Unfurl.run("info", run).out())
                .contains("not finished", "--out " + run + " --resume", "1 of 5 done", "0.68000", "813");
    }

    @Test
    @DisplayName("a finished run is told with its inputs, measurement and report")
    void finishedRun() throws IOException {
        Path run = run("");
        MeasurementFolder.write(Toy.measurement(), run.resolve("measurement"));
        Path report = Files.createDirectory(run.resolve("report"));
        Files.writeString(report.resolve("index.html"), "<!doctype html>");
        Document json = Unfurl.run("info", run, "--format", "json").json();
        assertThat(json.get("finished").flag()).isTrue();
        assertThat(json.get("inputs").list().getFirst().get("name").text()).isEqualTo("mc.parquet");
        assertThat(json.get("measurement").text()).endsWith("measurement");
        assertThat(Unfurl.run("info", run).out()).contains("finished", "index.html");
    }

    @Test
    @DisplayName("what is missing, damaged or of no known kind has exit code 2")
    void refused() throws IOException {
        Files.writeString(folder.resolve("events.csv"), "x\n1\n");
        Unfurl missing = Unfurl.run("info", folder.resolve("event.csv"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("Did you mean 'events.csv'?");
        assertThat(Unfurl.run("info", folder.resolve("no/events.csv")).err()).contains("there is no folder");
        Unfurl kind = Unfurl.run("info", Files.writeString(folder.resolve("notes.txt"), "hello"));
        assertThat(kind.code()).isEqualTo(2);
        assertThat(kind.err()).contains("neither a table, a run, a measurement, a model nor a study");
        Unfurl damaged = Unfurl.run("info", Files.writeString(folder.resolve("bad.parquet"), "hello"));
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err()).contains("bad.parquet");
    }
}
