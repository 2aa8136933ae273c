package unfurl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.DeepSets;
import unfurl.nn.Network;
import unfurl.nn.ParticleAttention;

/// What ONNX Runtime makes of an exported file is what we make of the network.
///
/// The tolerance, 10⁻⁵ of a logit and at least 10⁻⁵, is that of float32: a sum of 100 products of order 1 in
/// another order differs by some 10⁻⁶, and four layers follow one another.
class OnnxTest {
    private static final int ROWS = 4099;

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        return Samples.shapes().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(hidden -> Arguments.of(entry.getKey(), hidden)));
    }

    private static double[] evaluate(Network network, Features features) {
        try (var workers = new Workers(1)) {
            return network.evaluate(features, workers);
        }
    }

    static void assertClose(float[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            double allowed = 1e-5 * Math.max(1, Math.abs(expected[i]));
            assertThat((double) found[i]).as("row %d", i).isCloseTo(expected[i], within(allowed));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    @DisplayName("networks of every activation and odd widths have the same logits in ONNX Runtime")
    void sameLogits(Activation activation, List<Integer> hidden) {
        for (int inputs : new int[] {1, 7, 24}) {
            Network network = Samples.network(inputs, hidden, activation, 5 + inputs);
            Features features = Samples.features(ROWS, inputs, 6);
            double[] expected = evaluate(network, features);
            try (var runtime = new OnnxSession(Onnx.bytes(Samples.model(network, 0, 1, OptionalDouble.empty())))) {
                var outputs = runtime.outputs(features);
                assertThat(outputs).containsOnlyKeys("logit", "log_ratio");
                assertClose(outputs.get("logit"), expected);
                for (int i = 0; i < ROWS; i++) {
                    expected[i] += -0.1;
                }
                assertClose(outputs.get("log_ratio"), expected);
            }
        }
    }

    static Stream<Architecture> clouds() {
        return Stream.of(
                new DeepSets(3, 2, List.of(17, 9), List.of(5), Activation.SILU),
                new DeepSets(1, 0, List.of(1), List.of(), Activation.TANH),
                new DeepSets(4, 1, List.of(64, 64, 64), List.of(64, 64), Activation.RELU),
                new ParticleAttention(3, 2, 12, 3, 2, List.of(7), Activation.GELU),
                new ParticleAttention(2, 0, 1, 1, 1, List.of(), Activation.TANH),
                new ParticleAttention(4, 1, 64, 4, 2, List.of(64), Activation.RELU));
    }

    @ParameterizedTest
    @MethodSource("clouds")
    @DisplayName(
            "networks on clouds have the same logits in ONNX Runtime, wherever the padding is and whatever it holds")
    void sameLogitsOfClouds(Architecture architecture) {
        Network network = Samples.cloud(architecture, 3);
        int ofEvents =
                NetworkTensors.of(network, "").get("standardisation.mean").size();
        int ofParticles = architecture.inputs() - 1 - ofEvents;
        Features features = Samples.clouds(2011, ofEvents, ofParticles, 4);
        double[] expected = evaluate(network, features);
        Model model = Samples.cloudModel(network, ofEvents, ofParticles);
        try (var session = new OnnxSession(Onnx.bytes(model));
                var ensemble = new OnnxSession(Onnx.bytes(new Ensemble(List.of(model))))) {
            assertClose(session.outputs(features).get("logit"), expected);
            assertClose(ensemble.outputs(features).get("logit"), expected);
            assertThat(session.session().getInputNames())
                    .containsExactlyInAnyOrderElementsOf(
                            ofEvents > 0 ? List.of("particles", "mask", "features") : List.of("particles", "mask"));
        }
    }

    private static Ensemble ensemble(OptionalDouble clip) {
        var models = new ArrayList<Model>();
        for (int i = 0; i < 3; i++) {
            models.add(Samples.model(Samples.network(5, List.of(9, 4), Activation.SILU, 20 + i), i, 3, clip));
        }
        return new Ensemble(models);
    }

    @ParameterizedTest
    @MethodSource("clips")
    @DisplayName("the file of an ensemble has the logarithm of the ratio that the run uses, and of its factor")
    void ensembles(OptionalDouble clip) {
        Ensemble ensemble = ensemble(clip);
        Features features = Samples.features(ROWS, 5, 7);
        double[] ratio = new double[ROWS];
        double[] factor = new double[ROWS];
        try (var workers = new Workers(1);
                var runtime = new OnnxSession(Onnx.bytes(ensemble))) {
            var evaluation = ensemble.ratio().at(features, Mask.all(ROWS), workers);
            assertThat(evaluation.clipped() > 0).isEqualTo(clip.isPresent());
            Weights values = evaluation.values();
            for (int i = 0; i < ROWS; i++) {
                ratio[i] = Math.log(values.get(i));
                factor[i] = Math.log(values.get(i) * 1.25);
            }
            var outputs = runtime.outputs(features);
            assertThat(outputs).containsOnlyKeys("logit", "log_ratio", "log_factor");
            assertClose(outputs.get("log_ratio"), ratio);
            assertClose(outputs.get("log_factor"), factor);
            for (int i = 0; i < ROWS; i++) {
                ratio[i] -= 0.2; // the mean of the members' balances −0.1, 0.2 and 0.5
            }
            assertClose(outputs.get("logit"), ratio);
        }
    }

    static Stream<OptionalDouble> clips() {
        return Stream.of(OptionalDouble.empty(), OptionalDouble.of(0.7));
    }

    @Test
    @DisplayName("a file tells its inputs, outputs, producer, opset and what its features are")
    void told() throws OrtException {
        byte[] file = Onnx.bytes(Samples.model());
        // IR version 8 is field 1, a varint, and comes first; opset 17 is field 8, a message.
        assertThat(file).startsWith(1 << 3, 8).contains(8 << 3 | 2, 4, 1 << 3 | 2, 0, 2 << 3, 17);
        try (var runtime = new OnnxSession(file)) {
            var features = (TensorInfo)
                    runtime.session().getInputInfo().get("features").getInfo();
            assertThat(features.getShape()).containsExactly(-1, 7);
            assertThat(features.getDimensionNames()).containsExactly("N", "");
            var logit =
                    (TensorInfo) runtime.session().getOutputInfo().get("logit").getInfo();
            assertThat(logit.getShape()).containsExactly(-1, 1);
            var metadata = runtime.session().getMetadata();
            assertThat(metadata.getProducerName()).isEqualTo("Unfurl test");
            assertThat(metadata.getGraphName()).isEqualTo("step2-1");
            assertThat(metadata.getCustomMetadata())
                    .containsEntry(
                            "features",
                            "[\"mass\", \"log pT\", \"log tau\", \"zero tau\", \"cos phi\", \"sin phi\", \"no jet\"]")
                    .containsEntry("study_digest", Samples.ORIGIN.studyDigest().hex())
                    .containsEntry("step", "step2")
                    .containsEntry("members", "[1]")
                    .containsKey("encoding");
        }
    }

    @Test
    @DisplayName("no event gives no logit")
    void noEvents() {
        try (var runtime = new OnnxSession(Onnx.bytes(Samples.model()))) {
            assertThat(runtime.outputs(Features.owning(Samples.everyTransform().names(), 0, new float[0]))
                            .get("logit"))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("a folder has each step's ratio and members, is replaced whole, and nothing else is ever replaced")
    void folders() throws IOException {
        Path out = folder.resolve("onnx");
        assertThat(Onnx.write(List.of(ensemble(OptionalDouble.empty())), out)).isEqualTo(4);
        assertThat(names(out)).containsExactly("step2-0.onnx", "step2-1.onnx", "step2-2.onnx", "step2.onnx");
        assertThat(Onnx.wouldReplace(out)).isTrue();
        assertThat(Onnx.wouldReplace(folder.resolve("none"))).isFalse();
        byte[] first = Files.readAllBytes(out.resolve("step2.onnx"));
        Onnx.write(List.of(ensemble(OptionalDouble.empty())), out);
        assertThat(out.resolve("step2.onnx")).hasBinaryContent(first);
        Model alone = Samples.model(Samples.network(2, List.of(), Activation.RELU, 1), 0, 1, OptionalDouble.empty());
        Onnx.write(List.of(new Ensemble(List.of(alone))), out);
        assertThat(names(out)).containsExactly("step2.onnx");
        Files.writeString(out.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> Onnx.write(List.of(new Ensemble(List.of(alone))), out))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("something else is there");
        assertThat(names(out)).containsExactly("mine.txt", "step2.onnx");
        assertThat(names(folder)).containsExactly("onnx");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
