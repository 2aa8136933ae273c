package unfurl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Tensor;
import unfurl.formats.Tensors;
import unfurl.nn.Architecture;
import unfurl.nn.Network;

class ModelFileTest {
    @TempDir
    Path folder;

    private Path written() {
        Path file = folder.resolve("step2-1.safetensors");
        ModelFile.write(Samples.model(), file);
        return file;
    }

    private static void refused(Path file, String part) {
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("step2-1.safetensors")
                .hasMessageContaining(part);
    }

    @Test
    @DisplayName("what is written is read back, the network to the bit; the same model gives the same bytes")
    void roundTrip() throws IOException {
        Path file = written();
        assertThat(ModelFile.read(file)).isEqualTo(Samples.model());
        Path again = folder.resolve("step2-1-again.safetensors");
        ModelFile.write(ModelFile.read(file), again);
        assertThat(again).hasBinaryContent(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @MethodSource("unfurl.model.OnnxTest#clouds")
    @DisplayName("networks on clouds of particles are read back to the bit")
    void clouds(Architecture architecture) {
        Network network = Samples.cloud(architecture, 9);
        int ofEvents =
                NetworkTensors.of(network, "").get("standardisation.mean").size();
        Model model = Samples.cloudModel(network, ofEvents, architecture.inputs() - 1 - ofEvents);
        Path file = folder.resolve("step2-1.safetensors");
        ModelFile.write(model, file);
        assertThat(ModelFile.read(file)).isEqualTo(model);
        Document head = ModelFile.head(model);
        Document other = head.with("encoding.particles[0].name", "y");
        refused(rewritten(file, other), " features of the encoding");
        refused(rewritten(file, head.with("network.particleFeatures", 0)), "from 1 to");
        refused(rewritten(file, head.with("network.eventFeatures", 7)), "'standardisation.mean'");
        refused(rewritten(file, head.with("network.kind", "attention")), "no choice 'attention'");
        refused(rewritten(file, head.with("particleFeatures", List.of())), "features of the encoding");
        refused(rewritten(file, head.with("encoding.particles", List.of())), "particles need features");
        refused(rewritten(file, head.with("encoding.particles[0].fill", 0)), "no key 'fill'");
        refused(rewritten(file, head.with("encoding.particles[0].transform", "cube")), "no choice 'cube'");
    }

    private static Path rewritten(Path file, Document head) {
        Tensors whole = Tensors.read(file);
        new Tensors(whole.source(), Map.of("unfurl", head.toJsonLine()), whole.tensors())
                .withDigest()
                .write(file);
        return file;
    }

    @Test
    @DisplayName("tensors have the usual names, and the head every key")
    void names() {
        Tensors tensors = Tensors.read(written());
        assertThat(tensors.tensors())
                .containsOnlyKeys(
                        "standardisation.mean",
                        "standardisation.inverseScale",
                        "layers.0.weight",
                        "layers.0.bias",
                        "layers.1.weight",
                        "layers.1.bias",
                        "layers.2.weight",
                        "layers.2.bias");
        assertThat(tensors.tensor("layers.0.weight").shape()).containsExactly(5, 7);
        assertThat(tensors.tensor("layers.2.weight").shape()).containsExactly(1, 3);
        Document head = Document.json(tensors.text("unfurl"), "head");
        assertThat(head.get("version").text()).isEqualTo("1.0");
        assertThat(head.get("network"))
                .isEqualTo(Document.yaml("{kind: perceptron, inputs: 7, hidden: [5, 3], activation: gelu}", "test"));
        assertThat(head.get("features").list()).hasSize(7);
        assertThat(head.get("output").get("logBalance").number()).isEqualTo(0.1 + 0.2);
        assertThat(head.get("member").get("clip").number()).isEqualTo(7.5);
        assertThat(head.get("origin").get("iteration").whole()).isEqualTo(3);
    }

    /// Writes the model with another head, with its digest right.
    private Path withHead(Document head) {
        return with(metadata -> metadata.put("unfurl", head.toJsonLine()), tensors -> {});
    }

    private Path with(Consumer<Map<String, String>> metadata, Consumer<Map<String, Tensor>> tensors) {
        Path file = written();
        Tensors whole = Tensors.read(file);
        var texts = new LinkedHashMap<>(whole.metadata());
        metadata.accept(texts);
        var values = new LinkedHashMap<>(whole.tensors());
        tensors.accept(values);
        new Tensors(whole.source(), texts, values).withDigest().write(file);
        return file;
    }

    private static Document head() {
        return ModelFile.head(Samples.model());
    }

    @Test
    @DisplayName("a newer major version is refused, a newer minor one is read with what it adds passed over")
    void versions() {
        refused(withHead(head().with("version", "2.0")), "a newer Unfurl is needed");
        refused(withHead(head().with("version", "1")), "a version such as 1.0");
        refused(withHead(head().with("surprise", 1)), "no key 'surprise'");
        Document newer = head().with("version", "1.1").with("surprise", 1).with("output.unit", "fb");
        assertThat(ModelFile.read(withHead(newer))).isEqualTo(Samples.model());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "format | \"measurement\" | no head of a model",
                "network.kind | \"perceptrom\" | Did you mean 'perceptron'?",
                "network.activation | \"relo\" | Did you mean 'relu'?",
                "network.inputs | 0 | from 1 to",
                "network.inputs | 8 | 'standardisation.mean'",
                "network.inputs | 4000000000 | from 1 to",
                "network.hidden | [5, 4] | 'layers.1.weight'",
                "network.hidden | [1048576, 1048576, 1048576] | more than 2³⁰ parameters",
                "network.hidden | [5] | 'layers.1.weight'",
                "network.hidden | [5, 3, 1] | tensor 'layers.3.weight'",
                "network.hidden | 5 | must be a list",
                "features | [\"mass\"] | the 7 features of the encoding",
                "encoding.level | \"generator\" | no choice 'generator'",
                "encoding.observables[0].transform | \"cube\" | no choice 'cube'",
                "encoding.observables[0].filling | [1.0, 2.0] | needs 1 finite fillings",
                "encoding.observables[0].name | \"log pT\" | two features would be called",
                "encoding.observables | [] | no observable",
                "encoding.categories[0].when | \"pT ==\" | pT ==",
                "encoding.categories[0].without | [\"eta\"] | no observable 'eta'",
                "output.name | \"probability\" | no choice 'probability'",
                "output.logBalance | \"0\" | must be a number",
                "member.index | 2 | from 0 to 1",
                "member.count | 0 | at least 1",
                "member.clip | 0 | above 0",
                "member.scale | -1.0 | above 0",
                "origin.step | \"../../x\" | letters and digits",
                "origin.studyDigest | \"abc\" | no SHA-256 digest",
                "origin.iteration | 0 | at least 1"
            })
    @DisplayName("a head that cannot be is refused, and the message says where")
    void badHeads(String path, String value, String message) {
        refused(withHead(head().with(path, Document.json(value, "test"))), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "3", "{\"a\": 1e999}", ""})
    @DisplayName("what is no JSON object is no head")
    void noHead(String text) {
        refused(with(metadata -> metadata.put("unfurl", text), tensors -> {}), "step2-1");
    }

    @Test
    @DisplayName("other tensors than the head's are refused")
    void badTensors() {
        String name = "layers.0.bias";
        refused(with(m -> {}, t -> t.remove(name)), "no tensor 'layers.0.bias'");
        refused(with(m -> {}, t -> t.put(name, Tensor.of(new float[6], 6))), "is FLOAT32[6] where");
        refused(with(m -> {}, t -> t.put(name, Tensor.of(new float[5], 5, 1))), "is FLOAT32[5, 1] where");
        refused(with(m -> {}, t -> t.put(name, Tensor.of(new double[5], 5))), "is FLOAT64[5] where");
        refused(with(m -> {}, t -> t.put("layers.3.bias", Tensor.of(new float[1], 1))), "no part of its network");
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            refused(with(m -> {}, t -> t.put(name, Tensor.of(new float[] {0, 1, wrong, 3, 4}, 5))), "is " + wrong);
        }
    }

    @Test
    @DisplayName("a checkpoint and other safetensors are told apart from a model")
    void noModel() {
        Path file = folder.resolve("step2-1.safetensors");
        new Tensors("x", Map.of("format", "unfurl-checkpoint-3"), Map.of()).write(file);
        refused(file, "it is the checkpoint of a run");
        new Tensors("x", Map.of(), Map.of("a", Tensor.of(new float[] {1}, 1))).write(file);
        refused(file, "is no model");
    }

    @Test
    @DisplayName("a flipped bit or a cut is found, wherever it is")
    void damaged() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += 3) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            Files.write(file, damaged);
            refused(file, "step2-1");
            if (i % 5 == 0) {
                Files.write(file, Arrays.copyOf(whole, i));
                refused(file, "step2-1");
            }
        }
    }

    @Test
    @DisplayName("hostile heads, with a digest that is right, are read or refused")
    void hostile() {
        Tensors whole = Tensors.read(written());
        String head = head().toJsonLine();
        String signs = "\"'[]{}:,-0e9. ";
        int refused = 0;
        for (int seed = 0; seed < 1000; seed++) {
            var random = new SplittableRandom(seed);
            var text = new StringBuilder(head);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 9)));
                    default -> text.insert(at, "999999999999".substring(random.nextInt(12)));
                }
            }
            var hostile = new Tensors(whole.source(), Map.of("unfurl", text.toString()), whole.tensors());
            try {
                ModelFile.model(hostile.withDigest());
            } catch (InputException expected) {
                refused++;
            } catch (RuntimeException | Error escaped) {
                throw new AssertionError("seed %d: %s".formatted(seed, text), escaped);
            }
        }
        assertThat(refused).isGreaterThan(500);
    }
}
