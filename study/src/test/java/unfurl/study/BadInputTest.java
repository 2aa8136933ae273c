package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.Tables;

/// Events that cannot be used are refused before anything is trained, and nothing is left behind.
class BadInputTest {
    private static final int EVENTS = 400;

    @TempDir
    static Path whole;

    @TempDir
    Path folder;

    @BeforeAll
    static void example() {
        Toy.gaussian(whole.resolve("example"), "events=" + EVENTS);
    }

    @BeforeEach
    void copy() throws IOException {
        for (Path file : Toy.files(whole.resolve("example"))) {
            Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
    }

    private Runner.Outcome run(String... settings) {
        return Toy.run(Toy.quick(folder.resolve("study.yaml"), settings), folder.resolve("runs/one"), 1);
    }

    private void refused(List<String> parts, String... settings) {
        assertThatThrownBy(() -> run(settings))
                .isInstanceOf(InputException.class)
                .message()
                .satisfies(message -> parts.forEach(part -> assertThat(message).contains(part)));
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private Column column(String file, String name) {
        return Tables.read(folder.resolve(file)).column(name, "the test");
    }

    private void change(String file, String name, IntToDoubleFunction value) {
        int rows = Tables.read(folder.resolve(file)).rows();
        Toy.replace(folder.resolve(file), Column.tabulate(name, rows, value));
    }

    @Test
    @DisplayName("a missing file is named, with who asked for it")
    void missingFile() {
        refused(List.of("nothing.parquet", "study: data.file"), "data.file=nothing.parquet");
    }

    @Test
    @DisplayName("a folder in place of a file is named")
    void folderForFile() throws IOException {
        Files.createDirectory(folder.resolve("d.parquet"));
        refused(List.of("d.parquet", "study: simulation.file"), "simulation.file=d.parquet");
        refused(List.of("none of .parquet, .h5, .npz, .npy, .csv, .root"), "simulation.file=.");
    }

    @ParameterizedTest
    @CsvSource({
        "simulation.passGen, pass_trth, pass_truth",
        "simulation.passReco, pass_rec, pass_reco",
        "simulation.genWeight, xx, x",
        "simulation.recoWeight, 2*x_rec, x_reco",
        "data.passReco, x_rec > 1, x_reco",
        "data.weight, x_rec, x_reco",
        "background[0].weight, x_rec, x_reco",
        "truth.passGen, pass_trth, pass_truth",
    })
    @DisplayName("a missing column is told with the nearest one, the file and the key that asks for it")
    void missingColumn(String key, String expression, String nearest) {
        refused(
                List.of("no column", "Did you mean '" + nearest + "'", "study: " + key, ".parquet"),
                key + "=" + expression);
    }

    @Test
    @DisplayName("an observable without a column is told with the template that asks for it")
    void missingObservable() {
        refused(
                List.of("no column 'x_recco' in", "Did you mean 'x_reco'", "observables.reco"),
                "observables.reco='{}_recco'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    @DisplayName("a value that is not finite is refused with file, column and row")
    void notFinite(double bad) {
        Column before = column("data.parquet", "x_reco");
        change("data.parquet", "x_reco", i -> i == 7 || i == 9 ? bad : before.at(i));
        refused(List.of("'x_reco'", "data.parquet", "2 selected rows", "row 7", "drop"));
    }

    @Test
    @DisplayName("a weight that is not finite is refused with the row of the file, even where values may be missing")
    void weightNotFinite() {
        Column passed = column("simulation.parquet", "pass_reco");
        int row = Mask.of(passed.size(), i -> i > 50 && passed.at(i) == 1).indices()[0];
        change("simulation.parquet", "w", i -> i == row ? Double.NaN : 1);
        refused(
                List.of("the weight 'w'", "simulation.parquet", "row " + row, "study: simulation.recoWeight"),
                "simulation.recoWeight=w",
                "missing=drop");
    }

    @Test
    @DisplayName("what an event has at a level whose selection it fails is not looked at")
    void unselectedValues() {
        Column passReco = column("simulation.parquet", "pass_reco");
        Column passGen = column("simulation.parquet", "pass_truth");
        Column gen = column("simulation.parquet", "x");
        Column reco = column("simulation.parquet", "x_reco");
        change("simulation.parquet", "w", i -> passReco.at(i) == 1 ? 1 : Double.NaN);
        String[] settings = {
            "simulation.recoWeight=w", "phaseSpace=x > -9", "categories={far: {when: x > 2, without: [x]}}"
        };
        change("simulation.parquet", "x", i -> passGen.at(i) == 1 ? gen.at(i) : -1);
        change("simulation.parquet", "x_reco", i -> passReco.at(i) == 1 ? reco.at(i) : -1);
        var padded = run(settings).measurement();
        change("simulation.parquet", "x", i -> passGen.at(i) == 1 ? gen.at(i) : Double.NaN);
        change("simulation.parquet", "x_reco", i -> passReco.at(i) == 1 ? reco.at(i) : Double.POSITIVE_INFINITY);
        var missing = Toy.run(Toy.quick(folder.resolve("study.yaml"), settings), folder.resolve("runs/two"), 1)
                .measurement();
        assertThat(missing.nominal()).isEqualTo(padded.nominal());
    }

    @Test
    @DisplayName("dropped events are counted once, warned about, and gone")
    void dropped() {
        Column passReco = column("simulation.parquet", "pass_reco");
        Column passGen = column("simulation.parquet", "pass_truth");
        int[] both =
                Mask.of(EVENTS, i -> passReco.at(i) == 1 && passGen.at(i) == 1).indices();
        Column gen = column("simulation.parquet", "x");
        Column reco = column("simulation.parquet", "x_reco");
        change("simulation.parquet", "x", i -> i == both[0] ? Double.NaN : gen.at(i));
        change("simulation.parquet", "x_reco", i -> i == both[0] || i == both[1] ? Double.NaN : reco.at(i));
        Column data = column("data.parquet", "x_reco");
        change("data.parquet", "x_reco", i -> i < 3 ? Double.NaN : data.at(i));
        Runner.Outcome outcome = run("missing=drop");
        assertThat(outcome.warnings())
                .anyMatch(w -> w.startsWith("2 events of the simulation "))
                .anyMatch(w -> w.startsWith("3 events of the data "));
        int published = Mask.of(EVENTS, i -> passGen.at(i) == 1).count();
        assertThat(outcome.measurement().events().rows()).isEqualTo(published - 2);
        assertThat(folder.resolve("runs/one/report/index.html")).content().contains("3 events of the data");
    }

    @Test
    @DisplayName("a sample of which nothing is left is refused")
    void nothingLeft() {
        change("data.parquet", "x_reco", i -> Double.NaN);
        refused(List.of("data.parquet", "is left"), "missing=drop");
    }

    @Test
    @DisplayName("an empty file and a table without rows are named")
    void empty() throws IOException {
        Path data = folder.resolve("data.parquet");
        Tables.write(Tables.read(data).select(Mask.of(Tables.read(data).rows(), i -> false)), data);
        refused(List.of("data.parquet has no events", "study: data.file"));
        Files.write(data, new byte[0]);
        refused(List.of("data.parquet", "study: data.file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "npz", "csv"})
    @DisplayName("a truncated file is named")
    void truncated(String ending) throws IOException {
        Path file = folder.resolve("simulation." + ending);
        Tables.write(Tables.read(folder.resolve("simulation.parquet")), file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 2 * bytes.length / 3 + 1));
        refused(List.of("simulation." + ending), "simulation.file=simulation." + ending);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, -1, 0.5, Double.NaN})
    @DisplayName("a pass flag that is not 0 or 1 is refused with its row")
    void flags(double bad) {
        Column before = column("simulation.parquet", "pass_reco");
        change("simulation.parquet", "pass_reco", i -> i == 11 ? bad : before.at(i));
        refused(List.of("'pass_reco'", "simulation.parquet", "0 or 1", "row 11", "study: simulation.passReco"));
    }

    @Test
    @DisplayName("weights that are all 0 are refused")
    void zeroWeights() {
        change("data.parquet", "w", i -> 0);
        refused(
                List.of("the weight 'w'", "data.parquet", "0 in every selected row", "study: data.weight"),
                "data.weight=w");
        change("simulation.parquet", "w", i -> 0);
        refused(List.of("0 in every selected row", "study: simulation.genWeight"), "simulation.genWeight=w");
    }

    @Test
    @DisplayName("a total that is negative is refused")
    void negativeTotal() {
        change("data.parquet", "w", i -> i == 0 ? 1 : -1);
        refused(List.of("the data", "must be positive"), "data.weight=w");
        refused(List.of("the simulation", "must be positive"), "simulation.genWeight=0*x - 1");
    }

    @Test
    @DisplayName("a background that is not below the data is refused with both yields")
    void tooMuchBackground() {
        refused(List.of("background", "not below the data"), "background[0].scale=1e4");
    }

    @Test
    @DisplayName("data that do not overlap with the simulation are refused")
    void noOverlap() {
        change("data.parquet", "x_reco", i -> 100 + i);
        refused(List.of("'x'", "do not overlap"));
        refused(List.of("do not overlap"), "method={name: ibu, bins: {x: {bins: 4, from: -2, to: 2}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "data.passReco, x_reco > 1000",
        "simulation.passGen, x > 1000",
        "simulation.passReco, x > 1000",
        "background[0].passReco, x_reco > 1000",
        "truth.passGen, x > 1000",
    })
    @DisplayName("a selection that no event passes is named")
    void nothingPasses(String key, String selection) {
        refused(List.of("no event of", selection, "study: " + key), key + "=" + selection);
    }

    @Test
    @DisplayName("simulation of which no event passes both selections is refused")
    void nothingMatched() {
        refused(List.of("matched"), "simulation.passGen=x > 0", "simulation.passReco=x < 0");
    }

    @Test
    @DisplayName("a phase space without events is refused before training")
    void emptyPhaseSpace() {
        refused(List.of("no simulated event", "x > 1000", "study: phaseSpace"), "phaseSpace=x > 1000");
        refused(List.of("'x'", "compare it"), "phaseSpace=x");
    }

    @Test
    @DisplayName("a truth that cannot be compared with is refused before training")
    void truthOutsidePhaseSpace() {
        Column before = column("truth.parquet", "x");
        change("truth.parquet", "x", i -> -Math.abs(before.at(i)));
        refused(List.of("the weights of x sum to 0"), "phaseSpace=x > 0.1");
    }

    @Test
    @DisplayName("the logarithm of a value that is not positive is refused")
    void logarithm() {
        refused(List.of("'x'", "wants positive values"), "features.x=log");
    }

    @Test
    @DisplayName("a condition on a column of numbers, and a weight of flags, are told")
    void types() {
        Table data = Tables.read(folder.resolve("data.parquet"));
        Toy.replace(folder.resolve("data.parquet"), Column.owning("good", new boolean[data.rows()]));
        refused(List.of("no event of", "'good'"), "data.passReco=good");
        refused(List.of("good", "number is needed", "study: data.weight"), "data.weight=good");
    }
}
