package unfurl.nn;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import unfurl.math.Seed;

/// One panel through one square layer: the inner loops of a training. Before any is timed, each is
/// held to its scalar definition, bit by bit.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {
    private static final int STRIPE = Kernels.STRIPE;
    private static final Seed SEED = Seed.of(1);

    /// Units of the layer and of the one before.
    @Param({"30", "64", "100", "128"})
    int width;

    /// Of the hidden units.
    @Param("GELU")
    Activation activation;

    private final Kernels kernels = new VectorKernels();
    private Layout.Layer layer;
    private float[] parameters;
    private float[] in;
    private float[] out;
    private float[] room;
    private float[] slope;
    private float[] rows;
    private float[] gradient;

    /// Makes the numbers and checks the answers.
    @Setup
    public void prepare() {
        Layout layout = Layout.of(new Perceptron(width, List.of(width), activation));
        layer = layout.layers().getFirst();
        parameters = random(layout.size(), 0.1f);
        in = random(width * STRIPE, 1);
        out = new float[width * STRIPE];
        room = new float[width * STRIPE];
        slope = random(width * STRIPE, 1);
        rows = new float[STRIPE * layer.stride()];
        kernels.transpose(in, width, rows, 0, layer.stride());
        gradient = new float[layout.size()];
        check();
    }

    private void check() {
        Kernels scalar = new ScalarKernels();
        forward();
        float[] expected = new float[out.length];
        scalar.forward(parameters, layer, in, expected);
        requireEqual("forward", expected, out);
        float[] delta = slope.clone();
        kernels.backward(parameters, layer, in, 0, room, delta, 0);
        float[] expectedDelta = slope.clone();
        scalar.backward(parameters, layer, in, 0, room, expectedDelta, 0);
        requireEqual("backward", expectedDelta, delta);
        float[] sum = new float[gradient.length];
        kernels.accumulate(layer, in, rows, 1, sum);
        float[] expectedSum = new float[gradient.length];
        scalar.accumulate(layer, in, rows, 1, expectedSum);
        requireEqual("accumulate", expectedSum, sum);
        float[] activated = in.clone();
        kernels.activate(activation, activated, width, room, 0);
        float[] expectedActivated = in.clone();
        scalar.activate(activation, expectedActivated, width, room, 0);
        requireEqual("activate", expectedActivated, activated);
    }

    private static void requireEqual(String kernel, float[] expected, float[] given) {
        if (!Arrays.equals(expected, given)) {
            throw new IllegalStateException("the kernel '" + kernel + "' differs from its definition");
        }
    }

    private static float[] random(int size, float scale) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = scale * (float) SEED.gaussian(i);
        }
        return values;
    }

    /// The matrix times a panel.
    @Benchmark
    public float[] forward() {
        kernels.forward(parameters, layer, in, out);
        return out;
    }

    /// The transposed matrix times a panel.
    @Benchmark
    public float[] backward() {
        System.arraycopy(in, 0, slope, 0, slope.length);
        kernels.backward(parameters, layer, in, 0, room, slope, 0);
        return slope;
    }

    /// The weights' gradient.
    @Benchmark
    public float[] accumulate() {
        kernels.accumulate(layer, in, rows, 1, gradient);
        return gradient;
    }

    /// The hidden units.
    @Benchmark
    public float[] activate() {
        System.arraycopy(in, 0, out, 0, out.length);
        kernels.activate(activation, out, width, room, 0);
        return out;
    }
}
