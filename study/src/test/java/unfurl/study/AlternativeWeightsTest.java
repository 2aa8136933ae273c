package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;

/// Systematics that are columns of other weights: each is the unfolding of a study that has them as its own.
class AlternativeWeightsTest {
    private static final List<String> COMMON = List.of(
            "method={name: ibu, iterations: 3, bins: {x: {bins: 6, from: -3, to: 3}}, recoBins: {x: {bins: 8, from: -3, to: 3}}}",
            "simulation.scale=0.9");

    @TempDir
    Path folder;

    private Path study;
    private Path file;

    /// The example, with other weights w of the generator and a scale factor, each with an alternative, and a
    /// file in another order that calls the alternative w too.
    @BeforeEach
    void example() {
        study = Toy.gaussian(folder.resolve("example"), "events=4000", "fakes=0.05");
        file = folder.resolve("example/simulation.parquet");
        Table table = Tables.read(file);
        int n = table.rows();
        Column gen = table.column("x", "the test");
        Column reco = table.column("x_reco", "the test");
        replace("w", i -> 1 + 0.2 * Math.tanh(gen.at(i)));
        replace("alt", i -> 1 - 0.1 * Math.tanh(gen.at(i)));
        replace("sf", i -> 1 + 0.02 * Math.tanh(reco.at(i)));
        replace("sf_alt", i -> 1 - 0.03 * Math.tanh(reco.at(i)));
        Toy.replace(file, Column.owning("event", LongStream.range(0, n).toArray()));
        Tables.write(
                Table.of(
                        "other",
                        List.of(
                                Column.owning(
                                        "event",
                                        LongStream.range(0, n)
                                                .map(i -> n - 1 - i)
                                                .toArray()),
                                Column.tabulate("w", n, i -> 1 - 0.1 * Math.tanh(gen.at(n - 1 - i))))),
                folder.resolve("example/other.parquet"));
    }

    private void replace(String name, IntToDoubleFunction value) {
        Toy.replace(file, Column.tabulate(name, Tables.read(file).rows(), value));
    }

    /// The first row of the file that passes these selections.
    private int row(int gen, int reco) {
        Table table = Tables.read(file);
        return IntStream.range(0, table.rows())
                .filter(i -> table.column("pass_truth", "").at(i) == gen
                        && table.column("pass_reco", "").at(i) == reco)
                .findFirst()
                .orElseThrow();
    }

    private void set(String name, int row, double value) {
        Column before = Tables.read(file).column(name, "the test");
        replace(name, i -> i == row ? value : before.at(i));
    }

    private Measurement run(String name, String genWeight, String recoWeight, String... settings) {
        String[] all = Stream.of(
                        COMMON.stream(),
                        Stream.of("simulation.genWeight=" + genWeight, "simulation.recoWeight=" + recoWeight),
                        Stream.of(settings))
                .flatMap(part -> part)
                .toArray(String[]::new);
        StudyFile.Read read = Toy.quick(study, all);
        assertThat(StudyFile.bind(read.resolved(), study.getParent())).isEqualTo(read.study());
        return Toy.run(read, folder.resolve(name), 1).measurement();
    }

    private static String systematics(String effects) {
        return "uncertainty={systematics: [%s]}".formatted(effects);
    }

    /// Products in another order, and sums of some 10⁴ of them.
    private static void requireClose(Weights given, Weights expected) {
        for (int i = 0; i < given.size(); i++) {
            assertThat(given.get(i)).isCloseTo(expected.get(i), within(1e-10 * Math.abs(expected.get(i))));
        }
    }

    @Test
    @DisplayName("other gen weights take the reco weights along, and other reco weights leave the gen weights")
    void oneOfTwo() {
        Measurement measurement = run(
                "run",
                "w",
                "w*sf",
                systematics("{name: gen, genWeight: alt}, {name: reco, recoWeight: w*sf_alt},"
                        + "{name: factor, genWeightFactor: alt/w},"
                        + "{name: file, file: other.parquet, key: event, genWeight: w}"));
        Measurement gen = run("gen", "alt", "alt*sf");
        requireClose(measurement.weights("weights_gen"), gen.nominal());
        requireClose(measurement.weights("weights_factor"), gen.nominal());
        requireClose(measurement.weights("weights_file"), gen.nominal());
        requireClose(
                measurement.weights("weights_reco"),
                run("reco", "w", "w*sf_alt").nominal());
        assertThat(gen.nominal()).isNotEqualTo(measurement.nominal());
    }

    @Test
    @DisplayName("both weights, up and down, are those of the columns, with another selection too")
    void both() {
        Table table = Tables.read(file);
        Column pass = table.column("pass_reco", "the test");
        replace("pass_other", i -> i % 50 == 0 ? 1 - pass.at(i) : pass.at(i));
        Measurement measurement = run(
                "run",
                "w",
                "w*sf",
                systematics("{name: a, genWeight: alt, up: {recoWeight: alt*sf_alt}, down: {recoWeight: alt/sf_alt}},"
                        + "{name: b, genWeight: alt, recoWeight: alt*sf_alt, passReco: pass_other}"));
        Measurement up = run("up", "alt", "alt*sf_alt");
        requireClose(measurement.weights("weights_a_up"), up.nominal());
        requireClose(
                measurement.weights("weights_a_down"),
                run("down", "alt", "alt/sf_alt").nominal());
        Measurement selected = run("selected", "alt", "alt*sf_alt", "simulation.passReco=pass_other");
        requireClose(measurement.weights("weights_b"), selected.nominal());
        assertThat(up.nominal()).isNotEqualTo(selected.nominal());
    }

    @Test
    @DisplayName("toys draw them as they draw factors")
    void toys() {
        String block = "uncertainty={toys: 2, systematics: [{name: a, %s}]}";
        Measurement weights = run("weights", "w", "w*sf", block.formatted("genWeight: alt, recoWeight: alt*sf"));
        Measurement factors = run("factors", "w", "w*sf", block.formatted("genWeightFactor: alt/w"));
        requireClose(weights.weights("weights_toy_1"), factors.weights("weights_toy_1"));
    }

    @Test
    @DisplayName("an event whose weight is 0 in both is absent in both")
    void absent() {
        int row = row(1, 1);
        set("w", row, 0);
        set("alt", row, 0);
        Measurement measurement = run("run", "w", "w*sf", systematics("{name: a, genWeight: alt}"));
        requireClose(
                measurement.weights("weights_a"), run("gen", "alt", "alt*sf").nominal());
    }

    @Test
    @DisplayName("an event that the nominal simulation does not have is refused by its row, with what to do")
    void fromNothing() {
        int row = row(1, 1);
        set("w", row, 0);
        assertThatThrownBy(() -> run("run", "w", "w*sf", systematics("{name: a, genWeight: 2*alt}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the nominal weight is 0 and '2*alt' is not, in 1 of the ")
                .hasMessageContaining("rows of simulation.parquet")
                .hasMessageContaining("row %d (%s)"
                        .formatted(row, 2 * Tables.read(file).column("alt", "").at(row)))
                .hasMessageContaining("uncertainty.systematics[0].genWeight of 'a'")
                .hasMessageContaining("simulation.passGen");
    }

    @Test
    @DisplayName("what a gen weight is of events that pass reco alone counts only where the reco weight follows it")
    void ofFakes() {
        set("w", row(0, 1), 0);
        String sf = "sf*(1 + 0*w)";
        assertThatThrownBy(() -> run("one", "w", sf, systematics("{name: a, genWeight: alt}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("or a recoWeight, for events that pass reco alone");
        Measurement measurement = run("two", "w", sf, systematics("{name: a, genWeight: alt, recoWeight: sf_alt}"));
        requireClose(
                measurement.weights("weights_a"), run("both", "alt", "sf_alt").nominal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "genWeight: alt, genWeightFactor: 2|has `genWeight` and `genWeightFactor`",
                "recoWeight: alt, recoWeightFactor: 2|has `recoWeight` and `recoWeightFactor`",
                "genWeight: alt, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 1/sf}|has `genWeight` and `recoWeightFactor`",
                "genWeight: alt > 1|must be a number for each event",
                "genWeight: al|Did you mean 'alt'?",
                "genWeight: w|the systematic 'a' changes nothing",
                "recoWeight: log(sf - 2)|systematics[0].recoWeight of 'a'",
                "recoWeight: alt, simulation: {file: other.parquet}, recipe: prior|has `simulation` and other columns",
            })
    @DisplayName("what cannot be used is named and explained before anything is unfolded")
    void refused(String effect, String part) {
        assertThatThrownBy(() -> run("runs/one", "w", "w*sf", systematics("{name: a, %s}".formatted(effect))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part);
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
