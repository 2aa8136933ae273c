package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;

class NetworkShapeFileTest {
    @Test
    void everyDefaultIsStated() {
        assertThat(bind("{}")).isEqualTo(new NetworkShape.Dense(List.of(100, 100, 100), Activation.SILU));
        assertThat(bind("{deepSets: {}}"))
                .isEqualTo(new NetworkShape.Sets(List.of(64, 64, 64), List.of(64, 64), Activation.SILU));
        assertThat(bind("{attention: {}}"))
                .isEqualTo(new NetworkShape.Attention(64, 4, 2, List.of(64, 64), Activation.SILU));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        List<NetworkShape> shapes = List.of(
                new NetworkShape.Dense(List.of(), Activation.TANH),
                new NetworkShape.Sets(List.of(5), List.of(), Activation.SILU),
                new NetworkShape.Attention(12, 3, 1, List.of(7, 8), Activation.GELU));
        for (NetworkShape shape : shapes) {
            Document written = Document.of("test", NetworkShapeFile.entriesOf(shape));
            assertThat(NetworkShapeFile.bind(written)).isEqualTo(shape);
        }
        assertThat(NetworkShapeFile.bind(Document.of(
                        "test", NetworkShapeFile.entriesOf(bind("{deepSets: {event: [3]}, activation: silu}")))))
                .isEqualTo(new NetworkShape.Sets(List.of(64, 64, 64), List.of(3), Activation.SILU));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {deepSets: {}, network: [3]}             | one shape of network, not network and deepSets
            {deepSets: {}, attention: {}}            | one shape of network, not deepSets and attention
            {deepSets: {particles: [3]}}             | Did you mean 'particle'?
            {deepSets: {particle: []}}               | must be at least one width
            {deepSets: }                             | must be a mapping; {} takes every default
            {attention: {width: 10, heads: 4}}       | a width of 10 cannot be shared by 4 heads
            {attention: {blocks: 0}}                 | must be a whole number from 1 to 100
            {attention: {head: 4}}                   | Did you mean 'heads'?
            """)
    void whatCannotBeIsRefused(String estimator, String message) {
        assertThatThrownBy(() -> bind(estimator))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    private static NetworkShape bind(String estimator) {
        return NetworkShapeFile.bind(Document.yaml(estimator, "test"));
    }
}
