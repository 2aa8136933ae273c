package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.math.Seed;

/// The vector kernels give the bits of the scalar ones, in the interpreter and after compilation.
class KernelsTest {
    private static final int STRIPE = Kernels.STRIPE;
    private static final int[] WIDTHS = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 24, 30, 33, 50, 64, 65, 100, 101};

    private final Twins twins = Twins.used();
    private final Kernels scalar = twins.definition();
    private final Kernels vector = twins.fast();
    private final Seed seed = Seed.of(20260101);
    private long drawn;

    @Test
    void aClassIsNotComparedWithItself() {
        assertThatThrownBy(() -> new Twins(new VectorKernels(), new VectorKernels()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both are VectorKernels");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 17, 24, 30, 64, 65, 100})
    void productsAgreeForEveryShape(int inputs) {
        for (int outputs : WIDTHS) {
            var layer = KernelData.layer(inputs, outputs);
            for (boolean rectified : new boolean[] {false, true}) {
                float[] parameters = parameters(layer);
                float[] up = panel(inputs, 1);
                float[] expected = room(outputs);
                float[] given = room(outputs);
                scalar.forward(parameters, layer, up, rectified, expected);
                vector.forward(parameters, layer, up, rectified, given);
                assertThat(used(given, outputs))
                        .as("forward %d %d", inputs, outputs)
                        .isEqualTo(used(expected, outputs));
                float[] delta = panel(outputs, 1);
                float[] slope = panel(inputs, 1);
                float[] expectedBelow = room(inputs);
                float[] givenBelow = room(inputs);
                scalar.backward(parameters, layer, delta, slope, rectified, expectedBelow);
                vector.backward(parameters, layer, delta, slope, rectified, givenBelow);
                assertThat(used(givenBelow, inputs))
                        .as("backward %d %d", inputs, outputs)
                        .isEqualTo(used(expectedBelow, inputs));
            }
        }
    }

    @Test
    void aPanelsRoomStaysZero() {
        for (int outputs : WIDTHS) {
            float[] out = Panel.of(outputs);
            var layer = KernelData.layer(7, outputs);
            vector.forward(parameters(layer), layer, panel(7, 1), true, out);
            assertThat(Arrays.copyOfRange(out, Panel.at(outputs), out.length))
                    .isEqualTo(new float[out.length - Panel.at(outputs)]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 17, 24, 30, 64, 65, 100})
    void matricesArePackedAlike(int inputs) {
        for (int outputs : WIDTHS) {
            var layer = KernelData.layer(inputs, outputs);
            float[] expected = parameters(layer);
            float[] given = expected.clone();
            Arrays.fill(given, layer.copyAt(), layer.copyAt() + layer.copies(), 0f);
            vector.pack(given, layer);
            assertThat(given).as("%d %d", inputs, outputs).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 17, 24, 30, 64, 65, 100})
    void gradientsAgreeForEveryShape(int inputs) {
        for (int outputs : WIDTHS) {
            var layer = KernelData.layer(inputs, outputs);
            float[] delta = panel(outputs, 1);
            float[] in = panel(inputs, 1);
            float[] room = filled(Kernels.ROOM);
            float[] expected = parameters(layer);
            float[] given = expected.clone();
            scalar.accumulate(layer, delta, in, room, expected);
            vector.accumulate(layer, delta, in, room, given);
            assertThat(given).as("%d %d", inputs, outputs).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activationsAgreeOverTheWholeRange(Activation activation) {
        for (float size : new float[] {1e-30f, 0.1f, 1, 10, 1e3f, 1e19f}) {
            for (int width : WIDTHS) {
                float[] expected = random(Panel.at(width), size);
                expected[Panel.LEAD] = 0;
                expected[Panel.LEAD + 1] = -0f;
                float[] given = expected.clone();
                float[] alone = expected.clone();
                float[] expectedSlope = filled(5 + Panel.at(width));
                float[] givenSlope = expectedSlope.clone();
                scalar.activate(activation, expected, width, expectedSlope);
                vector.activate(activation, given, width, givenSlope);
                vector.activate(activation, alone, width);
                assertThat(given).as("%s %d", size, width).isEqualTo(expected);
                assertThat(givenSlope).as("%s %d", size, width).isEqualTo(expectedSlope);
                assertThat(alone).as("%s %d", size, width).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void aNumberThatIsNoneIsNotHidden(Activation activation) {
        for (Kernels kernels : new Kernels[] {scalar, vector}) {
            float[] panel = Panel.of(1);
            panel[Panel.LEAD + 3] = Float.NaN;
            kernels.activate(activation, panel, 1, Panel.of(1));
            assertThat(panel[Panel.LEAD + 3]).isNaN();
            var layer = KernelData.layer(1, 1);
            float[] out = room(1);
            kernels.forward(parameters(layer), layer, panel, true, out);
            assertThat(out[Panel.LEAD + 3]).isNaN();
        }
    }

    @Test
    void lossesAgreeForLogitsOfAnySize() {
        for (float size : new float[] {0, 1e-10f, 0.5f, 5, 60, 100, 1e4f, 1e30f}) {
            float[] z = random(Panel.at(1), size);
            float[] a = random(Panel.at(1), 3);
            float[] b = random(Panel.at(1), 3);
            float[][] out = new float[4][Panel.at(1)];
            scalar.crossEntropy(z, a, b, out[0], out[1]);
            vector.crossEntropy(z, a, b, out[2], out[3]);
            assertThat(out[2]).isEqualTo(out[0]);
            assertThat(out[3]).isEqualTo(out[1]);
            scalar.squaredError(z, a, b, out[0], out[1]);
            vector.squaredError(z, a, b, out[2], out[3]);
            assertThat(out[2]).isEqualTo(out[0]);
            assertThat(out[3]).isEqualTo(out[1]);
        }
    }

    @Test
    void theRestAgrees() {
        for (int width : WIDTHS) {
            int n = Panel.at(width);
            float[] mean = random(width, 2);
            float[] inverse = random(width, 2);
            float[] expected = random(n, 5);
            float[] given = expected.clone();
            scalar.standardise(expected, width, mean, inverse);
            vector.standardise(given, width, mean, inverse);
            assertThat(given).isEqualTo(expected);

            int stride = Layout.roundUp(width);
            float[] panel = panel(width, 1);
            float[] expectedRows = filled(11 + STRIPE * stride);
            float[] givenRows = expectedRows.clone();
            scalar.transpose(panel, Panel.LEAD, Panel.STRIDE, stride, STRIPE, expectedRows, 11, stride);
            vector.transpose(panel, Panel.LEAD, Panel.STRIDE, stride, STRIPE, givenRows, 11, stride);
            assertThat(givenRows).isEqualTo(expectedRows);

            float[] factor = random(n, 5);
            scalar.add(factor, expected, Panel.at(0), Panel.at(width));
            vector.add(factor, given, Panel.at(0), Panel.at(width));
            assertThat(given).isEqualTo(expected);
        }
    }

    @Test
    void stepsOfTheOptimiserAgree() {
        AdamW.Step step = KernelData.STEP;
        float[][] expected = {random(320, 1), random(320, 1), random(320, 1), new float[320]};
        float[] squares = random(320, 1);
        for (int i = 0; i < squares.length; i++) {
            expected[3][i] = squares[i] * squares[i];
        }
        float[][] given = Arrays.stream(expected).map(float[]::clone).toArray(float[][]::new);
        scalar.adamW(expected[0], expected[1], expected[2], expected[3], 16, 304, step);
        vector.adamW(given[0], given[1], given[2], given[3], 16, 304, step);
        assertThat(given).isDeepEqualTo(expected);
    }

    /// The first of the runs are interpreted, the last compiled with all optimisations, of both classes. Gradients
    /// of 33, 100 and 64 inputs are made in tiles of 3, 4 and 4 of the widest vectors, for whole and for some of
    /// four outputs; [VectorWidthsTest] makes sure of the compilation, at each width.
    @ParameterizedTest
    @EnumSource(KernelCall.class)
    void warmingUpChangesNoBit(KernelCall call) {
        call.warmUp(twins, 33, 30, 3000);
        call.warmUp(twins, 100, 100, 300);
        call.warmUp(twins, 64, 3, 3000);
    }

    private float[] parameters(Layout.Layer layer) {
        float[] parameters = new float[layer.copyAt() + layer.copies()];
        for (int j = 0; j < layer.outputs(); j++) {
            int row = layer.weightAt() + j * layer.stride();
            System.arraycopy(random(layer.inputs(), 1), 0, parameters, row, layer.inputs());
        }
        System.arraycopy(random(layer.outputs(), 1), 0, parameters, layer.biasAt(), layer.outputs());
        scalar.pack(parameters, layer);
        return parameters;
    }

    /// A panel with random values, and zeros in the rest of its room.
    private float[] panel(int width, float size) {
        return Arrays.copyOf(random(Panel.at(width), size), Panel.of(width).length);
    }

    private static float[] room(int width) {
        return filled(Panel.of(width).length);
    }

    private static float[] used(float[] panel, int width) {
        return Arrays.copyOf(panel, Panel.at(width));
    }

    private float[] random(int n, float size) {
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            out[i] = (float) ((2 * seed.uniform(drawn++) - 1) * size);
        }
        return out;
    }

    private static float[] filled(int n) {
        float[] out = new float[n];
        Arrays.fill(out, Float.NaN);
        return out;
    }
}
