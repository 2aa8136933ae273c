package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import unfurl.formats.Document;
import unfurl.formats.Tables;

/// Studies whose detector is learned from samples at several values of its parameters, in a run.
class LearnedRunTest {
    private static final String SMALL =
            "method.templates={network: [32, 32], activation: silu, epochs: 12, patience: 12, batch: 512, learningRate: 5e-3, members: 1}";
    private static final String NETWORK =
            "method.estimator={network: [16], epochs: 12, patience: 12, batch: 64, members: 1}";

    @TempDir
    Path folder;

    private Path study;

    @BeforeEach
    void example() {
        example("example", 4000);
    }

    private void example(String name, int events) {
        Examples.write(
                "profile-gaussian",
                folder.resolve(name),
                List.of("events=" + events, "response=learned"),
                Optional.empty());
        study = folder.resolve(name).resolve("study.yaml");
    }

    private StudyFile.Read quick(String... settings) {
        String[] all = Stream.concat(Stream.of(SMALL, "nuisances.theta.start=1"), Stream.of(settings))
                .toArray(String[]::new);
        return Toy.quick(study, all);
    }

    @Test
    @DisplayName("θ moves to the data's; the response is learned once, and a lost one gives the same bytes")
    void learned() throws IOException {
        Path run = folder.resolve("run");
        Toy.run(quick(NETWORK, "method.iterations=4"), run, 2);
        Document nuisances = Document.read(run.resolve("nuisances.json"));
        // Exactly 1.4816 after four iterations for infinitely many events; 4000 have an error of about 0.05.
        assertThat(nuisances.get("nuisances").get("theta").get("value").number())
                .isCloseTo(1.48, within(0.15));
        Document checks = nuisances.get("response");
        assertThat(checks.get("heldOut").text()).isEqualTo("'theta' in 1.290 … 1.610");
        assertThat(checks.get("ends").list()).hasSize(2);
        Document offset = checks.get("offsets").list().getFirst();
        assertThat(offset.get("parameter").text()).isEqualTo("theta");
        assertThat(offset.get("error").number()).isPositive();
        assertThat(Files.readString(run.resolve("report/index.html")))
                .contains("effective events at theta = 0.65", "theta of the held-out events, less the true one");
        var digests = Toy.digests(run);
        assertThat(digests).containsKey("response.safetensors");
        Files.delete(run.resolve("response.safetensors"));
        Files.delete(run.resolve("replicas/nominal/state.safetensors"));
        Toy.resume(quick(NETWORK, "method.iterations=4"), run);
        assertThat(Toy.digests(run)).isEqualTo(digests);
    }

    @Test
    @DisplayName("a run that is killed while it learns goes on to the same bytes")
    @DisabledOnOs(OS.WINDOWS)
    void killed() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        Toy.run(quick(), whole, 1);
        Path run = folder.resolve("run");
        Process process =
                RunProcess.start(List.of(), folder.resolve("log"), study, run, SMALL, "nuisances.theta.start=1");
        while (process.isAlive() && !Files.exists(run.resolve("study.resolved.yaml"))) {
            Thread.onSpinWait();
        }
        assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
        process.destroyForcibly().waitFor();
        Toy.resume(quick(), run);
        assertThat(Toy.digests(run)).isEqualTo(Toy.digests(whole));
    }

    @Test
    @DisplayName("two parameters are learned together")
    void together() throws IOException {
        example("both", 16_000);
        for (String name : List.of("simulation", "detectors")) {
            Path file = folder.resolve("both").resolve(name + ".parquet");
            Table table = Tables.read(file);
            Column reco = table.column("x_reco", "the test");
            // Both resolutions vary, each on its own: the fractional part of many times a number is as good as random.
            Column eta = Column.tabulate("eta", table.rows(), i -> 0.7 + 0.6 * (i * Math.sqrt(2) % 1));
            Column x = table.column("x", "the test");
            Toy.replace(file, eta);
            Toy.replace(
                    file, Column.tabulate("x_reco", table.rows(), i -> x.at(i) + eta.at(i) * (reco.at(i) - x.at(i))));
        }
        Path run = folder.resolve("run");
        Toy.run(
                quick(
                        NETWORK,
                        "method.step3=efficient-score",
                        "method.templates.batch=1024",
                        "nuisances.eta={prior: {gaussian: {mean: 1, width: 0.05}}, range: [0.75, 1.25]}",
                        "response.samples=[{file: simulation.parquet, at: {theta: theta, eta: eta}}, {file: detectors.parquet, at: {theta: theta, eta: eta}}]"),
                run,
                2);
        Document found = Document.read(run.resolve("nuisances.json")).get("nuisances");
        assertThat(found.get("eta").get("value").number()).isCloseTo(1, within(0.15));
        assertThat(found.get("theta").get("value").number()).isCloseTo(1.48, within(0.25));
    }

    @Test
    @DisplayName("a response that is damaged is refused with what to do")
    void damaged() throws IOException {
        Path run = folder.resolve("run");
        Toy.run(quick(), run, 2);
        Path kept = run.resolve("response.safetensors");
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length - 7] ^= 1;
        Files.write(kept, bytes);
        assertThatThrownBy(() -> Toy.resume(quick(), run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("response.safetensors")
                .hasMessageContaining("delete this one and go on with --resume");
    }

    @Test
    @DisplayName("a value that is not finite is told with its row")
    void notFinite() {
        Path file = folder.resolve("example/detectors.parquet");
        Column theta = Tables.read(file).column("theta", "the test");
        Toy.replace(file, Column.tabulate("theta", theta.size(), i -> i == 77 ? Double.NaN : theta.at(i)));
        assertRefused("'theta' is not finite in 1 selected rows, the first of them row 77 (NaN)");
    }

    private void assertRefused(String message, String... settings) {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> Toy.run(quick(settings), run, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
        assertThat(run).doesNotExist();
    }

    @ParameterizedTest
    @DisplayName("what cannot be learned is refused before anything is")
    @CsvSource(
            delimiter = '|',
            value = {
                "response.samples=[{file: detectors.parquet, at: {theta: 1}}]|is 1.0 in all samples",
                "response.samples=[{file: detectors.parquet, at: {theta: thet}}]|study: response.samples[0].at.theta",
                "response.samples=[{file: detectors.parquet, at: {}}]|no key 'theta'",
                "response.samples=[{file: detectors.parquet, at: {thets: theta}}]|Did you mean 'theta'?",
                "response.samples=[{file: detectors.parquet, at: {theta: theta > 1}}]|a number for each event",
                "response.samples=[{file: none.parquet, at: {theta: theta}}]|study: response.samples[0].file",
                "response.samples=[]|a list of samples",
                "nuisances.theta.prior={flat: [0.5, 2]}|may be 0.5 … 2.0, and was simulated at 0.65",
                "nuisances.theta.prior={gaussian: {mean: 1, width: 1}}|has no `range`",
                "nuisances.theta.logRatio=theta*x|each nuisance has its own `logRatio` or `up`",
                "method.templates={trees: {}}|trees have none",
                "method.templates.clip=8|at a bound it has none"
            })
    void refused(String setting, String message) {
        assertRefused(message, setting);
    }
}
