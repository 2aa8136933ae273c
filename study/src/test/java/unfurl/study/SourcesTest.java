package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.hist.Axis;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.provenance.Provenance;
import unfurl.provenance.Works;

/// Data-driven closure, shapes of backgrounds, and files that several effects name.
class SourcesTest {
    private static final String IBU = "method={name: ibu, iterations: 3, bins: {x: {bins: 6, from: -3, to: 3}}, "
            + "recoBins: {x: {bins: 8, from: -3, to: 3}}}";
    private static final String CLOSURE = "uncertainty={dataDrivenClosure: true}";

    @TempDir
    Path folder;

    private Path gaussian(String... settings) {
        return Toy.gaussian(folder.resolve("example"), settings);
    }

    private Path file(String name) {
        return folder.resolve("example").resolve(name);
    }

    private Measurement run(Path study, String name, int threads, String... settings) {
        return Toy.run(Toy.quick(study, settings), folder.resolve(name), threads)
                .measurement();
    }

    private static void requireClose(Weights given, Weights expected) {
        for (int i = 0; i < given.size(); i++) {
            assertThat(given.get(i)).isCloseTo(expected.get(i), within(1e-9 * Math.abs(expected.get(i))));
        }
    }

    /// Every event passes the gen selection, so that its factor is published. Another study has the detected
    /// simulated events as its data, with these factors as weights: what is unfolded there is the closure, to
    /// the rounding of sums in another order.
    @Test
    @DisplayName("the closure is the unfolding of the simulation's own events with the result's factors")
    void closure() {
        Path study = gaussian("events=4000", "fakes=0", "efficiency=0.7", "background=0.1");
        Measurement measurement = run(study, "run", 2, IBU, CLOSURE);
        assertThat(measurement.weights("target_dd")).isEqualTo(measurement.nominal());
        assertThat(MeasurementFolder.read(folder.resolve("run")).head().groups())
                .anySatisfy(group -> assertThat(group.recipe()).isEqualTo(new Recipe.DataDriven()));

        Weights target = measurement.weights("target_dd");
        Weights prior = measurement.weights("weight_mc");
        Table simulation = Tables.read(file("simulation.parquet"));
        Column pass = simulation.column("pass_reco", "");
        Tables.write(
                Table.of(
                                "data",
                                List.of(
                                        simulation.column("x_reco", ""),
                                        Column.tabulate("nu", target.size(), i -> target.get(i) / prior.get(i))))
                        .select(Mask.of(target.size(), i -> pass.at(i) == 1)),
                file("pseudo.parquet"));
        String scale = "simulation.scale=" + prior.get(0);
        Measurement other = run(
                study,
                "other",
                1,
                IBU,
                scale,
                "background=[]",
                "data={file: pseudo.parquet, weight: nu*" + prior.get(0) + "}");
        assertThat(measurement.weights("weights_dd")).isNotEqualTo(target);
        requireClose(measurement.weights("weights_dd"), other.nominal());
        assertBand(measurement);
    }

    /// The recipe, by hand from histograms of the columns.
    private static void assertBand(Measurement measurement) {
        Axis axis = Axis.equal("x", "", 6, -3, 3);
        Breakdown breakdown = measurement.breakdown(Query.of(Expression.ofColumn("x"), axis));
        Column x = measurement.events().column("x", "");
        double[] unfolded = new double[6];
        double[] target = new double[6];
        for (int i = 0; i < x.size(); i++) {
            int bin = (int) Math.floor(x.at(i) + 3);
            if (bin >= 0 && bin < 6) {
                unfolded[bin] += measurement.weights("weights_dd").get(i);
                target[bin] += measurement.weights("target_dd").get(i);
            }
        }
        for (int bin = 0; bin < 6; bin++) {
            double shift = Math.abs(unfolded[bin] - target[bin]) * breakdown.values()[bin] / target[bin];
            assertThat(breakdown.uncertainty("dataDrivenClosure").covariance().error(bin))
                    .isCloseTo(shift, within(1e-9 * target[bin]));
        }
    }

    @Test
    @DisplayName("with an ensemble the target is the member whose seeds the closure has; any run gives the same bytes")
    void ensemble() throws IOException {
        Path study = gaussian("events=2000");
        String[] settings = {"uncertainty={ensemble: 2, dataDrivenClosure: true}"};
        Measurement measurement = run(study, "one", 1, settings);
        assertThat(measurement.weights("target_dd")).isEqualTo(measurement.weights("weights_ensemble_0"));
        var one = Toy.digests(folder.resolve("one"));
        run(study, "three", 3, settings);
        assertThat(Toy.digests(folder.resolve("three"))).isEqualTo(one);
        Files.delete(folder.resolve("one/replicas/dd.safetensors"));
        Toy.resume(Toy.quick(study, settings), folder.resolve("one"));
        assertThat(Toy.digests(folder.resolve("one"))).isEqualTo(one);
    }

    private Path twoBackgrounds() {
        Path study = gaussian("events=4000", "background=0.1");
        Table background = Tables.read(file("background.parquet"));
        Column reco = background.column("x_reco", "");
        int n = background.rows();
        Toy.replace(file("background.parquet"), Column.tabulate("hole", n, i -> i == 7 ? Double.NaN : 1));
        Tables.write(
                Table.of("second", List.of(reco, Column.tabulate("slope", n, i -> Math.tanh(reco.at(i))))),
                file("second.parquet"));
        return study;
    }

    private static String backgrounds(String ofFirst, String ofSecond) {
        return "background=[{name: first, file: background.parquet, scale: 0.5%s}, {name: second, file: second.parquet, scale: 0.5%s}]"
                .formatted(ofFirst, ofSecond);
    }

    @Test
    @DisplayName("a shape is the unfolding with other weights of the background, of one or of all")
    void shape() {
        Path study = twoBackgrounds();
        Measurement measurement = run(
                study,
                "run",
                2,
                IBU,
                backgrounds("", ""),
                "uncertainty={systematics: [{name: one, background: second, weightFactor: 1 + 0.5*slope, factor: 1.2},"
                        + "{name: all, up: {weightFactor: 1 + 0.1*tanh(x_reco)}, down: {weightFactor: 1 - 0.1*tanh(x_reco)}}]}");
        Measurement one = run(study, "one", 1, IBU, backgrounds("", ", weight: 1.2*(1 + 0.5*slope)"));
        requireClose(measurement.weights("weights_one"), one.nominal());
        String weight = ", weight: 1 - 0.1*tanh(x_reco)";
        Measurement all = run(study, "all", 1, IBU, backgrounds(weight, weight));
        requireClose(measurement.weights("weights_all_down"), all.nominal());
        assertThat(measurement.weights("weights_all_up")).isNotEqualTo(measurement.nominal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "weightFactor: 1 + slop, background: second|Did you mean 'slope'?",
                "weightFactor: 1 + slope|no column 'slope'",
                "weightFactor: hole|'hole' of background.parquet",
                "weightFactor: hole, background: first|the first of them row 7 (NaN)",
                "weightFactor: slope, background: second|is below 0 in",
                "weightFactor: 1 + 0*x_reco|changes nothing",
                "weightFactor: x_reco > 0|weightFactor",
                "recoWeightFactor: 1.1, background: first|`weightFactor`",
            })
    @DisplayName("a factor that cannot be a background's is refused by file, column and row")
    void refused(String effect, String part) {
        Path study = twoBackgrounds();
        assertThatThrownBy(() -> run(
                        study,
                        "runs/one",
                        1,
                        IBU,
                        backgrounds("", ""),
                        "uncertainty={systematics: [{name: a, %s}]}".formatted(effect)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part)
                .hasMessageContaining("systematics[0]");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    @DisplayName("a file of other events is read once, whoever asks, each with its own weights")
    void once() {
        Path study = gaussian("events=3000");
        Path other = file("other.parquet");
        Table simulation = Tables.read(file("simulation.parquet"));
        Tables.write(simulation, other);
        Toy.replace(other, Column.tabulate("w", simulation.rows(), i -> i % 2 == 0 ? 1 : 2));
        Inputs inputs = Inputs.read(Toy.quick(
                        study,
                        "uncertainty={systematics: [{name: a, recipe: detector, simulation: {file: other.parquet}},"
                                + "{name: b, recipe: response, simulation: {file: other.parquet}},"
                                + "{name: c, recipe: prior, simulation: {file: other.parquet, genWeight: w}}]}")
                .study());
        assertThat(inputs.files()).extracting(Provenance.Input::name).containsOnlyOnce("other.parquet");
        List<Inputs.Simulated> others =
                inputs.varied().stream().map(v -> v.other().orElseThrow()).toList();
        assertThat(others.get(0)).isSameAs(others.get(1));
        double ratio =
                others.get(2).genWeight().sum() / others.get(0).genWeight().sum();
        int[] rows = IntStream.range(0, simulation.rows())
                .filter(i -> simulation.column("pass_truth", "").at(i) == 1)
                .toArray();
        double expected =
                IntStream.of(rows).mapToDouble(i -> i % 2 == 0 ? 1 : 2).sum() / rows.length;
        assertThat(ratio).isCloseTo(expected, within(1e-12));
    }

    @Test
    @DisplayName("bootstraps are cited where there are some")
    void citation() {
        Path study = gaussian("events=100");
        assertThat(Publication.citations(Toy.quick(study).study())).doesNotContain(Works.BOOTSTRAP);
        assertThat(Publication.citations(
                        Toy.quick(study, "uncertainty={bootstrapData: 2}").study()))
                .contains(Works.BOOTSTRAP);
    }
}
