package unfurl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.Tensors;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.DeepSets;
import unfurl.nn.Network;
import unfurl.nn.ParticleAttention;

/// Networks on clouds of particles in files.
class CloudNetworkFileTest {
    static Stream<Architecture> architectures() {
        return Stream.of(
                new DeepSets(3, 2, List.of(4), List.of(5, 6), Activation.GELU),
                new ParticleAttention(3, 0, 12, 3, 2, List.of(), Activation.SILU));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void anArchitectureIsReadBackFromTheHeadOfAFile(Architecture architecture) {
        Document head = Document.of("test", ArchitectureFile.entriesOf(architecture));
        assertThat(ArchitectureFile.read(Document.json(head.toJsonLine(), "test")))
                .isEqualTo(architecture);
        assertThatThrownBy(() -> ArchitectureFile.read(head.with("eventFeature", 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'eventFeatures'?");
        assertThatThrownBy(() -> ArchitectureFile.read(head.with("eventFeatures", -1)))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aNetworkIsReadBackFromItsTensors(Architecture architecture) {
        Network network = network(architecture);
        var tensors = new Tensors("test", Map.of(), NetworkTensors.of(network, "a/"));
        assertThat(NetworkTensors.read(tensors, "a/", architecture)).isEqualTo(network);
    }

    private static Network network(Architecture architecture) {
        float[] parameters = new float[architecture.parameters()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (i % 17 - 8) / 16f;
        }
        int inputs = architecture.inputs();
        return Network.of(architecture, new float[inputs], new float[inputs], parameters);
    }
}
