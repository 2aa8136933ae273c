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
    /// Events of a panel.
    public static final int EVENTS = Kernels.STRIPE;

    private static final int STRIPE = EVENTS;
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
    private float[] slope;
    private float[] out;
    private float[] room;
    private float[] gradient;

    /// Makes the numbers and checks the answers.
    @Setup
    public void prepare() {
        Layout layout = Layout.of(new Perceptron(width, List.of(width), activation));
        int panel = Layout.roundUp(width) * STRIPE;
        layer = layout.layers().getFirst();
        parameters = layout.pad(random(layout.compact(new float[layout.size()]).length, 0.1f));
        kernels.pack(parameters, layer);
        in = Arrays.copyOf(random(width * STRIPE, 1), panel);
        slope = in.clone();
        out = new float[panel];
        room = new float[STRIPE * Layout.SLAB];
        gradient = new float[layout.size()];
        check(new ScalarKernels());
    }

    private void check(Kernels scalar) {
        float[] expected = new float[out.length];
        scalar.forward(parameters, layer, in, false, expected);
        requireEqual("forward", expected, forward());
        scalar.backward(parameters, layer, in, slope, false, expected);
        requireEqual("backward", expected, backward());
        float[] sum = new float[gradient.length];
        scalar.accumulate(layer, in, in, room, sum);
        requireEqual("accumulate", sum, accumulate());
        float[] activated = in.clone();
        scalar.activate(activation, activated, width, new float[in.length]);
        requireEqual("activate", activated, activate());
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
        kernels.forward(parameters, layer, in, false, out);
        return out;
    }

    /// The transposed matrix times a panel.
    @Benchmark
    public float[] backward() {
        kernels.backward(parameters, layer, in, slope, false, out);
        return out;
    }

    /// The weights' gradient.
    @Benchmark
    public float[] accumulate() {
        kernels.accumulate(layer, in, in, room, gradient);
        return gradient;
    }

    /// The hidden units and their slopes, with a copy of what goes in.
    @Benchmark
    public float[] activate() {
        System.arraycopy(in, 0, out, 0, out.length);
        kernels.activate(activation, out, width, slope);
        return out;
    }
}
