package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.math.Workers;
import unfurl.measurement.Measurement;
import unfurl.model.Ensemble;
import unfurl.model.ModelFolder;
import unfurl.model.Onnx;
import unfurl.model.OnnxSession;
import unfurl.provenance.Digest;

/// The networks in the folder of a run are those that made its result.
class TrainedNetworksTest {
    @TempDir
    Path folder;

    private Path run(String... settings) {
        Path study = Toy.gaussian(folder.resolve("example"), "events=2000", "dimensions=2");
        Toy.run(Toy.quick(study, settings), folder.resolve("run"), 2);
        return folder.resolve("run");
    }

    @Test
    @DisplayName(
            "weight_mc times scale times the ratio of step 2 at the published events is weights_nominal, to the bit")
    void makeTheResult() {
        Path run = run("method.estimator={network: [8], epochs: 2, members: 3, clip: 0.2}", "features={x1: angle}");
        Measurement measurement = MeasurementFolder.read(run);
        List<Ensemble> ensembles = ModelFolder.read(run.resolve("models"));
        assertThat(ensembles).extracting(Ensemble::step).containsExactly("step1", "step1b", "step2", "step2b");
        Ensemble step2 = ensembles.get(2);
        assertThat(step2.members()).hasSize(3);
        assertThat(step2.first().encoding().names()).containsExactly("cos x1", "sin x1", "x2");

        Mask all = Mask.all(measurement.events().rows());
        Weights ratio;
        try (var workers = new Workers(1)) {
            var evaluation = step2.ratio().at(step2.first().encoding().apply(measurement.events(), all), all, workers);
            assertThat(evaluation.clipped()).isPositive();
            ratio = evaluation.values();
        }
        Weights push = ratio.times(step2.first().member().scale());
        assertThat(measurement.weights("weight_mc").times(push)).isEqualTo(measurement.nominal());
    }

    /// A factor of a float32 logarithm of order 1, and 10⁻⁵ that networks in ONNX may differ by.
    @Test
    @DisplayName("in ONNX Runtime weight_mc times exp(log_factor) of step 2 is weights_nominal, to 2·10⁻⁵")
    void makeTheResultInOnnx() throws IOException {
        Path run = run("method.estimator={network: [20, 20], epochs: 4, members: 2}");
        Measurement measurement = MeasurementFolder.read(run);
        Path onnx = folder.resolve("onnx");
        Onnx.write(ModelFolder.read(run.resolve("models")), onnx);
        Ensemble step2 = ModelFolder.read(run.resolve("models")).get(2);
        Mask all = Mask.all(measurement.events().rows());
        try (var session = new OnnxSession(Files.readAllBytes(onnx.resolve("step2.onnx")))) {
            Features features = step2.first().encoding().apply(measurement.events(), all);
            float[] factor = session.outputs(features).get("log_factor");
            for (int i = 0; i < factor.length; i++) {
                double expected = measurement.nominal().get(i);
                double found = measurement.weights("weight_mc").get(i) * Math.exp(factor[i]);
                assertThat(found).isCloseTo(expected, withinPercentage(0.002));
            }
        }
    }

    @Test
    @DisplayName("a model names its study by the digest of the text in the provenance, and its iteration and step")
    void origin() {
        Path run = run();
        Document provenance = Document.read(run.resolve("measurement/provenance.json"));
        for (Ensemble ensemble : ModelFolder.read(run.resolve("models"))) {
            var origin = ensemble.first().origin();
            assertThat(origin.studyDigest())
                    .isEqualTo(Digest.of(provenance.get("study").text()));
            assertThat(origin.study()).isEqualTo("gaussian");
            assertThat(origin.iteration()).isEqualTo(2);
            assertThat(origin.producer()).isEqualTo("Unfurl test");
            assertThat(ensemble.first().encoding().level())
                    .isEqualTo(ensemble.step().matches("step1b|step2") ? "gen" : "reco");
        }
    }

    @Test
    @DisplayName("method ibu has no networks")
    void ibu() {
        Path run = run(
                "method={name: ibu, iterations: 1, bins: {x1: {bins: 2, from: -1, to: 1}, x2: "
                        + "{bins: 2, from: -1, to: 1}}, recoBins: {x1: {bins: 3, from: -1, to: 1}, x2: {bins: 3, from: -1, to: 1}}}");
        assertThat(run.resolve("models")).doesNotExist();
    }
}
