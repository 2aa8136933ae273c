package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

/// What the `uncertainty` block of a study gives.
class UncertaintyRunTest {
    private static final String IBU = "method={name: ibu, iterations: 3, bins: {x: {bins: 6, from: -3, to: 3}}, "
            + "recoBins: {x: {bins: 8, from: -3, to: 3}}}";
    private static final String ALL =
            "uncertainty={ensemble: 3, bootstrapData: 2, bootstrapSimulation: 2, systematics: ["
                    + "{name: shift, reco: '{}_shifted', passReco: pass_shifted},"
                    + "{name: sf, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 2 - sf}},"
                    + "{name: other, file: other.parquet, key: event, source: theory, genWeightFactor: factor},"
                    + "{name: rate, source: background, factor: 1.5}]}";

    @TempDir
    Path folder;

    private Path study;

    /// The example, with a detector whose values are higher by 0.1 and which loses some other events, a
    /// scale factor, and a file in another order with a factor of the gen weight.
    @BeforeEach
    void example() {
        study = Toy.gaussian(folder.resolve("example"), "events=4000");
        Path file = folder.resolve("example/simulation.parquet");
        Table table = Tables.read(file);
        int n = table.rows();
        Column reco = table.column("x_reco", "the test");
        Column pass = table.column("pass_reco", "the test");
        Column gen = table.column("x", "the test");
        Toy.replace(file, Column.tabulate("x_shifted", n, i -> reco.at(i) + 0.1));
        Toy.replace(file, Column.tabulate("pass_shifted", n, i -> i % 50 == 0 ? 1 - pass.at(i) : pass.at(i)));
        Toy.replace(file, Column.tabulate("sf", n, i -> 1 + 0.02 * Math.tanh(reco.at(i))));
        Toy.replace(file, Column.tabulate("share", n, i -> 0.5));
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
                                Column.tabulate("share", n, i -> 0.5),
                                Column.tabulate("factor", n, i -> 1 + 0.1 * Math.tanh(gen.at(n - 1 - i))))),
                folder.resolve("example/other.parquet"));
    }

    private Measurement run(String name, int threads, String... settings) {
        return Toy.run(Toy.quick(study, settings), folder.resolve(name), threads)
                .measurement();
    }

    private static WeightGroup group(Measurement measurement, String name) {
        return measurement.head().groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("each source is a group of weights with its recipe")
    void groups() {
        Measurement measurement = run("run", 2, IBU, ALL);
        assertThat(measurement.head().groups())
                .extracting(WeightGroup::name)
                .containsExactly(
                        "nominal",
                        "ensemble",
                        "bootstrapData",
                        "bootstrapSimulation",
                        "shift",
                        "sf",
                        "theory",
                        "background");
        assertThat(group(measurement, "ensemble").columns())
                .containsExactly("weights_ensemble_0", "weights_ensemble_1", "weights_ensemble_2");
        assertThat(group(measurement, "sf").columns()).containsExactly("weights_sf_up", "weights_sf_down");
        assertThat(group(measurement, "sf").recipe()).isEqualTo(new Recipe.UpDown());
        assertThat(group(measurement, "theory").columns()).containsExactly("weights_other");
        assertThat(group(measurement, "theory").recipe()).isEqualTo(new Recipe.Hessian());
        assertThat(group(measurement, "bootstrapData").recipe()).isEqualTo(new Recipe.Bootstrap());
        assertThat(MeasurementFolder.read(folder.resolve("run")).head()).isEqualTo(measurement.head());
    }

    @Test
    @DisplayName("effects of one nuisance are one source, called by it; a source may have effects of any directions")
    void nuisances() {
        String effects = "{name: sf, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 2 - sf}, nuisance: n},"
                + "{name: rate, factor: 1.5, nuisance: n},"
                + "{name: half, recoWeightFactor: 1/sf, source: other},"
                + "{name: both, up: {factor: 1.1}, down: {factor: 0.9}, source: other},"
                + "{name: model, file: other.parquet, key: event, genWeightFactor: factor, correlated: false}";
        StudyFile.Read read = Toy.quick(study, IBU, "uncertainty={ensemble: 2, systematics: [" + effects + "]}");
        assertThat(StudyFile.bind(read.resolved(), study.getParent())).isEqualTo(read.study());
        Measurement measurement = Toy.run(read, folder.resolve("run"), 2).measurement();
        WeightGroup n = group(measurement, "n");
        assertThat(n.recipe())
                .isEqualTo(new Recipe.Nuisances(List.of(
                        new Recipe.Effect("n", List.of("weights_sf_up", "weights_sf_down")),
                        new Recipe.Effect("n", List.of("weights_rate")))));
        assertThat(n.description()).isEqualTo("Shifted by one standard deviation of each nuisance: n (sf, rate).");
        WeightGroup other = group(measurement, "other");
        assertThat(other.columns()).containsExactly("weights_half", "weights_both_up", "weights_both_down");
        assertThat(other.description()).endsWith("of each nuisance: half, both.");
        assertThat(group(measurement, "model").recipe()).isEqualTo(new Recipe.TwoPoint(false));
        assertThat(MeasurementFolder.read(folder.resolve("run")).head()).isEqualTo(measurement.head());
    }

    @Test
    @DisplayName("the report counts the nominal member of an ensemble, and has no column without numbers")
    void counted() throws IOException {
        run("run", 1, "uncertainty={ensemble: 3}");
        assertThat(Files.readString(folder.resolve("run/report/index.html")))
                .contains("weights_nominal is their mean.</td><td class=\"n\">3</td>")
                .doesNotContain("run time");
    }

    @Test
    @DisplayName("the nominal weights are the mean of the ensemble, or its median event by event")
    void ensemble() {
        Measurement mean = run("mean", 2, "uncertainty={ensemble: 3}");
        Measurement median = run("median", 2, "uncertainty={ensemble: 3, nominal: median}");
        Weights[] members = IntStream.range(0, 3)
                .mapToObj(i -> mean.weights("weights_ensemble_" + i))
                .toArray(Weights[]::new);
        for (int i = 0; i < mean.nominal().size(); i++) {
            double[] values = new double[] {members[0].get(i), members[1].get(i), members[2].get(i)};
            Arrays.sort(values);
            assertThat(mean.nominal().get(i))
                    .isCloseTo((values[0] + values[1] + values[2]) / 3, within(1e-12 * values[2]));
            assertThat(median.nominal().get(i)).isEqualTo(values[1]);
        }
        assertThat(members[0]).isNotEqualTo(members[1]);
    }

    @Test
    @DisplayName("a systematic is the unfolding of the changed events, whichever way it is asked for")
    void systematics() {
        Measurement measurement = run("run", 2, IBU, ALL);
        Path data = folder.resolve("example/data.parquet");
        Toy.replace(data, Tables.read(data).column("x_reco", "the test").named("x_shifted"));
        Path background = folder.resolve("example/background.parquet");
        Toy.replace(
                background, Tables.read(background).column("x_reco", "the test").named("x_shifted"));
        Measurement shifted =
                run("shifted", 1, IBU, "observables.reco='{}_shifted'", "simulation.passReco=pass_shifted");
        requireClose(measurement, "weights_shift", shifted);
        Measurement scaled = run("scaled", 1, IBU, "simulation.recoWeight=sf");
        requireClose(measurement, "weights_sf_up", scaled);
        Measurement more = run("more", 1, IBU, "background=[{name: background, file: background.parquet, scale: 1.5}]");
        requireClose(measurement, "weights_rate", more);
    }

    /// The shifts are carried over to the mean of three equal unfoldings, and sums are cut into other
    /// blocks: rounding of some 10⁴ additions.
    private static void requireClose(Measurement measurement, String column, Measurement other) {
        Weights given = measurement.weights(column);
        assertThat(given).isNotEqualTo(measurement.nominal());
        for (int i = 0; i < given.size(); i++) {
            assertThat(given.get(i))
                    .isCloseTo(
                            other.nominal().get(i),
                            within(1e-10 * Math.abs(other.nominal().get(i))));
        }
    }

    /// With a learning rate that moves no parameter, a network that goes on from the nominal one is that
    /// network: bootstraps of the data then differ from the result in their yield alone, since the ratios are
    /// scaled to it.
    @Test
    @DisplayName("replicas go on from the nominal networks of the same step")
    void warm() {
        String settings = "uncertainty={ensemble: 2, bootstrapData: 2, warmEpochs: 1}";
        String still = "method.estimator={network: [4], epochs: 1, learningRate: 1e-30, members: 2}";
        Measurement measurement = run("still", 2, still, settings);
        Weights member = measurement.weights("weights_ensemble_0");
        Weights replica = measurement.weights("weights_bootstrap_data_1");
        double scale = replica.sum() / member.sum();
        assertThat(scale).isNotEqualTo(1);
        for (int i = 0; i < member.size(); i++) {
            assertThat(replica.get(i)).isCloseTo(scale * member.get(i), within(1e-6 * scale * member.get(i)));
        }
        assertThat(measurement.weights("weights_ensemble_1")).isNotEqualTo(member);
        run("one", 1, settings);
        run("three", 3, settings);
        assertThat(Toy.digests(folder.resolve("three"))).isEqualTo(Toy.digests(folder.resolve("one")));
        assertThatThrownBy(() -> run("ibu", 1, IBU, settings))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("warmEpochs")
                .hasMessageContaining("is for networks that go on from the nominal ones, and the method has none");
    }

    /// A detector that sees every event as it is, in the bins of IBU: the result is the data, and the two χ²
    /// differ by the noise of K = 60 bootstraps alone. (K − n − 2)/ratio follows a χ² distribution of K − n =
    /// 54 degrees of freedom, which is outside 27.4 … 91.9 in two cases of 1000.
    @Test
    @DisplayName("with an ideal detector both sides of the bottom line are equal; without bootstraps there is none")
    void bottomLine() throws IOException {
        Path ideal = Toy.gaussian(
                folder.resolve("ideal"), "events=4000", "smearing=0.0001", "efficiency=1", "fakes=0", "background=0");
        Files.writeString(
                ideal, Files.readString(ideal).replace("truth:\n  file: truth.parquet\n  sameEvents: true\n", ""));
        String bins = "observables.bins={x: {bins: 6, from: -3, to: 3}}";
        String same = IBU.replace("bins: 8", "bins: 6");
        Toy.run(Toy.quick(ideal, same, bins, "uncertainty={bootstrapData: 60}"), folder.resolve("run"), 2);
        String page = Files.readString(folder.resolve("run/report/index.html"));
        Matcher cells = Pattern.compile("simulation, as it was before.*?<tbody>(.*?)</tbody>", Pattern.DOTALL)
                .matcher(page);
        assertThat(cells.find()).isTrue();
        String[] row = cells.group(1).split("</td>", -1);
        double atReco = Double.parseDouble(row[5].replaceAll("<[^>]*>", "").strip());
        double unfolded = Double.parseDouble(row[6].replaceAll("<[^>]*>", "").strip());
        assertThat(52 / (unfolded / atReco)).isBetween(27.4, 91.9);
        assertThat(row[7]).doesNotContain("failed");
        Toy.run(Toy.quick(ideal, same, bins, "uncertainty={bootstrapSimulation: 6}"), folder.resolve("none"), 2);
        assertThat(Files.readString(folder.resolve("none/report/index.html"))).doesNotContain("Bottom line");
    }

    @Test
    @DisplayName("threads, and a run that lost some replicas, give the same bytes")
    void sameBytes() throws IOException {
        run("one", 1, ALL);
        var one = Toy.digests(folder.resolve("one"));
        run("three", 3, ALL);
        assertThat(Toy.digests(folder.resolve("three"))).isEqualTo(one);
        for (String lost : List.of("replicas/bootstrap_mc_1.safetensors", "replicas/sf_up.safetensors")) {
            assertThat(one).containsKey(lost);
            Files.delete(folder.resolve("one").resolve(lost));
        }
        Toy.resume(Toy.quick(study, ALL), folder.resolve("one"));
        assertThat(Toy.digests(folder.resolve("one"))).isEqualTo(one);
    }

    @Test
    @DisplayName("a replica that does not converge is tried again and then named; what is finished is kept")
    void failing() {
        assertThatThrownBy(
                        () -> run(
                                "run",
                                1,
                                "method.minimumNEff=1500",
                                "uncertainty={bootstrapData: 2, retries: 1, systematics: [{name: wild, genWeightFactor: 'exp(4*x)'}]}"))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("replica 'wild' failed 2 times, as often as uncertainty.retries allows");
        assertThat(folder.resolve("run/replicas/bootstrap_data_1.safetensors")).exists();
        assertThat(folder.resolve("run/measurement")).doesNotExist();
    }

    @Test
    @DisplayName("directions that are the same, and factors that are not above 0, are warned of by name")
    void odd() {
        Runner.Outcome outcome = Toy.run(
                Toy.quick(
                        study,
                        IBU,
                        "uncertainty={systematics: [{name: twice, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 1*sf}},"
                                + " {name: less, recoWeightFactor: 'sf * max(0, min(1, event - 20))'},"
                                + " {name: fine, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 2 - sf}}]}"),
                folder.resolve("odd"),
                1);
        assertThat(outcome.warnings())
                .anySatisfy(w -> assertThat(w).contains("'twice'", "the same up and down"))
                .anySatisfy(w -> assertThat(w)
                        .contains(
                                "'less'",
                                "not above 0 in ",
                                ", the first of them row ",
                                "simulation.parquet (0.0)",
                                "uncertainty.systematics[1].recoWeightFactor of 'less'"))
                .noneSatisfy(w -> assertThat(w).contains("'fine'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ensemble: 0}|uncertainty: ensemble",
                "{bootstrapData: 1}|one bootstrap alone has no spread",
                "{bootstrapDta: 5}|bootstrapData",
                "{systematics: [{name: a}]}|an effect",
                "{systematics: [{name: a, recoWeightFactor: sf}, {name: a, recoWeightFactor: sf}]}|'a' stands twice",
                "{systematics: [{name: nominal, recoWeightFactor: sf}]}|another name",
                "{systematics: [{name: total, recoWeightFactor: sf}]}|another name",
                "{systematics: [{name: a, source: sample statistics, recoWeightFactor: sf}]}|another name",
                "{systematics: [{name: a, recoWeightFactor: 1 + 0*sf}]}|the systematic 'a' changes nothing",
                "{systematics: [{name: a, recipe: response, simulation: {file: copy.parquet, scale: 2}}]}|copy.parquet has the simulation's own events, with the same weights and selections",
                "{systematics: [{name: a, factor: 2, recipe: prior, simulation: {file: simulation.parquet}}]}|the systematic 'a' changes nothing",
                "{systematics: [{name: a, recoWeightFactor: sg}]}|Did you mean 'sf'?",
                "{systematics: [{name: a, up: {recoWeightFactor: sg}, down: {recoWeightFactor: sf}}]}|study: uncertainty.systematics[0].up.recoWeightFactor of 'a_up'",
                "{systematics: [{name: a, file: short.parquet, key: event, recoWeightFactor: fctor}]}|study: uncertainty.systematics[0].recoWeightFactor of 'a'",
                "{systematics: [{name: a, reco: '{}_shiftd'}]}|Did you mean 'x_shifted'?",
                "{systematics: [{name: a, reco: shifted}]}|`{}`",
                "{systematics: [{name: a, file: short.parquet, recoWeightFactor: factor}]}|must have a row for each of",
                "{systematics: [{name: a, file: short.parquet, key: event, recoWeightFactor: factor}]}|have no partner",
                "{systematics: [{name: a, file: short.parquet, key: share, recoWeightFactor: factor}]}|whole numbers",
                "{systematics: [{name: a, factor: 2, recipe: prior}]}|`simulation`",
                "{systematics: [{name: a, simulation: {file: other.parquet}}]}|`recipe`",
                "{systematics: [{name: a, up: {recoWeightFactor: sf}}]}|both `up` and `down`",
                "{systematics: [{name: a, background: signal, factor: 2}]}|background",
                "{systematics: [{name: a, factor: 1}]}|changes nothing",
                "{systematics: [{name: a, source: b, nuisance: n, factor: 2}, {name: c, nuisance: n, factor: 3}]}|'a' and 'c' have one nuisance, 'n', and two sources, 'b' and 'n'",
                "{systematics: [{name: a, factor: 2, correlated: false}, {name: c, source: a, factor: 3}]}|a source of its own beside correlated: false",
                "{systematics: [{name: a, up: {factor: 2}, down: {factor: 0.5}, correlated: false}]}|an effect with one direction",
                "{systematics: [{name: a, nuisance: luminosity, factor: 2}]}|another name",
                "{systematics: [{name: 'a,b', factor: 2}]}|a name without slash and comma",
                "{systematics: [{name: a, source: 'b,c', factor: 2}]}|a name without slash and comma",
                "{systematics: [{name: a, nuisance: 'b ', factor: 2}]}|no blanks at its ends",
                "{systematics: [{name: '', factor: 2}]}|name",
                "{systematics: [{name: a, recoWeightFactor: 'log(sf - 1)'}]}|is not finite in",
            })
    @DisplayName("what cannot be used is named and explained before anything is trained")
    void refused(String block, String part) throws IOException {
        Files.copy(folder.resolve("example/simulation.parquet"), folder.resolve("example/copy.parquet"));
        Table other = Tables.read(folder.resolve("example/other.parquet"));
        Tables.write(other.select(Mask.of(other.rows(), i -> i > 2)), folder.resolve("example/short.parquet"));
        assertThatThrownBy(() -> run("runs/one", 1, IBU, "uncertainty=" + block))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    @DisplayName("the block stands in the resolved study and reads back equal")
    void resolved() {
        StudyFile.Read read = Toy.quick(study, IBU, ALL);
        assertThat(StudyFile.bind(read.resolved(), study.getParent())).isEqualTo(read.study());
        assertThat(read.study().uncertainty().replicas()).isEqualTo(2 + 2 + 2 + 5);
        assertThat(read.study().uncertainty().systematics().getLast().up().factor())
                .hasValue(1.5);
    }
}
