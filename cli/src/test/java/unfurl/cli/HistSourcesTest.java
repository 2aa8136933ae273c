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

/// `unfurl hist` of a measurement with several sources: [0, 1) has the weight 1 and [1, 3) has 9.
///
/// Per unit the bins have 1 and 4.5. The bootstraps deviate by ±(1, 0.5) from their mean, so that their
/// covariance is ((2, 1), (1, 0.5)); the shifts are tracks (0.5, 0) and theory (0, 1); the toys' covariance is
/// ((2, 0), (0, 0)).
class HistSourcesTest {
    private static final double LUMINOSITY = 0.017 * 0.017;

    @TempDir
    Path folder;

    private Path toy;

    @BeforeEach
    void write() {
        toy = Toy.uncertainIn(folder);
    }

    private Unfurl hist(Object... more) {
        var args = new ArrayList<Object>();
        args.addAll(List.of("hist", toy, "--observable", "x", "--edges", "0,1,3"));
        args.addAll(List.of(more));
        return Unfurl.run(args.toArray());
    }

    private static void assertRows(Document matrix, double... expected) {
        double[] found = matrix.list().stream()
                .flatMap(row -> row.list().stream())
                .mapToDouble(Document::number)
                .toArray();
        assertThat(found).containsExactly(expected, within(1e-13));
    }

    @Test
    @DisplayName("JSON has the error, the covariance and the rank of each source and of their total")
    void sources() {
        Document json = hist("--format", "json").json();
        assertThat(json.get("uncertainty").keys())
                .containsExactly("luminosity", "bootstrap", "tracks", "theory", "total");
        assertThat(numbers(json.get("uncertainty").get("bootstrap")))
                .containsExactly(new double[] {Math.sqrt(2), Math.sqrt(0.5)}, within(1e-15));
        assertThat(numbers(json.get("uncertainty").get("tracks"))).containsExactly(0.5, 0);
        assertThat(numbers(json.get("statError")))
                .containsExactly(numbers(json.get("uncertainty").get("bootstrap")));
        assertThat(json.get("statErrorOf").text()).isEqualTo("bootstrap");
        double syst = LUMINOSITY + 0.25;
        assertThat(numbers(json.get("systError"))[0]).isCloseTo(Math.sqrt(syst), within(1e-15));
        assertRows(json.get("covariance").get("bootstrap"), 2, 1, 1, 0.5);
        assertRows(
                json.get("covariance").get("total"),
                2.25 + LUMINOSITY,
                1 + 4.5 * LUMINOSITY,
                1 + 4.5 * LUMINOSITY,
                1.5 + 4.5 * 4.5 * LUMINOSITY);
        assertThat(json.get("rank").whole()).isEqualTo(2);
        assertThat(json.get("ranks").get("bootstrap").whole()).isEqualTo(1);
        assertThat(hist().err()).contains("note: toys are in no total unless named in --sources: toys");
    }

    @Test
    @DisplayName("--sources restricts all of it, and takes toys for the sources that they hold")
    void chosen() {
        Document json = hist("--sources", "toys,theory", "--format", "json").json();
        assertRows(json.get("covariance").get("total"), 2, 0, 0, 1);
        // No statistical source is among them: the finite number of published events is left.
        assertThat(json.get("statErrorOf").text()).isEqualTo("sample statistics only");
        assertThat(numbers(json.get("statError"))[1]).isCloseTo(Math.sqrt(29) / 2, within(1e-15));
        Unfurl table = hist("--sources", "theory");
        assertThat(table.lines().get(2)).isEqualTo("total error: theory; rank 1 of 2 bins");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bootstrp         | Did you mean 'bootstrap'?",
                "theory,theory    | the source 'theory' would be counted twice: by its own name, and by its own name",
                "toys,tracks      | the source 'tracks' would be counted twice: in 'toys', which holds it, and by its own name",
                "tracks,toys      | twice: by its own name, and in 'toys', which holds it",
                "theory,          | has an empty name",
                "nominal          | no source of uncertainty 'nominal'",
            })
    @DisplayName("sources that cannot be added are refused")
    void refused(String sources, String reason) {
        Unfurl run = hist("--sources", sources, "--format", "json");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(reason, "asked by   --sources");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("several observables have one covariance, with the events that their bins share")
    void joint() throws IOException {
        // x: [0, 1) has event 0, [1, 3) events 1, 2, 3; n: [0, 2) has events 0 and 1, [2, 4) events 2 and 3.
        Unfurl run = Unfurl.run(
                "hist", Toy.in(folder), "--joint", "x, n", "--edges", "0,1,3", "--edges", "0,2,4", "--format", "json");
        assertThat(run.code()).as(run.err()).isZero();
        Document json = run.json();
        assertThat(json.get("joint").list()).hasSize(2);
        assertThat(json.get("joint").list().getLast().get("observable").text()).isEqualTo("n");
        assertThat(json.get("joint").list().getLast().get("firstBin").whole()).isEqualTo(2);
        assertThat(numbers(json.get("joint").list().getLast().get("value"))).containsExactly(1.5, 3.5);
        assertRows(
                json.get("covariance").get("sample statistics"),
                new double[] {1, 0, 0.5, 0, 0, 7.25, 1, 6.25, 0.5, 1, 1.25, 0, 0, 6.25, 0, 6.25});
        double[] errors = {1, 4.5, 1.5, 3.5};
        double correlation = (0.5 + LUMINOSITY * errors[0] * errors[2])
                / Math.sqrt((1 + LUMINOSITY) * (1.25 + LUMINOSITY * errors[2] * errors[2]));
        assertThat(numbers(json.get("correlation").list().getFirst())[2]).isCloseTo(correlation, within(1e-14));
        Path bins = Files.writeString(folder.resolve("bins.yaml"), "x: [0, 1, 3]\nn: [0, 2, 4]\n");
        assertThat(Unfurl.run(
                                "hist",
                                folder.resolve("toy.measurement"),
                                "--joint",
                                "x,n",
                                "--edges-from",
                                bins,
                                "--format",
                                "json")
                        .out())
                .isEqualTo(run.out());
    }

    @Test
    @DisplayName("the table of several observables has theirs one after the other, and the correlations")
    void jointTable() {
        Unfurl run = Unfurl.run("hist", toy, "--joint", "x,min(x, n)", "--edges", "0,1,3", "--edges", "0,1,3");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines())
                .contains("min(x, n) in toy", "correlations of the total error in per cent, bin by bin:");
        assertThat(run.lines()).allMatch(line -> line.length() <= 100);
        assertThat(run.err()).contains("warning: x: 2 of 2 bins have N_eff below 5000");
        Unfurl csv = Unfurl.run(
                "hist", toy, "--joint", "x,min(x, n)", "--edges", "0,1,3", "--edges", "0,1,3", "--format", "csv");
        assertThat(csv.lines()).hasSize(5);
        assertThat(csv.lines().getFirst()).startsWith("observable,low,high,value");
        assertThat(csv.lines().getLast()).startsWith("\"min(x, n)\",1.0,3.0,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,xx   | --edges 0,1 --edges 0,1       | Did you mean 'x'?",
                "x,x    | --edges 0,1 --edges 0,1       | is not two or more different observables",
                "x      | --edges 0,1                   | is not two or more different observables",
                "x,     | --edges 0,1 --edges 0,1       | --joint",
                "x,n    | --edges 0,1                   | --edges is given 1 time, and there are 2 observables",
                "x,n    | --edges 0,1 --edges 1,0       | asked by   --edges",
                "x,n    |                               | no published bins of 'x'",
                "x,n    | --edges-from none.yaml        | none.yaml",
                "x,n    | --edges 0,1 --edges 50,60 --normalised | cannot normalise 'n'",
            })
    @DisplayName("what cannot be made together is refused with its reason")
    void badJoint(String joint, String more, String reason) {
        var args = new ArrayList<Object>(List.of("hist", toy, "--joint", joint));
        if (more != null) {
            args.addAll(List.of((Object[]) more.split(" ", -1)));
        }
        Unfurl run = Unfurl.run(args.toArray());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("bins that a file does not have are refused with those that it has")
    void missingBins() throws IOException {
        Path bins = Files.writeString(folder.resolve("bins.yaml"), "x: [0, 1, 3]\n");
        Unfurl run = Unfurl.run("hist", toy, "--joint", "x,n", "--edges-from", bins);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no bins of 'n' in", "bins.yaml", "available  x");
    }
}
