package unfurl.nn;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What is done to each number of a panel: activations with their slopes, losses, the optimiser's step. Before
/// any is timed, each is held to its scalar definition, bit by bit.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ElementBenchmark {
    private static final AdamW.Step STEP =
            new AdamW.Step(0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 12.5f, 1e-8f, 0.9999f, 3e-3f);

    /// Units; a multiple of 16.
    @Param("64")
    int width;

    private final Kernels fast = new VectorKernels();
    private int size;
    private float[] in;
    private float[] other;
    private float[] slope;
    private float[] out;
    private float[] first;
    private float[] second;

    /// Makes the numbers and checks the answers.
    @Setup
    public void prepare() {
        size = Panel.of(width).length;
        in = Checks.random("in", size, 2);
        other = Checks.random("other", size, 1);
        slope = new float[size];
        out = new float[size];
        first = new float[size];
        second = new float[size];
        Kernels scalar = new ScalarKernels();
        for (Activation activation : Activation.values()) {
            check(activation.name(), () -> activate(scalar, activation), () -> activate(fast, activation));
        }
        check("throughActivation", () -> through(scalar), () -> through(fast));
        check("standardise", () -> standardise(scalar), () -> standardise(fast));
        check("transpose", () -> transpose(scalar), () -> transpose(fast));
        check("crossEntropy", () -> crossEntropy(scalar), () -> crossEntropy(fast));
        check("squaredError", () -> squaredError(scalar), () -> squaredError(fast));
        check("adamW", () -> adamW(scalar), () -> adamW(fast));
    }

    /// Both begin with the same numbers and must leave the same in every array.
    private void check(String kernel, Runnable definition, Runnable form) {
        float[][] arrays = {slope, out, first, second};
        float[][] expected = new float[arrays.length][];
        clear(arrays);
        definition.run();
        for (int i = 0; i < arrays.length; i++) {
            expected[i] = arrays[i].clone();
        }
        clear(arrays);
        form.run();
        for (int i = 0; i < arrays.length; i++) {
            Checks.requireEqual(kernel, expected[i], arrays[i]);
        }
        clear(arrays);
    }

    private static void clear(float[][] arrays) {
        for (float[] array : arrays) {
            Arrays.fill(array, 0f);
        }
    }

    private float[] activate(Kernels kernels, Activation activation) {
        System.arraycopy(in, 0, out, 0, size);
        kernels.activate(activation, out, width, slope);
        return out;
    }

    private float[] through(Kernels kernels) {
        kernels.throughActivation(in, other, false, out, width);
        return out;
    }

    private float[] standardise(Kernels kernels) {
        System.arraycopy(in, 0, out, 0, size);
        kernels.standardise(out, width, other, in);
        return out;
    }

    private float[] transpose(Kernels kernels) {
        kernels.transpose(in, 0, width, Kernels.STRIPE, width, out, Panel.LEAD, Panel.STRIDE);
        return out;
    }

    private float[] crossEntropy(Kernels kernels) {
        kernels.crossEntropy(in, other, other, out, slope);
        return out;
    }

    private float[] squaredError(Kernels kernels) {
        kernels.squaredError(in, other, other, out, slope);
        return out;
    }

    private float[] adamW(Kernels kernels) {
        kernels.adamW(out, in, first, second, Panel.LEAD, size, STEP);
        return out;
    }

    /// RELU and its slopes, with a copy of what goes in, as the other activations.
    @Benchmark
    public float[] relu() {
        return activate(fast, Activation.RELU);
    }

    /// SILU.
    @Benchmark
    public float[] silu() {
        return activate(fast, Activation.SILU);
    }

    /// GELU.
    @Benchmark
    public float[] gelu() {
        return activate(fast, Activation.GELU);
    }

    /// tanh.
    @Benchmark
    public float[] tanh() {
        return activate(fast, Activation.TANH);
    }

    /// Derivatives times slopes.
    @Benchmark
    public float[] throughActivation() {
        return through(fast);
    }

    /// Inputs less their means, times their inverse scales, with a copy of what goes in.
    @Benchmark
    public float[] standardise() {
        return standardise(fast);
    }

    /// Events' rows to a panel.
    @Benchmark
    public float[] transpose() {
        return transpose(fast);
    }

    /// The cross-entropy of a panel's events and its derivatives.
    @Benchmark
    public float[] crossEntropy() {
        return crossEntropy(fast);
    }

    /// The squared error and its derivatives.
    @Benchmark
    public float[] squaredError() {
        return squaredError(fast);
    }

    /// The optimiser's step of as many parameters as the panel has numbers.
    @Benchmark
    public float[] adamW() {
        return adamW(fast);
    }
}
