package unfurl.nn;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import unfurl.event.Particles;

/// One tile of clouds of particles through what networks on clouds are made of besides dense layers. Before
/// any is timed, attention with the fast kernels is held to attention with the scalar ones and the sum to its
/// definition, bit by bit, and layer norm to double precision.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CloudBenchmark {
    /// Particles of each event: 30 in the mean.
    private static final int[] COUNTS =
            IntStream.range(0, 34).map(event -> 20 + 7 * event % 21).toArray();

    /// Events of the tile.
    public static final int EVENTS = COUNTS.length;

    /// Particles of the tile.
    public static final int PARTICLES = Arrays.stream(COUNTS).sum();

    private static final int STRIPE = Kernels.STRIPE;
    private static final int HEADS = 4;
    private static final float SCALE = 1f / 30;
    private static final float[] NONE = {};

    /// Layer norm is off by the rounding of sums of `width` terms, 2⁻²⁴·√64 = 5·10⁻⁷ of numbers up to about 5.
    private static final double ROUNDING = 1e-5;

    /// Numbers of a particle; a multiple of 16.
    @Param("64")
    int width;

    private Segments segments;
    private int panels;
    private float[][] in;
    private float[][] three;
    private float[] event;
    private Operation attention;
    private Operation norm;
    private SegmentSum sum;

    /// Makes the numbers and checks the answers.
    @Setup
    public void prepare() {
        segments = segments();
        panels = segments.panels();
        in = random("in", width);
        three = random("three", 3 * width);
        event = Checks.random("event", Panel.of(width).length, 1);
        attention = new SelfAttention(new VectorKernels(), segments, width, HEADS);
        norm = new LayerNorm(width);
        sum = new SegmentSum(width, segments);
        checkAttention(new SelfAttention(new ScalarKernels(), segments, width, HEADS));
        checkSum();
        checkNorm();
    }

    private static Segments segments() {
        int[] first = new int[EVENTS + 1];
        IntStream.range(0, EVENTS).forEach(i -> first[i + 1] = first[i] + COUNTS[i]);
        var particles = Particles.owning(List.of("x"), first, new float[PARTICLES]);
        var segments = new Segments();
        segments.fill(particles, IntStream.range(0, EVENTS).toArray(), 0, EVENTS);
        return segments;
    }

    private float[][] random(String name, int rows) {
        return IntStream.range(0, panels)
                .mapToObj(panel -> Checks.random(name + panel, Panel.of(rows).length, 1))
                .toArray(float[][]::new);
    }

    private void checkAttention(Operation definition) {
        requireEqual("attention", definition.forward(NONE, three, panels), attention());
        requireEqual("attentionBackward", definition.backward(NONE, in, panels, NONE), attentionBackward());
    }

    private void requireEqual(String kernel, float[][] expected, float[][] given) {
        for (int panel = 0; panel < panels; panel++) {
            Checks.requireEqual(kernel, expected[panel], given[panel]);
        }
    }

    private void checkSum() {
        float[] summed = pool().clone();
        float[][] below = poolBackward();
        for (int i = 0; i < EVENTS; i++) {
            for (int k = 0; k < width; k++) {
                float total = 0;
                for (int column = segments.first(i); column < segments.first(i + 1); column++) {
                    int at = Panel.at(k) + column % STRIPE;
                    total += in[column / STRIPE][at];
                    float wanted = summed[Panel.at(k) + i] * SCALE;
                    Checks.requireEqual("poolBackward", new float[] {wanted}, new float[] {below[column / STRIPE][at]});
                }
                Checks.requireEqual("pool", new float[] {total * SCALE}, new float[] {summed[Panel.at(k) + i]});
            }
        }
    }

    private void checkNorm() {
        float[][] y = norm();
        float[][] below = normBackward();
        for (int column = 0; column < PARTICLES; column++) {
            double[] x = column(in, column);
            double mean = Arrays.stream(x).average().orElseThrow();
            double variance =
                    Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            double inverse = 1 / Math.sqrt(variance + LayerNorm.EPSILON);
            double[] wanted = Arrays.stream(x).map(v -> (v - mean) * inverse).toArray();
            requireClose("norm", wanted, column(y, column));
            // the derivatives behind the norm are the numbers x themselves
            double projection =
                    IntStream.range(0, width).mapToDouble(k -> x[k] * wanted[k]).sum() / width;
            double[] derivative = IntStream.range(0, width)
                    .mapToDouble(k -> (x[k] - mean - wanted[k] * projection) * inverse)
                    .toArray();
            requireClose("normBackward", derivative, column(below, column));
        }
    }

    private double[] column(float[][] from, int column) {
        return IntStream.range(0, width)
                .mapToDouble(k -> from[column / STRIPE][Panel.at(k) + column % STRIPE])
                .toArray();
    }

    private static void requireClose(String kernel, double[] wanted, double[] given) {
        for (int k = 0; k < wanted.length; k++) {
            if (!(Math.abs(wanted[k] - given[k]) <= ROUNDING)) {
                throw new IllegalStateException("'%s' gives %s instead of %s".formatted(kernel, given[k], wanted[k]));
            }
        }
    }

    /// Attention of each event's particles on one another.
    @Benchmark
    public float[][] attention() {
        return attention.forward(NONE, three, panels);
    }

    /// Its derivatives.
    @Benchmark
    public float[][] attentionBackward() {
        return attention.backward(NONE, in, panels, NONE);
    }

    /// The sum over each event's particles.
    @Benchmark
    public float[] pool() {
        sum.forward(in, SCALE, event, 0);
        return event;
    }

    /// Its derivatives.
    @Benchmark
    public float[][] poolBackward() {
        return sum.backward(event, SCALE, 0);
    }

    /// Layer norm.
    @Benchmark
    public float[][] norm() {
        return norm.forward(NONE, in, panels);
    }

    /// Its derivatives.
    @Benchmark
    public float[][] normBackward() {
        return norm.backward(NONE, in, panels, NONE);
    }
}
