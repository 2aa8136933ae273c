package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.hist.Axis;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

/// Toys of a study, from its file to its measurement.
class ToysRunTest {
    private static final String IBU = "method={name: ibu, iterations: 2, bins: {x: {bins: 6, from: -3, to: 3}}, "
            + "recoBins: {x: {bins: 8, from: -3, to: 3}}}";
    private static final String WEIGHTS = "{name: sf, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 2 - sf}},"
            + "{name: theory, genWeightFactor: 1 + 0.1*share, nuisance: scale},"
            + "{name: rate, factor: 1.5, nuisance: scale}";

    private static final Query FOUR_BINS = Query.of(Expression.ofColumn("x"), Axis.equal("x", "", 4, -2, 2));

    @TempDir
    Path folder;

    private Path study;

    /// The example, with a scale factor, and a detector whose values are higher by 0.1.
    @BeforeEach
    void example() {
        example("example", "fakes=0.05");
    }

    private void example(String name, String fakes) {
        study = Toy.gaussian(folder.resolve(name), "events=4000", fakes);
        Path file = folder.resolve(name).resolve("simulation.parquet");
        Table table = Tables.read(file);
        int n = table.rows();
        Column reco = table.column("x_reco", "the test");
        Toy.replace(file, Column.tabulate("x_shifted", n, i -> reco.at(i) + 0.1));
        Toy.replace(file, Column.tabulate("sf", n, i -> 1 + 0.02 * Math.tanh(reco.at(i))));
        Toy.replace(file, Column.tabulate("share", n, i -> 0.5));
    }

    private Measurement run(String name, int threads, String... settings) {
        return Toy.run(Toy.quick(study, settings), folder.resolve(name), threads)
                .measurement();
    }

    private static String toys(int count, String effects) {
        return "uncertainty={toys: %d, systematics: [%s]}".formatted(count, effects);
    }

    private static WeightGroup toys(Measurement measurement) {
        return measurement.head().groups().getLast();
    }

    @Test
    @DisplayName("toys are columns with a recipe, in the place of every source that was drawn")
    void columns() {
        Measurement measurement = run("run", 2, IBU, toys(3, WEIGHTS));
        assertThat(toys(measurement).columns()).containsExactly("weights_toy_0", "weights_toy_1", "weights_toy_2");
        assertThat(toys(measurement).recipe()).isEqualTo(new Recipe.Toys(List.of("sample", "sf", "scale")));
        assertThat(MeasurementFolder.read(folder.resolve("run")).head()).isEqualTo(measurement.head());
        assertThat(measurement.weights("weights_toy_0")).isNotEqualTo(measurement.weights("weights_toy_1"));
        Breakdown breakdown = measurement.breakdown(FOUR_BINS);
        assertThat(breakdown.sources()).containsExactly("sample", "sf", "scale");
        assertThat(breakdown.total(List.of("toys")).rank()).isEqualTo(2);
        assertThatThrownBy(() -> breakdown.total(List.of("toys", "scale")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("counted twice");
        Measurement more = run("more", 1, IBU, "uncertainty={toys: 2, bootstrapData: 2, bootstrapSimulation: 2}");
        assertThat(toys(more).recipe()).isEqualTo(new Recipe.Toys(List.of("bootstrapData", "bootstrapSimulation")));
    }

    /// A nuisance of a scale of all gen and reco weights: the unfolded weights of IBU do not depend on it but
    /// through the simulation's yield, which the ratios undo. What is published is w·t^θ·c·push; so the toy of
    /// this nuisance is that without it, to rounding of some 10⁴ additions.
    @Test
    @DisplayName("a nuisance that cannot change the answer does not, and bootstraps do not depend on nuisances")
    void scale() {
        Measurement with = run("with", 1, IBU, toys(2, "{name: a, genWeightFactor: 1 + share}"));
        Measurement without = run("without", 1, IBU, "uncertainty={toys: 2}");
        Weights toy = with.weights("weights_toy_1");
        Weights plain = without.weights("weights_toy_1");
        assertThat(plain).isNotEqualTo(without.nominal());
        for (int i = 0; i < toy.size(); i++) {
            assertThat(toy.get(i)).isCloseTo(plain.get(i), within(1e-9 * Math.abs(plain.get(i))));
        }
    }

    /// To rounding of some 10⁴ additions; with two nuisances the factors are sf^(θ − θ'), up to 2 % each.
    @Test
    @DisplayName("a shared nuisance has one θ, by its name: effects that undo one another change nothing")
    void shared() {
        String opposite =
                "{name: a, recoWeightFactor: sf, nuisance: n}, {name: b, recoWeightFactor: 1/sf, nuisance: %s}";
        Measurement one = run("one", 1, IBU, toys(2, opposite.formatted("n")));
        Measurement two = run("two", 1, IBU, toys(2, opposite.formatted("m")));
        Measurement without = run("without", 1, IBU, "uncertainty={toys: 2}");
        Weights plain = without.weights("weights_toy_0");
        double largest = 0;
        for (int i = 0; i < plain.size(); i++) {
            double size = Math.abs(plain.get(i));
            assertThat(one.weights("weights_toy_0").get(i)).isCloseTo(plain.get(i), within(1e-9 * size));
            largest = Math.max(largest, Math.abs(two.weights("weights_toy_0").get(i) - plain.get(i)));
        }
        assertThat(largest).isGreaterThan(1e-4);
    }

    /// The runs draw the same bootstraps and the same θ, which a run with one of the effects alone tells: its toys
    /// are those without it and θ·δ, to first order. With both they must be θ·(δ₁ + δ₂), where independent
    /// effects would be θ·δ₁ + θ'·δ₂. What is left are the products of shift and bootstrap and the squares
    /// of the shifts, below a tenth. The sources' variance is (δ₁ + δ₂)², up to the square of 2 % by
    /// which up and down differ; of independent sources it would be half, since the shifts are of one size.
    @Test
    @DisplayName("a shared nuisance has the same covariance in sources and toys, to first order")
    void asSources() {
        String one = "{name: a, recoWeightFactor: sf, nuisance: n}";
        String other = ", {name: b, up: {recoWeightFactor: sf}, down: {recoWeightFactor: 2 - sf}, nuisance: n}";
        Measurement without = run("without", 2, IBU, "uncertainty={toys: 8}");
        Measurement alone = run("alone", 2, IBU, toys(8, one));
        Measurement both = run("both", 2, IBU, toys(8, one + other));
        double[] first = shift(both, "weights_a", both, "weights_nominal");
        double[] sum = shift(both, "weights_b_up", both, "weights_nominal");
        Arrays.setAll(sum, i -> first[i] + sum[i]);
        double left = 0;
        double size = 0;
        for (String toy : toys(both).columns()) {
            double[] single = shift(alone, toy, without, toy);
            double theta = product(single, first) / product(first, first);
            double[] difference = shift(both, toy, without, toy);
            size += theta * theta * product(sum, sum);
            Arrays.setAll(difference, i -> difference[i] - theta * sum[i]);
            left += product(difference, difference);
        }
        assertThat(Math.sqrt(left / size)).isLessThan(0.1);
        Breakdown breakdown = both.breakdown(FOUR_BINS);
        assertThat(breakdown.sources()).containsExactly("sample", "n");
        for (int i = 0; i < 4; i++) {
            assertThat(breakdown.uncertainty("n").covariance().get(i, i))
                    .isCloseTo(sum[i] * sum[i], within(0.05 * sum[i] * sum[i]));
        }
    }

    private static double[] shift(Measurement shifted, String weights, Measurement from, String nominal) {
        double[] shift = shifted.spectrum(FOUR_BINS, shifted.weights(weights)).values();
        double[] values = from.spectrum(FOUR_BINS, from.weights(nominal)).values();
        Arrays.setAll(shift, i -> shift[i] - values[i]);
        return shift;
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /// The toys of a study with such an effect are those of a study without it.
    @Test
    @DisplayName("an effect whose bins do not move together has no nuisance to draw, and stays a source beside toys")
    void uncorrelated() {
        Measurement with = run("with", 1, IBU, toys(2, "{name: a, factor: 0, correlated: false}"));
        Measurement without = run("without", 1, IBU, "uncertainty={toys: 2}");
        assertThat(toys(with).recipe()).isEqualTo(new Recipe.Toys(List.of("sample")));
        assertThat(with.weights("weights_toy_0")).isEqualTo(without.weights("weights_toy_0"));
        assertThat(with.head().groups().get(2).recipe()).isEqualTo(new Recipe.TwoPoint(false));
        // Nothing is learned of it: two hundred fakes would be too few for a template.
        run("shift", 1, IBU, toys(2, "{name: a, reco: '{}_shifted', correlated: false}"));
        assertThat(folder.resolve("shift/templates")).doesNotExist();
    }

    @Test
    @DisplayName("a re-simulation is learned once; threads, lost toys and a lost template give the same bytes")
    void sameBytes() throws IOException {
        example("pure", "fakes=0"); // Two hundred fakes would be too few for a template.
        String[] settings = {
            "method.estimator={network: [16], epochs: 12, patience: 12, batch: 64, members: 1}",
            toys(3, WEIGHTS + ", {name: shift, reco: '{}_shifted'}")
        };
        run("one", 1, settings);
        var one = Toy.digests(folder.resolve("one"));
        assertThat(one).containsKey("templates/shift.safetensors").doesNotContainKey("templates/sf_up.safetensors");
        run("two", 2, settings);
        assertThat(Toy.digests(folder.resolve("two"))).isEqualTo(one);
        for (String lost : List.of("replicas/toy_1.safetensors", "templates/shift.safetensors")) {
            Files.delete(folder.resolve("one").resolve(lost));
        }
        Toy.resume(Toy.quick(study, settings), folder.resolve("one"));
        assertThat(Toy.digests(folder.resolve("one"))).isEqualTo(one);
        assertThat(Files.readString(folder.resolve("one/report/index.html")))
                .contains("<td>toys</td><td>shift, matched</td>");
    }

    /// The nominal unfolding is worth 2300 events; a bootstrap halves that.
    @Test
    @DisplayName("a toy that does not converge is tried again and then named")
    void failing() {
        assertThatThrownBy(() -> run(
                        "run",
                        1,
                        "method.minimumNEff=1500",
                        "uncertainty={toys: 2, retries: 1, systematics: [{name: a, recoWeightFactor: sf}]}"))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("replica 'toy_0' failed 2 times, as often as uncertainty.retries allows");
        assertThat(folder.resolve("run/replicas/a.safetensors")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{toys: 1}|one toy alone has no spread",
                "{toys: 2, systematics: [{name: a, nuisance: b/c, recoWeightFactor: sf}]}|without slash and comma",
                "{toys: 2, systematics: [{name: a/b, recoWeightFactor: sf}]}|without slash and comma",
                "{toys: 2, systematics: [{name: toy_1, recoWeightFactor: sf}]}|another name",
                "{toys: 2, systematics: [{name: a, recoWeightFactor: sf}, {name: a, recoWeightFactor: sf}]}|'a' stands twice",
                "{toys: 2, systematics: [{name: a, recoWeightFactor: 1 + 0*sf}]}|the systematic 'a' changes nothing",
                "{toys: 2, systematics: [{name: a, recoWeightFactor: sf - 1}]}|a factor that is not above 0",
                "{toys: 2, systematics: [{name: a, factor: 0}]}|row 0 of",
            })
    @DisplayName("what cannot be drawn is named with its file and row before anything is trained")
    void refused(String block, String part) {
        assertThatThrownBy(() -> run("runs/one", 1, IBU, "uncertainty=" + block))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    @DisplayName("a factor that is not above 0 is refused with its row in its file")
    void notPositive() {
        Path file = folder.resolve("example/simulation.parquet");
        Table table = Tables.read(file);
        Column reco = table.column("x_reco", "the test");
        Column pass = table.column("pass_reco", "the test");
        int row = IntStream.range(0, table.rows())
                .filter(i -> pass.at(i) == 1 && reco.at(i) >= 1.5)
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> run("runs/one", 1, IBU, toys(2, "{name: a, recoWeightFactor: 1.5 - x_reco}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row %d of %s (%s".formatted(row, file, 1.5 - reco.at(row)));
    }

    @Test
    @DisplayName("without toys a factor of any sign is unfolded as before")
    void anySign() {
        Measurement measurement = run("run", 1, IBU, "uncertainty={systematics: [{name: a, factor: 0}]}");
        assertThat(measurement.head().groups().getLast().name()).isEqualTo("a");
    }

    @Test
    @DisplayName("toys and nuisances stand in the resolved study and read back equal")
    void resolved() {
        StudyFile.Read read = Toy.quick(study, IBU, toys(3, WEIGHTS));
        assertThat(StudyFile.bind(read.resolved(), study.getParent())).isEqualTo(read.study());
        assertThat(read.study().uncertainty().replicas()).isEqualTo(3 + 4);
        assertThat(read.study().uncertainty().systematics())
                .extracting(UncertaintyBlock.Systematic::nuisance)
                .containsExactly("sf", "scale", "scale");
    }
}
