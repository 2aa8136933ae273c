package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.math.Seed;

/// The vector kernels give the bits of the scalar ones, in the interpreter and after compilation.
class KernelsTest {
    private static final int STRIPE = Kernels.STRIPE;
    private static final int[] WIDTHS = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 24, 30, 33, 50, 64, 65, 100, 101};

    private final Twins twins = new Twins(new ScalarKernels(), new VectorKernels());
    private final Kernels scalar = twins.definition();
    private final Kernels vector = twins.fast();
    private final Seed seed = Seed.of(20260101);
    private long drawn;

    /// Two kernels to be compared: a comparison of a class with itself would say nothing.
    record Twins(Kernels definition, Kernels fast) {
        Twins {
            if (definition.getClass() == fast.getClass()) {
                throw new IllegalArgumentException("both are " + fast.getClass().getSimpleName());
            }
        }
    }

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
            var layer = layer(inputs, outputs);
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
            float[] out = new float[Layout.roundUp(outputs) * STRIPE];
            var layer = layer(7, outputs);
            vector.forward(parameters(layer), layer, panel(7, 1), true, out);
            assertThat(Arrays.copyOfRange(out, outputs * STRIPE, out.length))
                    .isEqualTo(new float[out.length - outputs * STRIPE]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 17, 24, 30, 64, 65, 100})
    void matricesArePackedAlike(int inputs) {
        for (int outputs : WIDTHS) {
            var layer = layer(inputs, outputs);
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
            var layer = layer(inputs, outputs);
            float[] delta = panel(outputs, 1);
            float[] in = panel(inputs, 1);
            float[] room = filled(STRIPE * Layout.SLAB);
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
                float[] expected = random(width * STRIPE, size);
                expected[0] = 0;
                expected[1] = -0f;
                float[] given = expected.clone();
                float[] alone = expected.clone();
                float[] expectedSlope = filled(5 + width * STRIPE);
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
            float[] panel = new float[STRIPE];
            panel[3] = Float.NaN;
            kernels.activate(activation, panel, 1, new float[STRIPE]);
            assertThat(panel[3]).isNaN();
            var layer = layer(1, 1);
            float[] out = room(1);
            kernels.forward(parameters(layer), layer, Arrays.copyOf(panel, 16 * STRIPE), true, out);
            assertThat(out[3]).isNaN();
        }
    }

    @Test
    void lossesAgreeForLogitsOfAnySize() {
        for (float size : new float[] {0, 1e-10f, 0.5f, 5, 60, 100, 1e4f, 1e30f}) {
            float[] z = random(STRIPE, size);
            float[] a = random(STRIPE, 3);
            float[] b = random(STRIPE, 3);
            float[][] out = new float[4][STRIPE];
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
            int n = width * STRIPE;
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
            scalar.transpose(panel, 0, STRIPE, stride, STRIPE, expectedRows, 11, stride);
            vector.transpose(panel, 0, STRIPE, stride, STRIPE, givenRows, 11, stride);
            assertThat(givenRows).isEqualTo(expectedRows);

            float[] factor = random(n, 5);
            scalar.add(factor, expected, 16, n - 16);
            vector.add(factor, given, 16, n - 16);
            assertThat(given).isEqualTo(expected);
        }
    }

    @Test
    void stepsOfTheOptimiserAgree() {
        var step = new AdamW.Step(0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 12.5f, 1e-8f, 0.9999f, 3e-3f);
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

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("forward", (k, d) -> {
                    k.forward(d.parameters, d.layer, d.in, false, d.out);
                    return d.out;
                }),
                operation("rectified", (k, d) -> {
                    k.forward(d.parameters, d.layer, d.in, true, d.out);
                    return d.out;
                }),
                operation("backward", (k, d) -> {
                    k.backward(d.parameters, d.layer, d.out, d.in, true, d.below);
                    return d.below;
                }),
                operation("accumulate", (k, d) -> {
                    k.accumulate(d.layer, d.out, d.in, d.room, d.gradient);
                    return d.gradient;
                }),
                operation("pack", (k, d) -> {
                    k.pack(d.parameters, d.layer);
                    return d.parameters;
                }),
                operation("RELU", (k, d) -> activated(k, Activation.RELU, d)),
                operation("SILU", (k, d) -> activated(k, Activation.SILU, d)),
                operation("GELU", (k, d) -> activated(k, Activation.GELU, d)),
                operation("TANH", (k, d) -> activated(k, Activation.TANH, d)),
                operation("cross-entropy", (k, d) -> {
                    k.crossEntropy(d.in, d.out, d.below, d.room, d.gradient);
                    return d.gradient;
                }),
                operation("AdamW", (k, d) -> {
                    var step = new AdamW.Step(0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 12.5f, 1e-8f, 0.9999f, 3e-3f);
                    k.adamW(d.parameters, d.in, d.out, new float[480], 0, 480, step);
                    return d.parameters;
                }));
    }

    private static float[] activated(Kernels kernels, Activation activation, Data data) {
        kernels.activate(activation, data.in, 33, data.below);
        return data.below;
    }

    private static Arguments operation(String name, BiFunction<Kernels, Data, float[]> operation) {
        return Arguments.of(name, operation);
    }

    /// What the operations are done on, and to.
    static final class Data {
        private final Layout.Layer layer;
        private final float[] parameters;
        private final float[] in;
        private final float[] out;
        private final float[] below;
        private final float[] room = new float[STRIPE * Layout.SLAB];
        private final float[] gradient;

        Data(Layout.Layer layer, float[] parameters, float[] in, float[] out, float[] below) {
            this.layer = layer;
            this.parameters = parameters;
            this.in = in;
            this.out = out;
            this.below = below;
            this.gradient = new float[layer.copyAt()];
        }

        Data copy() {
            return new Data(layer, parameters.clone(), in.clone(), out.clone(), below.clone());
        }
    }

    /// The first of the runs are interpreted, the last compiled with all optimisations, of both classes.
    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void warmingUpChangesNoBit(String name, BiFunction<Kernels, Data, float[]> operation) {
        var layer = layer(33, 30);
        var data = new Data(layer, parameters(layer), panel(33, 1), panel(30, 1), panel(33, 1));
        float[] expected = operation.apply(scalar, data.copy()).clone();
        for (int run = 0; run < 10_000; run++) {
            assertThat(Arrays.equals(operation.apply(vector, data.copy()), expected))
                    .as("run %d", run)
                    .isTrue();
        }
        for (int run = 0; run < 1_000; run++) {
            assertThat(Arrays.equals(operation.apply(scalar, data.copy()), expected))
                    .as("definition, run %d", run)
                    .isTrue();
        }
    }

    private static Layout.Layer layer(int inputs, int outputs) {
        int stride = Layout.roundUp(inputs);
        int biasAt = 16 + outputs * stride;
        return new Layout.Layer(inputs, outputs, stride, 16, biasAt, biasAt + Layout.roundUp(outputs));
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
        return Arrays.copyOf(random(width * STRIPE, size), Layout.roundUp(width) * STRIPE);
    }

    private static float[] room(int width) {
        return filled(Layout.roundUp(width) * STRIPE);
    }

    private static float[] used(float[] panel, int width) {
        return Arrays.copyOf(panel, width * STRIPE);
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
