package unfurl.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.InputException;
import unfurl.provenance.Digest;

class TensorsTest {
    @TempDir
    Path folder;

    static Tensors sample() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("layer0.weight", Tensor.of(new float[] {1, -0.0f, Float.NaN, 3, 4, 5}, 2, 3));
        tensors.put("push", Tensor.of(new double[] {Math.PI, Double.MIN_VALUE}, 2));
        tensors.put("event", Tensor.of(new long[] {Long.MIN_VALUE, 7}, 2));
        tensors.put("none", Tensor.of(new float[0], 0, 4));
        tensors.put("one", Tensor.of(new float[] {2.5f}));
        return new Tensors("net", Map.of("activation", "relu", "größe", "\"3\""), tensors);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Path path = folder.resolve("net.safetensors");
        sample().write(path);

        Tensors read = Tensors.read(path);

        assertThat(read.tensors()).isEqualTo(sample().tensors());
        assertThat(read.metadata()).isEqualTo(sample().metadata());
        assertThat(read.source()).isEqualTo("net.safetensors");
        assertThat(read.tensor("layer0.weight").shape()).containsExactly(2, 3);
        assertThat(read.text("activation")).isEqualTo("relu");
    }

    /// A file of every version that we ever wrote stays here.
    @Test
    void whatWeWroteInVersion1IsReadForEver() {
        Tensors read = Tensors.read(Fixtures.copy("written_1.safetensors", folder));

        assertThat(read.tensors()).isEqualTo(sample().tensors());
        assertThat(read.metadata()).isEqualTo(sample().metadata());
    }

    @Test
    void theBytesAreThoseOfTheFormat() {
        Path path = folder.resolve("x.safetensors");
        new Tensors("x", Map.of(), Map.of("a", Tensor.of(new float[] {1f, 2f}, 2))).write(path);

        String head = "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}";
        int padded = Math.ceilDiv(head.length(), 8) * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded).put((head + " ".repeat(padded - head.length())).getBytes(StandardCharsets.UTF_8));
        expected.putFloat(1f).putFloat(2f);
        assertThat(path).hasBinaryContent(expected.array());
    }

    @Test
    void aMissingTensorIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> sample().tensor("layer0.weigth"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'layer0.weight'?");
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        Path path = folder.resolve("net.safetensors");
        sample().write(path);
        byte[] whole = Fixtures.read(path);
        for (int length = 0; length < whole.length; length++) {
            Fixtures.write(path, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Tensors.read(path))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("net.safetensors");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}} | F32, F64 or I64",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999,99999,99999],\"data_offsets\":[0,8]}} | as far apart",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}} | at least 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | as far apart",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | begins at byte 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | have 4 bytes and the file has 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}} | no key 'x'",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | no key 'data_offsets'",
                "{\"a\":1,\"a\":2} | twice",
                "{\"__metadata__\":{\"k\":1}} | must be a text",
                "[1] | does not begin with {"
            })
    void aWrongHeadIsRefused(String head, String message) {
        byte[] text = head.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(8 + text.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
        Path path = Fixtures.write(folder.resolve("x.safetensors"), bytes);

        assertThatThrownBy(() -> Tensors.read(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x.safetensors")
                .hasMessageContaining(message);
    }

    @Test
    void theDigestIsThatOfTheTextThatIsDocumented() {
        var tensors = new Tensors(
                "x", Map.of("b", "2", "a", "1"), Map.of("w", Tensor.of(new float[] {1f, 2f, 3f, 4f, 5f, 6f}, 2, 3)));
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (float value = 1; value <= 6; value++) {
            bytes.putFloat(value);
        }
        String text = "a=1\nb=2\nw F32 [2, 3] " + Digest.of(bytes.array()).hex() + "\n";
        Tensors with = tensors.withDigest();
        assertThat(with.text("digest")).isEqualTo(Digest.of(text).hex());
        assertThat(with.requireDigest()).isEqualTo(with);
        assertThat(with.withDigest()).isEqualTo(with);
        var other = Map.of("w", Tensor.of(new float[] {1f, 2f, 3f, 4f, 5f, 6f}, 3, 2));
        assertThatThrownBy(() -> new Tensors("x", with.metadata(), other).requireDigest())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x is damaged");
        assertThatThrownBy(tensors::requireDigest).hasMessageContaining("no metadata key 'digest'");
    }

    @Test
    void aShapeThatIsNotThatOfTheValuesIsOurMistake() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.of(new float[5], 5).doubles()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theArraysStayTheTensorsOwn() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.of(values, 2);
        values[0] = 9;
        tensor.floats()[1] = 9;

        assertThat(tensor.floats()).containsExactly(1, 2);
    }
}
