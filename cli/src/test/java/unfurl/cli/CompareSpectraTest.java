package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static unfurl.cli.Toy.numbers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.formats.Document;

/// What `unfurl compare` says of the bins that it tests.
///
/// The shares of the two bins of x, 0.1 and 0.9, are 0.1 and 0.45 per unit; those of the truth, 0.75 and 0.25, are 0.75
/// and 0.125. What the first bin wins the second loses, half as much per unit, so that every covariance of shapes is a
/// variance of the first times ((1, −½), (−½, ¼)): 1/72 of the bootstraps, 9/4900 of tracks, and (0.0625·9 + 0.5625)/16
/// of
/// the truth ([CompareCommandTest]).
class CompareSpectraTest {
    private static final double BOOTSTRAP = 1 / 72.0;
    private static final double TRACKS = 9 / 4900.0;
    private static final double TRUTH = (0.0625 * 9 + 0.5625 * 1) / 16;

    @TempDir
    Path folder;

    private Path uncertain;
    private Path truth;
    private Path bins;

    @BeforeEach
    void write() throws IOException {
        uncertain = Toy.uncertainIn(folder);
        truth = Toy.truthIn(folder);
        bins = Files.writeString(folder.resolve("bins.yaml"), "x: [0, 1, 3]\nn: {bins: 2, from: 0, to: 6}\n");
    }

    private static void assertRows(Document matrix, double... expected) {
        double[] found = matrix.list().stream()
                .flatMapToDouble(row -> Arrays.stream(numbers(row)))
                .toArray();
        assertThat(found).containsExactly(expected, within(1e-15));
    }

    @Test
    @DisplayName(
            "JSON has the values, the truth, and of each source in V uncertainty, covariance and rank, as hist has them")
    void whatIsTested() {
        Unfurl run = Unfurl.run(
                "compare",
                uncertain,
                "--truth",
                truth,
                "--edges-from",
                bins,
                "--closure",
                "theory",
                "--format",
                "json");
        Document x = run.json().get("observables").list().getFirst();
        Document unfolded = x.get("unfolded");
        assertThat(numbers(unfolded.get("value"))).containsExactly(0.1, 0.45);
        assertThat(unfolded.get("unit").text()).isEqualTo("1/GeV");
        assertThat(numbers(x.get("truth").get("value"))).containsExactly(0.75, 0.125);
        for (String key : List.of("uncertainty", "covariance")) {
            assertThat(unfolded.get(key).keys()).containsExactly("luminosity", "bootstrap", "tracks", "total");
        }
        assertThat(numbers(unfolded.get("uncertainty").get("bootstrap")))
                .containsExactly(new double[] {Math.sqrt(BOOTSTRAP), Math.sqrt(BOOTSTRAP) / 2}, within(1e-15));
        Document covariance = unfolded.get("covariance");
        assertRows(covariance.get("tracks"), TRACKS, -TRACKS / 2, -TRACKS / 2, TRACKS / 4);
        double total = BOOTSTRAP + TRACKS;
        assertRows(covariance.get("total"), total, -total / 2, -total / 2, total / 4);
        assertRows(x.get("truth").get("covariance"), TRUTH, -TRUTH / 2, -TRUTH / 2, TRUTH / 4);
        assertThat(unfolded.get("rank").whole()).isEqualTo(1);
        assertThat(unfolded.get("ranks").get("bootstrap").whole()).isEqualTo(1);
        assertThat(unfolded.get("ranks").get("luminosity").whole()).isZero();
        assertThat(unfolded.get("chiSquare").number()).isCloseTo(0.65 * 0.65 / (total + TRUTH), within(1e-9));
        // The same numbers as hist, to the bit.
        Document hist = Unfurl.run(
                        "hist",
                        uncertain,
                        "--observable",
                        "x",
                        "--edges",
                        "0,1,3",
                        "--normalised",
                        "--sources",
                        "luminosity,bootstrap,tracks",
                        "--format",
                        "json")
                .json();
        for (String key : List.of("value", "unit", "uncertainty", "covariance", "rank", "ranks")) {
            assertThat(unfolded.get(key)).as(key).isEqualTo(hist.get(key));
        }
    }

    @Test
    @DisplayName("JSON of a joint test has the bins of all observables, one after the other, as hist --joint has them")
    void whatIsTestedJointly() {
        Document joint = Unfurl.run(
                        "compare",
                        uncertain,
                        "--truth",
                        truth,
                        "--edges-from",
                        bins,
                        "--joint",
                        "n,x",
                        "--absolute",
                        "--format",
                        "json")
                .json()
                .get("joint");
        assertThat(numbers(joint.get("firstBin"))).containsExactly(0, 2);
        // n in [0, 3) has the weights 1, 2, 3 and in [3, 6) 4, 5, 6; of the truth 3 and 1.
        assertThat(numbers(joint.get("value"))).containsExactly(2, 5, 1, 4.5);
        assertThat(numbers(joint.get("truth").get("value"))).containsExactly(1, 1 / 3.0, 3, 0.5);
        // The event of weight 3 lies in the first bins of both, that of weight 1 in their last.
        double[] ofTruth = {1, 0, 3, 0, 0, 1 / 9.0, 0, 1 / 6.0, 3, 0, 9, 0, 0, 1 / 6.0, 0, 0.25};
        assertRows(joint.get("truth").get("covariance"), ofTruth);
        Document hist = Unfurl.run("hist", uncertain, "--joint", "n,x", "--edges-from", bins, "--format", "json")
                .json();
        for (String key : List.of("covariance", "rank", "ranks", "correlation")) {
            assertThat(joint.get(key)).as(key).isEqualTo(hist.get(key));
        }
    }
}
