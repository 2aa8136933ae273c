package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;

/// What `unfurl compare` makes of a truth that has something to do with the measurement, and of an absolute one.
///
/// In [0, 1) and [1, 3) of x the result has 1 and 9 and the truth 3 and 1; the shares 0.1 and 0.75 differ by 0.65.
/// The variances of 0.1 are 1/72 from the bootstraps, 9/4900 from tracks and 1/3600 from theory, that of 0.75 is
/// (0.0625·9 + 0.5625)/16: [CompareCommandTest].
class CompareTruthTest {
    private static final double BOOTSTRAP = 1 / 72.0;
    private static final double TRACKS = 9 / 4900.0;
    private static final double THEORY = 1 / 3600.0;
    private static final double TRUTH = (0.0625 * 9 + 0.5625 * 1) / 16;

    @TempDir
    Path folder;

    private Path truth;
    private Path bins;

    @BeforeEach
    void write() throws IOException {
        truth = Toy.truthIn(folder);
        bins = Files.writeString(folder.resolve("bins.yaml"), "x: [0, 1, 3]\nn: {bins: 2, from: 0, to: 6}\n");
    }

    private Path measurement(String role, boolean sameEvents, String... sources) {
        return Toy.uncertainIn(
                folder, new Provenance.Input(role, "truth.csv", 3, Digest.of(truth), List.of(sources), sameEvents));
    }

    private Unfurl compare(Path measurement, Object... more) {
        var args = new ArrayList<Object>(List.of("compare", measurement, "--truth", truth, "--edges-from", bins));
        args.addAll(List.of(more));
        return Unfurl.run(args.toArray());
    }

    private static Document x(Document json) {
        return json.get("observables").list().getFirst().get("unfolded");
    }

    private static void requireVariance(Document json, double variance) {
        assertThat(x(json).get("chiSquare").number()).isCloseTo(0.65 * 0.65 / variance, within(1e-9));
    }

    private static List<String> texts(Document list) {
        return list.list().stream().map(Document::text).toList();
    }

    @Test
    @DisplayName("a source that is said to be made of the truth is left out of V, and named everywhere")
    void closure() {
        Path measurement = Toy.uncertainIn(folder);
        Document json =
                compare(measurement, "--closure", "theory", "--format", "json").json();
        requireVariance(json, BOOTSTRAP + TRACKS + TRUTH);
        assertThat(texts(x(json).get("leftOut"))).containsExactly("theory");
        assertThat(texts(json.get("madeOfTruth").get("leftOut"))).containsExactly("theory");
        assertThat(json.get("covarianceOf").text())
                .isEqualTo("luminosity + bootstrap + tracks, and the statistics of the truth");
        Unfurl table = compare(measurement, "--closure", "theory,tracks");
        assertThat(table.err()).contains("note: left out of V, being made of this truth: theory, tracks");
        assertThat(table.out()).contains("χ²: luminosity + bootstrap, and the statistics of the truth");
        assertThat(table.lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    @DisplayName("a source that read the truth's file is left out without being asked, unless it is asked for by name")
    void byDigest() {
        Path measurement = measurement("theory", false, "theory");
        Document json = compare(measurement, "--format", "json").json();
        requireVariance(json, BOOTSTRAP + TRACKS + TRUTH);
        assertThat(texts(x(json).get("leftOut"))).containsExactly("theory");
        Unfurl named = compare(measurement, "--sources", "theory,tracks", "--format", "json");
        requireVariance(named.json(), TRACKS + THEORY + TRUTH);
        assertThat(texts(named.json().get("madeOfTruth").get("kept"))).containsExactly("theory");
        assertThat(named.err()).contains("warning: made of this truth, and in V as --sources names it: theory");
        Unfurl both = compare(measurement, "--sources", "theory,tracks", "--closure", "theory", "--format", "json");
        requireVariance(both.json(), TRACKS + TRUTH);
    }

    @Test
    @DisplayName("toys that hold such a source cannot be without it, which is said")
    void toys() {
        Unfurl run = compare(measurement("tracks", false, "tracks"), "--sources", "toys,theory", "--format", "json");
        assertThat(run.err()).contains("warning: in V, and holds a source that was made of this truth: toys");
        assertThat(texts(run.json().get("madeOfTruth").get("kept"))).containsExactly("toys");
    }

    @Test
    @DisplayName("a truth of the data's own events adds no fluctuations to V, by option, as data or as such a truth")
    void sameEvents() {
        for (Path measurement : List.of(measurement("data", false), measurement("truth", true))) {
            Unfurl run = compare(measurement, "--format", "json");
            requireVariance(run.json(), BOOTSTRAP + TRACKS + THEORY);
            assertThat(run.json().get("sameEvents").flag()).isTrue();
            assertThat(run.err()).contains("note: this truth holds the data's own events");
        }
        Path other = measurement("truth", false);
        assertThat(compare(other, "--format", "json").json().get("sameEvents").flag())
                .isFalse();
        Unfurl said = compare(other, "--same-events");
        assertThat(said.out()).contains("χ²: luminosity + bootstrap + tracks + theory\n");
        requireVariance(compare(other, "--same-events", "--format", "json").json(), BOOTSTRAP + TRACKS + THEORY);
    }

    /// Without the truth's own part V is the total of `hist`. The correlations of two replicas are shrunk to none, and
    /// held to the integral B = (0.9² + 0.1²)/72 is left of the bootstraps' variance. With S of tracks and theory,
    /// f = 1 + B Q and Q = 1/(B/f + S) in the one direction, x = 1/f solves B x² + S x − S = 0, m = (B + S) Q and
    /// ν = m/(m − 1).
    @Test
    @DisplayName("hist knows its normalised total as well as the test of it does")
    void asWellKnownAsInHist() {
        double b = 0.82 * BOOTSTRAP;
        double s = TRACKS + THEORY;
        double x = (Math.sqrt(s * s + 4 * b * s) - s) / (2 * b);
        double mean = (b + s) / (x * b + s);
        Path measurement = Toy.uncertainIn(folder);
        Document tested =
                x(compare(measurement, "--same-events", "--format", "json").json());
        Document hist = hist(measurement, "--normalised");
        for (Document answer : List.of(tested, hist)) {
            assertThat(answer.get("covarianceDegreesOfFreedom").number()).isCloseTo(mean / (mean - 1), within(1e-3));
        }
    }

    private static Document hist(Path measurement, Object... more) {
        var args = new ArrayList<Object>(
                List.of("hist", measurement, "--observable", "x", "--edges", "0,1,3", "--format", "json"));
        args.addAll(List.of(more));
        return Unfurl.run(args.toArray()).json();
    }

    @Test
    @DisplayName("of directions that the replicas hide nothing is known, in either command")
    void hiddenDirections() {
        Path measurement = Toy.uncertainIn(folder);
        Unfurl run = compare(measurement, "--same-events", "--absolute", "--sources", "bootstrap", "--format", "json");
        assertThat(x(run.json()).get("withoutPValue").text())
                .isEqualTo("the replicas give variance to 1 of the 2 directions that the bins have");
        assertThat(x(run.json()).find("covarianceDegreesOfFreedom")).isEmpty();
        Document hist = hist(measurement, "--sources", "bootstrap");
        assertThat(hist.find("covarianceDegreesOfFreedom")).isEmpty();
        Unfurl table = compare(measurement, "--same-events", "--absolute", "--sources", "bootstrap");
        assertThat(table.out())
                .contains("no p: the replicas give variance to 1 of the 2 directions")
                .doesNotContain("V is known as well as");
    }

    /// The luminosity alone is δδᵀ with δ = 0.017·(1, 9/2), so that with the truth's Σw² = 4·(9, 1) of (6, 2),
    /// per unit, V = ((36, 0), (0, 1)) + δδᵀ and D = (−5, 3.5); its inverse by Sherman and Morrison.
    @Test
    @DisplayName("an absolute test has the yield, the luminosity and all degrees of freedom")
    void absolute() {
        Unfurl run = compare(
                Toy.uncertainIn(folder), "--absolute", "--scale", "2", "--sources", "luminosity", "--format", "json");
        assertThat(run.code()).as(run.err()).isZero();
        double u = 0.017 * 0.017;
        double plain = 25 / 36.0 + 3.5 * 3.5;
        double along = -5 / 36.0 + 3.5 * 4.5;
        double length = 1 / 36.0 + 4.5 * 4.5;
        Document x = x(run.json());
        assertThat(x.get("chiSquare").number()).isCloseTo(plain - u * along * along / (1 + u * length), within(1e-9));
        assertThat(x.get("degreesOfFreedom").whole()).isEqualTo(2);
        assertThat(run.json().get("tested").text()).isEqualTo("absolute");
        assertThat(run.json().get("sum").get("truth").number()).isEqualTo(8);
        assertThat(run.json().get("sum").get("unfolded").number()).isEqualTo(21);
        Unfurl table = compare(Toy.uncertainIn(folder), "--absolute");
        assertThat(table.out()).contains("absolute, unfolded", "in all 21.00 unfolded, 4.000 of the truth, in fb");
        assertThat(table.lines()).allMatch(line -> line.length() <= 100);
        assertThat(compare(Toy.uncertainIn(folder), "--format", "json")
                        .json()
                        .get("tested")
                        .text())
                .isEqualTo("shape");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--closure theori          | Did you mean 'theory'?",
                "--closure theory,         | has an empty name",
                "--scale 2                 | a factor changes no shape",
                "--absolute --scale 0      | a number above 0",
            })
    @DisplayName("what cannot be is refused with its reason")
    void refused(String options, String reason) {
        Unfurl run = compare(Toy.uncertainIn(folder), (Object[]) options.split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
        assertThat(run.out()).isEmpty();
    }
}
