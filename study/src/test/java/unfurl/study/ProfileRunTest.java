package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.Tables;
import unfurl.formats.Tensors;
import unfurl.measurement.Measurement;
import unfurl.measurement.WeightGroup;

/// Studies with nuisance parameters, in a run.
class ProfileRunTest {
    private static final String NETWORK =
            "method.estimator={network: [16], epochs: 12, patience: 12, batch: 64, members: 1}";
    private static final String PRIOR = "prior: {gaussian: {mean: 0, width: 1}}";

    @TempDir
    Path folder;

    private Path study;

    @BeforeEach
    void example() {
        Examples.write("profile-gaussian", folder.resolve("example"), List.of("events=4000"), Optional.empty());
        study = folder.resolve("example/study.yaml");
    }

    private static List<Double> theta(Path run) throws IOException {
        return Files.readAllLines(run.resolve("log.jsonl")).stream()
                .map(line -> Document.json(line, "log.jsonl"))
                .filter(record -> record.find("step")
                        .filter(s -> s.text().equals("step3"))
                        .isPresent())
                .map(record -> record.get("theta").list().getFirst().number())
                .toList();
    }

    /// The same events with a scale of y2 at θ = ±1 that is known, and the data's.
    private void shifted(Path file, String name, double by) {
        Table table = Tables.read(file);
        Column reco = table.column("y2_reco", "the test");
        Toy.replace(file, Column.tabulate(name, table.rows(), i -> reco.at(i) + by));
    }

    @Test
    @DisplayName("θ moves from the simulation's to the data's, as the formula says, at any number of threads")
    void formula() throws IOException {
        Path one = folder.resolve("one");
        Toy.run(Toy.quick(study, NETWORK, "method.iterations=4"), one, 1);
        // Exactly 1.4816 after four iterations for infinitely many events; 4000 have an error of about 0.05.
        assertThat(theta(one)).hasSize(4).last().satisfies(t -> assertThat(t).isCloseTo(1.48, within(0.15)));
        Path two = folder.resolve("two");
        Toy.run(Toy.quick(study, NETWORK, "method.iterations=4"), two, 2);
        assertThat(Toy.digests(two)).isEqualTo(Toy.digests(one));
    }

    @Test
    @DisplayName("a varied detector is learned once and kept; a lost template gives the same bytes")
    void templates() throws IOException {
        Path simulation = folder.resolve("example/simulation.parquet");
        shifted(simulation, "y2_reco_up", 0.3);
        shifted(simulation, "y2_reco_down", -0.3);
        String shift =
                "nuisances={shift: {%s, up: {reco: '{}_reco_up'}, down: {reco: '{}_reco_down'}}}".formatted(PRIOR);
        Path run = folder.resolve("run");
        Toy.run(Toy.quick(study, NETWORK, shift), run, 2);
        var digests = Toy.digests(run);
        assertThat(digests).containsKeys("templates/shift_up.safetensors", "templates/shift_down.safetensors");
        assertThat(keepsEfficiency(run, "shift")).containsOnly(true);
        Files.delete(run.resolve("templates/shift_up.safetensors"));
        Files.delete(run.resolve("replicas/nominal/state.safetensors"));
        Toy.resume(Toy.quick(study, NETWORK, shift), run);
        assertThat(Toy.digests(run)).isEqualTo(digests);
    }

    @Test
    @DisplayName("a run with nuisances that is killed goes on to the same bytes")
    @DisabledOnOs(OS.WINDOWS)
    void killed() throws IOException, InterruptedException {
        String[] settings = {"uncertainty={bootstrapData: 2}", "nuisances.theta.start=[1.0, 2.0]"};
        Path whole = folder.resolve("whole");
        Toy.run(Toy.quick(study, settings), whole, 1);
        Path run = folder.resolve("run");
        for (String reached :
                List.of("replicas/nominal/state.safetensors", "nuisances.json", "replicas/unprofiled.safetensors")) {
            Process process = RunProcess.start(List.of(), folder.resolve("log"), study, run, settings);
            while (process.isAlive() && !Files.exists(run.resolve(reached))) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(RunProcess.await(RunProcess.start(List.of(), folder.resolve("log"), study, run, settings)))
                .isZero();
        assertThat(Toy.digests(run)).isEqualTo(Toy.digests(whole));
    }

    @Test
    @DisplayName("a prior is a source of uncertainty: the shift of the result when its centre moves by a width")
    void published() throws IOException {
        Path run = folder.resolve("run");
        StudyFile.Read read = Toy.quick(
                study,
                "nuisances.theta.prior={gaussian: {mean: 1, width: 0.25}}",
                "nuisances.theta.range=[0.5, 3]",
                "nuisances.theta.start=1",
                "uncertainty={bootstrapData: 2}");
        Measurement measurement = Toy.run(read, run, 1).measurement();
        WeightGroup group = measurement.head().groups().stream()
                .filter(one -> one.name().equals("nuisance_theta"))
                .findFirst()
                .orElseThrow();
        assertThat(group.columns()).containsExactly("weights_theta_up", "weights_theta_down");
        assertThat(measurement.events().names()).doesNotContain("weights_unprofiled");
        Document known = Document.read(run.resolve("nuisances.json"));
        double value = known.get("nuisances").get("theta").get("value").number();
        double error = known.get("nuisances").get("theta").get("error").number();
        Document replicas = known.get("replicas");
        assertThat(theta(replicas, "theta_up")).isCloseTo(value + error, within(1e-12));
        assertThat(theta(replicas, "theta_down")).isCloseTo(value - error, within(1e-12));
        assertThat(theta(replicas, "unprofiled")).isEqualTo(1);
        assertThat(theta(replicas, "bootstrap_data_0")).isNotEqualTo(theta(replicas, "bootstrap_data_1"));
        double moved = measurement.head().nuisances().getFirst().byColumn().get("weights_theta_up") - value;
        // Every event is in the phase space, and the run's order is the measurement's.
        Weights up = kept(run, "theta_up");
        Weights down = kept(run, "theta_down");
        Column nominal = measurement.events().column("weights_nominal", "the test");
        Column shifted = measurement.events().column("weights_theta_up", "the test");
        for (int i = 0; i < up.size(); i += 97) {
            // What the prior does to θ, and (up − down)/(2σ) of the weights for each unit of it.
            assertThat(shifted.at(i) - nominal.at(i))
                    .isCloseTo(moved / (2 * error) * (up.get(i) - down.get(i)), within(1e-9));
        }
    }

    private static double theta(Document replicas, String name) {
        return replicas.get(name).list().getFirst().number();
    }

    private static Weights kept(Path run, String replica) {
        return Weights.of(Tensors.read(run.resolve("replicas").resolve(replica + ".safetensors"))
                .tensor("weights")
                .doubles());
    }

    private static List<Boolean> keepsEfficiency(Path run, String parameter) throws IOException {
        return Document.read(run.resolve("nuisances.json"))
                .get("nuisances")
                .get(parameter)
                .get("weights")
                .list()
                .stream()
                .map(one -> one.get("keepsEfficiency").flag())
                .toList();
    }

    @Test
    @DisplayName("other weights at reco are a detector without anything to learn")
    void weights() throws IOException {
        Path run = folder.resolve("run");
        String scale = "nuisances={sf: {%s, up: {recoWeightFactor: exp(0.05*y2_reco)}}}".formatted(PRIOR);
        Toy.run(Toy.quick(study, scale), run, 1);
        assertThat(run.resolve("templates")).doesNotExist();
        assertThat(theta(run))
                .hasSize(2)
                .allSatisfy(t -> assertThat(t).isNotZero().isBetween(-3.0, 3.0));
        assertThat(keepsEfficiency(run, "sf")).containsOnly(false);
    }

    @ParameterizedTest
    @DisplayName("what a parameter cannot be made of is refused before anything is trained")
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {prior: {flat: [-1, 1]}, logRatio: a*q}|no column 'q'",
                "a: {prior: {flat: [-1, 1]}, logRatio: log(a)*x}|log w is not finite",
                "y2_reco: {prior: {flat: [-1, 1]}, logRatio: y2_reco*x}|has a column 'y2_reco'",
                "a: {prior: {flat: [-1, 1]}, up: {recoWeightFactor: 1 + 0*x}}|the varied detector 'a_up' changes nothing",
                "a: {prior: {flat: [-1, 1]}, up: {recoWeightFactor: x}}|study: nuisances.a.up",
                "a: {prior: {flat: [-1, 1]}, up: {reco: '{}_recoil'}}|study: nuisances.a.up"
            })
    void refused(String nuisance, String message) {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> Toy.run(Toy.quick(study, "nuisances={%s}".formatted(nuisance)), run, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
        assertThat(run).doesNotExist();
    }

    @Test
    @DisplayName("one observable that tells nothing of θ is refused before anything is trained, with the direction")
    void degenerate() {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> Toy.run(Toy.quick(study, NETWORK, "observables.recoOnly="), run, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("do not tell the nuisance parameters along theta")
                .hasMessageContaining("study: nuisances");
        assertThat(run.resolve("nuisances.json")).doesNotExist();
        assertThat(run.resolve("log.jsonl")).doesNotExist();
    }
}
