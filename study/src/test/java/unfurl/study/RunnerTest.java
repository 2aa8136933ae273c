package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Column;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.hist.Grid;
import unfurl.measurement.Measurement;
import unfurl.unfold.Ibu;
import unfurl.unfold.Ledger;

/// What a whole run gives.
class RunnerTest {
    private static final String IBU = "method={name: ibu, iterations: 3, bins: {x: {bins: 12, from: -3, to: 3}}, "
            + "recoBins: {x: {bins: 15, from: -3, to: 3}}}";

    @TempDir
    Path folder;

    private Map<String, String> digests(Path study, int threads, String... settings) {
        Path out = folder.resolve("run-" + threads);
        Toy.run(Toy.quick(study, settings), out, threads);
        return Toy.digests(out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "method.estimator.members=1",
                "method.estimator.members=2",
                "method.estimator={network: [8], epochs: 2, members: 1, warmStart: true}",
                "method.estimator={network: [8], epochs: 2, members: 2, warmStart: true, validation: 0.4, clip: 1}",
                IBU
            })
    @DisplayName("one, two and three threads give the same bytes")
    void threads(String method) {
        Path study = Toy.gaussian(folder.resolve("example"), "events=5000");
        var one = digests(study, 1, method);
        assertThat(one).containsKeys("measurement/events.parquet", "log.jsonl", "report/index.html");
        assertThat(digests(study, 2, method)).isEqualTo(one);
        assertThat(digests(study, 3, method)).isEqualTo(one);
    }

    @Test
    @DisplayName("the resolved study gives the same result, and provenance tells inputs by their digest")
    void resolvedRunsAgain() {
        Path study = Toy.gaussian(folder.resolve("example"), "events=2000", "dimensions=2");
        Path run = folder.resolve("run");
        Toy.run(Toy.quick(study), run, 1);
        Path again = folder.resolve("again");
        Toy.run(StudyFile.read(run.resolve("study.resolved.yaml"), List.of()), again, 1);
        var first = Toy.digests(run);
        var second = Toy.digests(again);
        for (String same : List.of(
                "measurement/events.parquet",
                "measurement/measurement.json",
                "measurement/citations.bib",
                "log.jsonl",
                "study.resolved.yaml",
                "replicas/nominal/state.safetensors")) {
            assertThat(second.get(same)).as(same).isEqualTo(first.get(same));
        }
        assertThat(Document.read(run.resolve("provenance.json")).get("inputs").list())
                .extracting(input -> input.get("role").text())
                .containsExactly("simulation", "data", "background", "truth");
    }

    /// The data have about 13,000 events, so their mean is known to 0.94/√13,000 = 0.008; the response of this
    /// problem, 0.8 after the first iteration, magnifies that to 0.010, and the simulated sample of the same size
    /// to 0.015. Four of these are allowed; the prior is 0.19 away from the answer, and 0.17 in its width.
    @Test
    @DisplayName("the Gaussian example comes out as its exact answer says")
    void gaussian() {
        Path study = Toy.gaussian(folder.resolve("example"), "events=20000", "iterations=3");
        var read = StudyFile.read(
                study,
                List.of(
                        "method.estimator={network: [32, 32], epochs: 12, batch: 256, learningRate: 3e-3, members: 1}"));
        Measurement measurement = Toy.run(read, folder.resolve("run"), 2).measurement();
        Document exact = Document.read(folder.resolve("example/exact.json"));
        assertThat(exact.get("names").list()).hasSize(1);
        Column x = measurement.events().column("x", "the test");
        for (int i = 1; i <= 3; i++) {
            Weights weights = measurement.weights("weights_iteration_" + i);
            Document answer = exact.get("iterations").list().get(i - 1);
            double mean = mean(x, weights);
            assertThat(mean).isCloseTo(only(answer.get("mean")), within(0.06));
            assertThat(Math.sqrt(mean(squares(x, mean), weights))).isCloseTo(only(answer.get("std")), within(0.06));
        }
        assertThat(measurement.weights("weights_iteration_3")).isEqualTo(measurement.nominal());
        assertThat(MeasurementFolder.read(folder.resolve("run")).nominal()).isEqualTo(measurement.nominal());
    }

    private static double only(Document list) {
        return list.list().getFirst().number();
    }

    private static double mean(Column x, Weights weights) {
        return IntStream.range(0, x.size())
                        .mapToDouble(i -> weights.get(i) * x.at(i))
                        .sum()
                / weights.sum();
    }

    private static Column squares(Column x, double mean) {
        return Column.tabulate("square", x.size(), i -> (x.at(i) - mean) * (x.at(i) - mean));
    }

    @Test
    @DisplayName("method ibu gives weights whose spectrum is that of binned iterative Bayesian unfolding")
    void ibu() {
        Path study = Toy.gaussian(folder.resolve("example"), "events=20000");
        var read = Toy.quick(study, IBU);
        Measurement measurement = Toy.run(read, folder.resolve("run"), 2).measurement();
        Prepared prepared = Prepared.of(read.study(), Inputs.read(read.study()));
        var method = (Method.Ibu) read.study().method();
        Grid grid = Prepared.genGrid(read.study(), method);
        Weights spectrum = new Ibu(prepared.problem(), grid, Prepared.recoGrid(read.study(), method))
                .unfold(3, Ibu.SimulationStatistics.POISSON)
                .spectrum();
        Column x = measurement.events().column("x", "the test");
        int[] cells = grid.locate(x.size(), (event, axis) -> x.at(event));
        double[] sums = new double[grid.cells()];
        for (int i = 0; i < cells.length; i++) {
            sums[cells[i]] += measurement.nominal().get(i);
        }
        // Rounding: some 10⁴ additions a bin, 10⁻¹⁶ each.
        for (int cell = 0; cell < sums.length; cell++) {
            assertThat(sums[cell]).isCloseTo(spectrum.get(cell), within(1e-10 * spectrum.sum()));
        }
    }

    @Test
    @DisplayName("scales, weights and luminosity go through to the cross section; the ledger adds up")
    void normalisation() {
        Path study = Toy.gaussian(folder.resolve("example"), "events=3000");
        Path run = folder.resolve("run");
        Measurement plain =
                Toy.run(Toy.quick(study), folder.resolve("plain"), 1).measurement();
        Measurement scaled = Toy.run(
                        Toy.quick(
                                study,
                                "simulation.genWeight=3",
                                "simulation.scale=0.5",
                                "luminosity={value: 4, unit: 1/pb, relativeUncertainty: 0.02}"),
                        run,
                        1)
                .measurement();
        assertThat(scaled.head().normalisation().unit()).isEqualTo("pb");
        // The same data: the yield does not depend on the simulation's, but the networks see other weights.
        assertThat(scaled.nominal().sum())
                .isCloseTo(
                        plain.nominal().sum() / 4, within(0.02 * plain.nominal().sum()));
        assertThat(scaled.prior().orElseThrow().sum())
                .isCloseTo(
                        1.5 * plain.prior().orElseThrow().sum() / 4,
                        within(1e-9 * plain.prior().orElseThrow().sum()));
        closes(run, scaled, 4);
    }

    /// Σ of the measurement, times the luminosity, and Σ data − Σ background are where the ledger says.
    static void closes(Path run, Measurement measurement, double luminosity) {
        List<Document> log = log(run);
        Ledger ledger = StepRecord.of(log.getLast()).ledger();
        double data = ledger.entry("data").value() - ledger.entry("background").value();
        double rounding = 1e-9 * data;
        assertThat(ledger.entry("data − background").value()).isCloseTo(data, within(rounding));
        assertThat(ledger.entry("pulled, reco").value()).isCloseTo(data, within(rounding));
        double unfolded = ledger.entry("unfolded, gen").value();
        assertThat(ledger.entry("pulled, gen").value()).isCloseTo(unfolded, within(1e-9 * unfolded));
        if (measurement.head().phaseSpace().isEmpty()) {
            assertThat(measurement.nominal().sum() * luminosity).isCloseTo(unfolded, within(1e-9 * unfolded));
        }
        assertThat(log).hasSize(4 * measurement.head().iterations().size());
    }

    static List<Document> log(Path run) {
        try (var lines = Files.lines(run.resolve("log.jsonl"))) {
            return lines.map(line -> Document.json(line, "log.jsonl")).toList();
        } catch (java.io.IOException wrong) {
            throw new java.io.UncheckedIOException(wrong);
        }
    }
}
