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

/// One panel through one square layer: the products of a training. Before any is timed, each is
/// held to its scalar definition, bit by bit.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {
    /// Events of a panel.
    public static final int EVENTS = Kernels.STRIPE;

    /// Units of the layer and of the one before.
    @Param({"30", "64", "100", "128"})
    int width;

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
        Layout layout = Layout.of(new Perceptron(width, List.of(width), Activation.RELU));
        int panel = Panel.of(width).length;
        layer = layout.layers().getFirst();
        parameters = layout.pad(Checks.random("parameters", layout.compact(new float[layout.size()]).length, 0.1f));
        kernels.pack(parameters, layer);
        in = Arrays.copyOf(Checks.random("in", Panel.at(width), 1), panel);
        slope = in.clone();
        out = new float[panel];
        room = new float[Kernels.ROOM];
        gradient = new float[layout.size()];
        check(new ScalarKernels());
    }

    private void check(Kernels scalar) {
        float[] expected = new float[out.length];
        scalar.forward(parameters, layer, in, false, expected);
        Checks.requireEqual("forward", expected, forward());
        scalar.backward(parameters, layer, in, slope, false, expected);
        Checks.requireEqual("backward", expected, backward());
        float[] sum = new float[gradient.length];
        scalar.accumulate(layer, in, in, room, sum);
        Checks.requireEqual("accumulate", sum, accumulate());
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
}
