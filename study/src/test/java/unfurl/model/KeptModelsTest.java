package unfurl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.event.Features;
import unfurl.event.Particles;
import unfurl.formats.Document;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.DeepSets;
import unfurl.nn.ParticleAttention;

/// Models that were written once and stay as they are.
class KeptModelsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> kept() {
        var sets = new DeepSets(3, 2, List.of(5, 4), List.of(3), Activation.GELU);
        var attention = new ParticleAttention(2, 1, 4, 2, 2, List.of(3), Activation.SILU);
        return Stream.of(
                Arguments.of("model_1", Samples.model()),
                Arguments.of("deep_sets_1", Samples.cloudModel(Samples.cloud(sets, 21), 2, 3)),
                Arguments.of("particle_attention_1", Samples.cloudModel(Samples.cloud(attention, 22), 1, 2)));
    }

    /// The outputs are those of `make_outputs.py`, which evaluates the files by their description alone.
    @ParameterizedTest
    @MethodSource("kept")
    @DisplayName("a file of every version and kind that we ever wrote stays here, and means what it meant: 1.0")
    void version1(String name, Model expected) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        Files.write(file, resource(name + ".safetensors"));
        Model read = ModelFile.read(file);
        assertThat(read).isEqualTo(expected);
        String beside = new String(resource(name + ".json"), StandardCharsets.UTF_8);
        List<Document> events = Document.json(beside, name).get("events").list();
        double[] outputs;
        try (var workers = new Workers(1)) {
            outputs = read.network().evaluate(features(events), workers);
        }
        for (int i = 0; i < outputs.length; i++) {
            double output = events.get(i).get("output").number();
            // floats: some ten roundings of 2⁻²⁴ one after the other, in numbers of order 1 to 10
            assertThat(outputs[i]).as("event %d", i).isCloseTo(output, within(1e-5 * Math.max(1, Math.abs(output))));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream kept = KeptModelsTest.class.getResourceAsStream(name)) {
            return kept.readAllBytes();
        }
    }

    private static Features features(List<Document> events) {
        List<List<Document>> clouds =
                events.stream().map(event -> event.get("particles").list()).toList();
        int[] first = new int[clouds.size() + 1];
        for (int i = 0; i < clouds.size(); i++) {
            first[i + 1] = first[i] + clouds.get(i).size();
        }
        List<Document> rows =
                events.stream().map(event -> event.get("features")).toList();
        Features alone = Features.owning(names(rows), rows.size(), values(rows));
        List<Document> particles = clouds.stream().flatMap(List::stream).toList();
        return particles.isEmpty() ? alone : alone.with(Particles.owning(names(particles), first, values(particles)));
    }

    private static List<String> names(List<Document> rows) {
        return IntStream.range(0, rows.getFirst().list().size())
                .mapToObj(i -> "x" + i)
                .toList();
    }

    private static float[] values(List<Document> rows) {
        double[] values = rows.stream()
                .flatMap(row -> row.list().stream())
                .mapToDouble(Document::number)
                .toArray();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
