package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static unfurl.cli.Toy.numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;

class HistCommandTest {
    @TempDir
    Path folder;

    private Path toy;

    @BeforeEach
    void write() {
        toy = Toy.in(folder);
    }

    /// [0, 1) has the weight 1; [1, 3) has 2, 3 and 4; 6 lies below and 5 above.
    private Unfurl hist(Object... more) {
        var args = new ArrayList<Object>();
        args.addAll(List.of("hist", toy, "--observable", "x", "--edges", "0,1,3"));
        args.addAll(List.of(more));
        return Unfurl.run(args.toArray());
    }

    @Test
    @DisplayName("JSON has Σw per width, √Σw² per width, N_eff, Σw and the unit")
    void absolute() {
        Unfurl run = hist("--format", "json");
        assertThat(run.code()).isZero();
        Document json = run.json();
        assertThat(json.keys()).contains("edges", "value", "statError", "statErrorOf", "nEff", "sumWeights", "unit");
        assertThat(json.get("statErrorOf").text()).isEqualTo("sample statistics only");
        assertThat(numbers(json.get("edges"))).containsExactly(0, 1, 3);
        assertThat(numbers(json.get("value"))).containsExactly(1, 9 / 2.0);
        assertThat(numbers(json.get("statError"))).containsExactly(new double[] {1, Math.sqrt(29) / 2}, within(1e-15));
        assertThat(numbers(json.get("nEff"))).containsExactly(1, 81 / 29.0);
        assertThat(numbers(json.get("sumWeights"))).containsExactly(1, 9);
        assertThat(json.get("unit").text()).isEqualTo("fb/GeV");
        assertThat(json.get("outside").get("below").get("sumWeights").number()).isEqualTo(6);
        assertThat(json.get("outside").get("above").get("events").whole()).isEqualTo(1);
    }

    @Test
    @DisplayName("normalised bins integrate to 1, and their errors know that the total fluctuates")
    void normalised() {
        Document json = hist("--normalised", "--format", "json").json();
        assertThat(numbers(json.get("value"))).containsExactly(new double[] {0.1, 0.45}, within(1e-15));
        // Var p = ((1−p)² v + p² v′)/H² with p = 0.1, v = 1, v′ = 29, H = 10; the other bin has the same.
        double error = Math.sqrt(0.9 * 0.9 * 1 + 0.1 * 0.1 * 29) / 10;
        assertThat(numbers(json.get("statError"))).containsExactly(new double[] {error, error / 2}, within(1e-15));
        assertThat(numbers(json.get("sumWeights"))).containsExactly(1, 9);
        assertThat(json.get("unit").text()).isEqualTo("1/GeV");
    }

    @Test
    @DisplayName("an expression with a cut counts the events that meet it")
    void expressionAndCut() {
        Unfurl run = Unfurl.run(
                "hist",
                toy,
                "--observable",
                "2*x + 1",
                "--where",
                "n >= 2 && x > 0",
                "--edges",
                "-1,4,8.5",
                "--format",
                "json");
        assertThat(numbers(run.json().get("sumWeights"))).containsExactly(0, 3 + 4 + 5);
    }

    @Test
    @DisplayName("a run folder and a zip are measurements too")
    void runFolderAndZip() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        MeasurementFolder.write(Toy.measurement(), run.resolve("measurement"));
        Path zip = folder.resolve("toy.zip");
        MeasurementFolder.write(Toy.measurement(), zip);
        String expected = hist("--format", "json").out();
        for (Path path : new Path[] {run, zip}) {
            assertThat(Unfurl.run("hist", path, "--observable", "x", "--edges", "0,1,3", "--format", "json")
                            .out())
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("CSV reads back as a table with the same numbers")
    void csv() throws IOException {
        Path file = Files.writeString(
                folder.resolve("hist.csv"), hist("--format", "csv").out());
        var table = Tables.read(file);
        assertThat(table.names())
                .containsExactly(
                        "low",
                        "high",
                        "value",
                        "statError",
                        "nEff",
                        "sumWeights",
                        "systError",
                        "totalError",
                        "uncertainty.luminosity",
                        "uncertainty.sample statistics");
        assertThat(table.column("uncertainty.luminosity", "test").at(1)).isCloseTo(0.017 * 4.5, within(1e-15));
        assertThat(table.column("value", "test").at(1)).isEqualTo(4.5);
        assertThat(table.column("high", "test").at(1)).isEqualTo(3);
    }

    @Test
    @DisplayName("the table has a line for each bin, with units in its head")
    void table() {
        Unfurl run = hist();
        assertThat(run.lines().getFirst()).isEqualTo("x in toy");
        assertThat(run.lines().get(1)).isEqualTo("stat. error: sample statistics only");
        assertThat(run.lines().get(2)).isEqualTo("total error: luminosity + sample statistics; rank 2 of 2 bins");
        assertThat(run.lines().get(4)).contains("x [GeV]", "value [fb/GeV]", "stat.", "syst.", "total", "Σw [fb]");
        assertThat(run.lines().get(5)).contains("0 … 1", "1.000", "0.0170", "100 %");
        assertThat(run.lines().get(6)).contains("1 … 3", "4.500", "2.69", "59.9 %", "9.000", "█".repeat(12));
        assertThat(run.lines().get(8)).isEqualTo("per cent of the value:");
        assertThat(run.lines().get(9)).contains("luminosity", "sample statistics", "total");
        assertThat(run.lines().get(10)).contains("1.70", "100", "100");
        assertThat(run.lines()).hasSize(12).allMatch(line -> line.length() <= 100);
    }

    @Test
    @DisplayName("thin bins and events outside the edges are told on standard error alone")
    void remarks() {
        assertThat(hist("--format", "json").err().lines())
                .containsExactly(
                        "warning: 2 of 2 bins have N_eff below 5000: 0 … 1 (1), 1 … 3 (3)",
                        "warning: 2 of 2 bins have a statistical error above 15 %: 0 … 1 (100 %), 1 … 3 (59.8 %)",
                        "note: 1 event lies outside the edges, below 0: weight 6.000 fb, 28.6 % of all",
                        "note: 1 event lies outside the edges, at or above 3: weight 5.000 fb, 23.8 % of all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xx         | 0,1    | true          | no column",
                "x +        | 0,1    | true          | --observable",
                "x          | 0,one  | true          | is no edge of a bin",
                "x          | 0      | true          | at least two edges",
                "x          | 1,0    | true          | the edges of axis 'x' must be finite and strictly increasing",
                "x          | 1,0    | true          | asked by   --edges",
                "x          | 0,1    | x > 99        | no event of 6 passes 'x > 99'",
                "x          | 0,NaN  | true          | finite",
                "x          | 0,1    | x +           | --where",
                "x          | 0,1    | x             | not true or false",
                "x > 1      | 0,1    | x > 0         | where a number is needed",
                "sqrt(x)    | 0,1    | x < 10        | not a number for 1 of 6 events",
            })
    @DisplayName("what cannot be histogrammed is refused with its reason, and nothing is printed")
    void refused(String observable, String edges, String where, String reason) {
        Unfurl run = Unfurl.run(
                "hist",
                toy,
                "--observable",
                observable,
                "--edges",
                edges,
                "--where",
                where.equals("true") ? "x < 100" : where,
                "--format",
                "json");
        assertThat(run.err()).contains(reason);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("edges without weight between them cannot be normalised, and are zeros otherwise")
    void nothingInside() {
        Unfurl run = Unfurl.run("hist", toy, "--observable", "x", "--edges", "50,60", "--normalised");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("cannot normalise 'x': the weights between the edges 50 and 60 sum to 0");
        Unfurl absolute = Unfurl.run("hist", toy, "--observable", "x", "--edges", "50,60", "--format", "json");
        assertThat(numbers(absolute.json().get("value"))).containsExactly(0);
    }

    @Test
    @DisplayName("no measurement, a damaged one, a missing option and a misspelt format have exit code 2")
    void usage() throws IOException {
        assertThat(Unfurl.run("hist", folder, "--observable", "x", "--edges", "0,1"))
                .matches(run -> run.code() == 2)
                .matches(run -> run.err().contains("is no measurement"));
        Unfurl missing = Unfurl.run("hist", toy, "--edges", "0,1");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("--observable=EXPR", "--joint=a,b,c", "unfurl hist --help");
        assertThat(hist("--edges-from", "bins.yaml").err())
                .contains("--edges=a,b,c and --edges-from=FILE exclude each other");
        assertThat(hist("--joint", "x,n").err()).contains("exclude each other");
        assertThat(hist("--format", "jsn").err())
                .contains("no choice 'jsn' in --format. Did you mean 'json'?", "csv, json, table");
        assertThat(hist("--normalized").err()).contains("Did you mean '--normalised'?");
        Files.writeString(toy.resolve("events.parquet"), "damaged");
        Unfurl damaged = hist();
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err()).contains("events.parquet is damaged or was changed");
    }
}
