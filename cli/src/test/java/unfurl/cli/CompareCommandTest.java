package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static unfurl.cli.Toy.numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.Tables;

class CompareCommandTest {
    @TempDir
    Path folder;

    private Path toy;
    private Path truth;
    private Path bins;

    @BeforeEach
    void write() throws IOException {
        toy = Toy.in(folder);
        truth = Toy.truthIn(folder);
        bins = Files.writeString(folder.resolve("bins.yaml"), "x: [0, 1, 3]\nn: {bins: 2, from: 0, to: 6}\n");
    }

    private static Document line(Document json, String observable) {
        return json.get("observables").list().stream()
                .filter(line -> line.get("observable").text().equals(observable))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("triangular discriminator, Wasserstein-1, χ² and its p-value are those computed by hand")
    void numbersByHand() {
        Unfurl run = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", bins, "--format", "json");
        assertThat(run.code()).isZero();
        assertThat(run.json().get("weight").text()).isEqualTo("weight_mc");
        assertThat(run.json().get("events").whole()).isEqualTo(2);
        assertThat(run.json().get("covarianceOf").text())
                .isEqualTo(
                        "luminosity + sample statistics, and the statistics of the truth; not the statistics of the data");
        Document x = line(run.json(), "x");
        assertThat(numbers(x.get("edges"))).containsExactly(0, 1, 3);
        // In [0, 1) and [1, 3): unfolded 1 and 9 of 21, truth 3 and 1 of 4, prior 1 and 3 of 6 events.
        Document unfolded = x.get("unfolded");
        double triangular = triangular(1 / 21.0, 0.75) + triangular(9 / 21.0, 0.25);
        assertThat(unfolded.get("triangularTimes1000").number()).isCloseTo(1000 * triangular, within(1e-10));
        assertThat(x.get("prior").get("triangularTimes1000").number())
                .isCloseTo(1000 * (triangular(1 / 6.0, 0.75) + triangular(3 / 6.0, 0.25)), within(1e-10));
        // Distribution functions at −1, 0.5, 1.5, 2, 2.5, 3.5: 6, 7, 12, 12, 16, 21 of 21; truth 0, 3, 3, 4, 4, 4 of 4.
        double wasserstein = 1.5 * 6 / 21 + (0.75 - 7 / 21.0) + 0.5 * (0.75 - 12 / 21.0) + 0.5 * 9 / 21 + 5 / 21.0;
        assertThat(unfolded.get("wasserstein").number()).isCloseTo(wasserstein, within(1e-12));
        // One degree of freedom: (0.1 − 0.75)² over the two variances, ((1−p)² v + p² v′)/H².
        double variance = (0.81 * 1 + 0.01 * 29) / 100 + (0.0625 * 9 + 0.5625 * 1) / 16;
        double chiSquare = 0.65 * 0.65 / variance;
        assertThat(unfolded.get("chiSquare").number()).isCloseTo(chiSquare, within(1e-9));
        assertThat(unfolded.get("degreesOfFreedom").whole()).isEqualTo(1);
        assertThat(unfolded.find("covarianceDegreesOfFreedom")).isEmpty();
        assertThat(unfolded.find("withoutPValue")).isEmpty();
        // erfc(√(χ²/2)) for χ² = 5.196003074…, from Python's math.erfc.
        assertThat(unfolded.get("pValue").number()).isCloseTo(0.0226388861267321, within(1e-12));
        // The floor ½ Σ V/(p+q), where V = ((1−p)² v + p² (S−v))/H² with S = 91, H = 21; truth S = 10, H = 4.
        double low = variance(1 / 21.0, 1, 91, 21) + variance(0.75, 9, 10, 4);
        double high = variance(9 / 21.0, 29, 91, 21) + variance(0.25, 1, 10, 4);
        double floor = 0.5 * (low / (1 / 21.0 + 0.75) + high / (9 / 21.0 + 0.25));
        assertThat(unfolded.get("floorTimes1000").number()).isCloseTo(1000 * floor, within(1e-10));
        // After iteration 1 the bins have 1 and 3 of 7.
        double first = triangular(1 / 7.0, 0.75) + triangular(3 / 7.0, 0.25);
        assertThat(numbers(x.get("iterations"))).containsExactly(new double[] {1000 * first}, within(1e-10));
    }

    private static double triangular(double p, double q) {
        return 0.5 * (p - q) * (p - q) / (p + q);
    }

    private static double variance(double p, double squares, double allSquares, double total) {
        return ((1 - p) * (1 - p) * squares + p * p * (allSquares - squares)) / (total * total);
    }

    @Test
    @DisplayName("the mean is that of the observables")
    void mean() {
        Document json = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", bins, "--format", "json")
                .json();
        for (String which : List.of("unfolded", "prior")) {
            double mean = 0.5
                    * (line(json, "x").get(which).get("triangularTimes1000").number()
                            + line(json, "n")
                                    .get(which)
                                    .get("triangularTimes1000")
                                    .number());
            assertThat(json.get("mean").get(which).get("triangularTimes1000").number())
                    .isCloseTo(mean, within(1e-9));
        }
    }

    @Test
    @DisplayName("without bins there are 25 between the quantiles of the truth in the phase space")
    void defaultBins() {
        Document json =
                Unfurl.run("compare", toy, "--truth", truth, "--format", "json").json();
        double[] edges = numbers(line(json, "x").get("edges"));
        assertThat(edges).hasSize(26);
        assertThat(edges[0]).isEqualTo(0.5);
        assertThat(edges[25]).isEqualTo(2);
        assertThat(edges[1] - edges[0]).isCloseTo(1.5 / 25, within(1e-12));
    }

    @Test
    @DisplayName("a weight column of choice is used")
    void weightColumn() {
        Document json = Unfurl.run(
                        "compare", toy, "--truth", truth, "--weight", "other", "--edges-from", bins, "--format", "json")
                .json();
        assertThat(json.get("weight").text()).isEqualTo("other");
        // Truth ½ and ½, unfolded 1 and 9 of 21.
        double triangular = triangular(1 / 21.0, 0.5) + triangular(9 / 21.0, 0.5);
        assertThat(line(json, "x").get("unfolded").get("triangularTimes1000").number())
                .isCloseTo(1000 * triangular, within(1e-10));
    }

    @Test
    @DisplayName("bins come from a study, an earlier answer, a table or a measurement as well")
    void edgesFrom() throws IOException {
        Path study = Files.writeString(
                folder.resolve("study.yaml"), "study: toy\nobservables: {names: [x, n], bins: {x: [0, 1, 3]}}\n");
        String earlier = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", bins, "--format", "json")
                .out();
        Path answer = Files.writeString(folder.resolve("answer.json"), earlier);
        assertThat(edges(study)).containsExactly(0, 1, 3);
        assertThat(edges(answer)).containsExactly(0, 1, 3);
        Path table = folder.resolve("other.npz");
        Tables.write(
                Table.of(
                        "other", List.of(Column.owning("x", new double[] {-2, 8, 50}), Column.owning("q", new int[3]))),
                table);
        assertThat(edges(table)).hasSize(26).startsWith(-2).endsWith(8);
        assertThat(edges(toy)).hasSize(26).startsWith(-1).endsWith(3.5);
    }

    private double[] edges(Path from) {
        Unfurl run = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", from, "--format", "json");
        assertThat(run.err()).doesNotContain("unfurl:");
        return numbers(line(run.json(), "x").get("edges"));
    }

    @Test
    @DisplayName("the table has a line for each observable and the mean; what got worse is told on standard error")
    void table() {
        Unfurl run = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", bins);
        assertThat(run.lines().getFirst())
                .isEqualTo("toy beside truth.csv: 2 events in the phase space, weights 'weight_mc'");
        assertThat(run.lines()).anyMatch(line -> line.strip().startsWith("x "));
        assertThat(run.lines()).anyMatch(line -> line.strip().startsWith("n "));
        assertThat(run.lines()).anyMatch(line -> line.strip().startsWith("mean"));
        assertThat(run.lines())
                .contains(
                        "χ²: luminosity + sample statistics, and the statistics of the truth; not the statistics of the data",
                        "V is inverted by: pseudo-inverse")
                .allMatch(line -> line.length() <= 100);
        assertThat(run.out()).contains("332.754", "227.273");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "z: [0, 1]                  | no observable",
                "x: [0]                     | at least two edges",
                "x: [1, 0]                  | rising edges",
                "x: {bins: 3, from: 0}      | no key",
                "x: {bns: 3, from: 0, to: 1}| no key",
                "study: toy                 | no observable",
                "{}                         | has no observable of the measurement",
            })
    @DisplayName("bins that cannot be used are refused with their place")
    void badEdges(String yaml, String reason) throws IOException {
        Files.writeString(bins, yaml + "\n");
        Unfurl run = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", bins, "--format", "json");
        assertThat(run.err()).contains(reason);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("a truth that is missing, lacks a column or has no event in the phase space is refused")
    void badTruth() {
        Unfurl missing = Unfurl.run("compare", toy, "--truth", folder.resolve("trut.csv"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("Did you mean 'truth.csv'?");
        Unfurl weight = Unfurl.run("compare", toy, "--truth", truth, "--weight", "weight_m");
        assertThat(weight.code()).isEqualTo(2);
        assertThat(weight.err())
                .contains("Did you mean 'weight_mc'?", "asked by   --weight")
                .doesNotContain("--truth");
        Path far = folder.resolve("far.csv");
        Tables.write(
                Table.of("far", List.of(Column.owning("x", new double[] {20}), Column.owning("n", new int[] {1}))),
                far);
        Unfurl outside = Unfurl.run("compare", toy, "--truth", far);
        assertThat(outside.code()).isEqualTo(2);
        assertThat(outside.err()).contains("no event of far.csv (1 rows) is in the phase space 'x < 10'");
    }

    /// Shapes of x, p = (0.1, 0.9): the bootstraps have (2, 10)/12 and 0, so that they deviate by ±1/12
    /// in the first bin and the variance is 1/72. Shifts: tracks 1.5/10.5 − 0.1 = 3/70, theory 1/12 −
    /// 0.1 = −1/60. The luminosity drops out. With the truth's variance (0.0625·9 + 0.5625)/16.
    @Test
    @DisplayName("χ² has every source, or those that are chosen, and the Kolmogorov–Smirnov test is beside it")
    void sources() {
        Path uncertain = Toy.uncertainIn(folder);
        Document x = line(
                Unfurl.run("compare", uncertain, "--truth", truth, "--edges-from", bins, "--format", "json")
                        .json(),
                "x");
        double ofTruth = (0.0625 * 9 + 0.5625 * 1) / 16;
        double all = 1 / 72.0 + 9 / 4900.0 + 1 / 3600.0 + ofTruth;
        assertThat(x.get("unfolded").get("chiSquare").number()).isCloseTo(0.65 * 0.65 / all, within(1e-9));
        assertThat(x.get("unfolded").get("degreesOfFreedom").whole()).isEqualTo(1);
        assertThat(x.get("unfolded").get("sources").list())
                .extracting(Document::text)
                .containsExactly("luminosity", "bootstrap", "tracks", "theory");
        // |F − G| is largest from 2 on, with 12 of 21 and all of the truth. N_eff is 441/91 and 16/10.
        Document test = x.get("unfolded").get("kolmogorovSmirnov");
        assertThat(test.get("distance").number()).isCloseTo(9 / 21.0, within(1e-15));
        assertThat(test.get("nEff").number()).isCloseTo((441 / 91.0 * 1.6) / (441 / 91.0 + 1.6), within(1e-14));
        Document few = line(
                Unfurl.run(
                                "compare",
                                uncertain,
                                "--truth",
                                truth,
                                "--edges-from",
                                bins,
                                "--sources",
                                "theory",
                                "--format",
                                "json")
                        .json(),
                "x");
        assertThat(few.get("unfolded").get("chiSquare").number())
                .isCloseTo(0.65 * 0.65 / (1 / 3600.0 + ofTruth), within(1e-9));
        // The prior has no sources: its χ² is that of the two samples.
        assertThat(few.get("prior").get("chiSquare").number())
                .isEqualTo(x.get("prior").get("chiSquare").number());
    }

    /// Two observables of one bin pattern: n in [0, 1) is event 0, and n in [1, 4) events 1, 2, 3, as x
    /// in [0, 1) and [1, 3). So their differences are equal and the joint χ² is that of one, with its
    /// one degree of freedom.
    @Test
    @DisplayName("observables that are one and the same have jointly the χ² of one")
    void joint() throws IOException {
        Path same = folder.resolve("same.csv");
        Tables.write(
                Table.of(
                        "same",
                        List.of(
                                Column.owning("x", new double[] {0.5, 2, 2.5}),
                                Column.owning("n", new int[] {0, 1, 3}),
                                Column.owning("weight_mc", new double[] {3, 1, 2}))),
                same);
        Files.writeString(bins, "x: [0, 1, 3]\nn: [0, 1, 3.5]\n");
        Unfurl run = Unfurl.run(
                "compare", toy, "--truth", same, "--edges-from", bins, "--joint", "x, n", "--format", "json");
        assertThat(run.code()).as(run.err()).isZero();
        Document together = run.json().get("joint");
        Document alone = line(run.json(), "x").get("unfolded");
        assertThat(together.get("degreesOfFreedom").whole()).isEqualTo(1);
        assertThat(together.get("chiSquare").number())
                .isCloseTo(alone.get("chiSquare").number(), within(1e-9));
        assertThat(together.get("observables").list()).hasSize(2);
        Unfurl table = Unfurl.run("compare", toy, "--truth", same, "--edges-from", bins, "--joint", "x,n");
        assertThat(table.lines()).contains("jointly: x, n").allMatch(line -> line.length() <= 100);
    }

    @Test
    @DisplayName("the inverse is named, and refused where there is nothing for it to correct")
    void inverse() {
        Path uncertain = Toy.uncertainIn(folder);
        Unfurl shrunk =
                Unfurl.run("compare", uncertain, "--truth", truth, "--edges-from", bins, "--inverse", "shrinkage");
        assertThat(shrunk.code()).as(shrunk.err()).isZero();
        assertThat(shrunk.lines())
                .contains("V is inverted by: shrinkage", "no p: how χ² is distributed after shrinkage is not known");
        Unfurl hartlap =
                Unfurl.run("compare", uncertain, "--truth", truth, "--edges-from", bins, "--inverse", "hartlap");
        assertThat(hartlap.code()).as(hartlap.err()).isZero();
        assertThat(hartlap.lines()).contains("V is inverted by: hartlap");
        Unfurl none = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", bins, "--inverse", "shrinkage");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("is made of replicas");
        Unfurl wrong = Unfurl.run("compare", toy, "--truth", truth, "--inverse", "hartlab");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Did you mean 'hartlap'?");
        assertThat(Unfurl.run("compare", toy, "--truth", truth, "--inverse", "pseudo-inverse", "--edges-from", bins)
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sources | luminosty            | Did you mean 'luminosity'?",
                "--sources | luminosity,luminosity| would be counted twice",
                "--joint   | x,z                  | no observable 'z'",
                "--joint   | x                    | a joint test is of two or more different observables",
                "--joint   | x,x                  | a joint test is of two or more different observables",
            })
    @DisplayName("sources and observables that are not there, or stand twice, are refused")
    void badTests(String option, String value, String reason) {
        Unfurl run = Unfurl.run("compare", toy, "--truth", truth, "--edges-from", bins, option, value);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
        assertThat(run.out()).isEmpty();
    }
}
