package unfurl.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.Network;
import unfurl.nn.Perceptron;

/// Evaluates a network at many events, on one thread and on several in turn, and holds the outputs to a plain
/// evaluation.
final class EvaluateMeasurement {
    private static final Seed DATA = Seed.of(7);
    private static final Seed START = Seed.of(5);

    /// Events whose outputs are worked out plainly, evenly spread.
    private static final int SAMPLE = 10_000;

    /// Bytes that an evaluation may allocate for an event: its output, and a hundredth for what a block needs.
    private static final double BYTES_AN_EVENT = 8.1;

    /// Within how many evaluations one must allocate no more.
    private static final int EVALUATIONS = 50;

    /// And for itself: padded parameters, and each thread's room.
    private static final double BYTES = 4e6;

    /// By how many bytes what is kept may differ before and after: Java's own housekeeping.
    private static final double KEPT = 16e6;

    private final Widths widths;
    private final Activation activation;
    private final Perceptron architecture;
    private final Network network;
    private final Features features;

    EvaluateMeasurement(Widths widths, Activation activation, int events) {
        this.widths = widths;
        this.activation = activation;
        this.architecture = widths.architecture(activation);
        this.network = StartNetwork.of(architecture, START);
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            this.features = GaussianShift.standard(architecture.inputs()).features(events, DATA, workers);
        }
    }

    /// One number of threads, all its times and the machine's peak.
    private record Place(Workers workers, Clock clock, Peak peak, List<Double> seconds) {
        Place(int threads) {
            this(new Workers(threads), Clock.of(threads), new Peak(threads, Clock.of(threads)), new ArrayList<>());
        }
    }

    /// Checks an evaluation on each number of threads, which compiles it too, then takes times in turn.
    ///
    /// @throws NumericalException when an output is wrong, or memory grows
    EvaluateAnswer measure(int threads, int rounds) {
        List<Place> places = List.of(new Place(1), new Place(threads));
        try {
            double[] outputs = network.evaluate(features, places.getFirst().workers());
            double worst = worst(outputs);
            long allocated = allocated(outputs, places);
            long before = kept();
            for (int round = 0; round < rounds; round++) {
                places.forEach(place -> time(place, outputs));
            }
            requireAtMost("more is kept after evaluations than before them", (double) (kept() - before), KEPT);
            return answer(places, worst, (double) allocated / features.rows());
        } finally {
            places.forEach(place -> place.workers().close());
        }
    }

    private void time(Place place, double[] expected) {
        double start = place.clock().now();
        double[] outputs = network.evaluate(features, place.workers());
        place.seconds().add(place.clock().now() - start);
        requireSame(outputs, expected);
        place.peak().measure();
    }

    /// The most bytes that an evaluation allocates on any number of threads, once it is compiled: before, Java
    /// makes an object of each vector.
    private long allocated(double[] expected, List<Place> places) {
        long most = 0;
        for (Place place : places) {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < EVALUATIONS && least > allowedBytes(); i++) {
                least = Math.min(least, allocatedOnce(expected, place));
            }
            most = Math.max(most, least);
        }
        requireAtMost("an evaluation allocates too much", (double) most, allowedBytes());
        return most;
    }

    private long allocatedOnce(double[] expected, Place place) {
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = bean.getTotalThreadAllocatedBytes();
        double[] outputs = network.evaluate(features, place.workers());
        long bytes = bean.getTotalThreadAllocatedBytes() - before;
        requireSame(outputs, expected);
        return bytes;
    }

    private double allowedBytes() {
        return BYTES + BYTES_AN_EVENT * features.rows();
    }

    private static long kept() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// The largest difference from plain outputs, as a part of the largest of these.
    private double worst(double[] outputs) {
        var plain = new PlainNetwork(architecture, network);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < SAMPLE; i++) {
            int row = (int) ((long) i * features.rows() / SAMPLE);
            double exact = plain.output(features, row);
            largest = Math.max(largest, Math.abs(exact));
            worst = Math.max(worst, Math.abs(outputs[row] - exact));
        }
        requireAtMost("outputs differ from a plain evaluation, in parts of the largest", worst / largest, tolerance());
        return worst / largest;
    }

    /// A float's sum of k terms is off by some 2⁻²⁴·√k of its size, and layers that begin as these do pass an
    /// error on at its size: the sum over the layers, of the largest output, which is some four times the
    /// usual one.
    private double tolerance() {
        return widths.widths().stream().mapToDouble(k -> 0x1p-24 * Math.sqrt(k)).sum();
    }

    private static void requireSame(double[] outputs, double[] expected) {
        int different = Arrays.mismatch(outputs, expected);
        if (different >= 0) {
            throw new NumericalException("the output for event %d is %s and %s in two evaluations; no time is given"
                    .formatted(different, outputs[different], expected[different]));
        }
    }

    /// @throws NumericalException when a value is larger, or not a number
    static void requireAtMost(String what, double value, double most) {
        if (!(value <= most)) {
            throw new NumericalException(
                    "%s: %.3g, at most %.3g is allowed; no time is given".formatted(what, value, most));
        }
    }

    private EvaluateAnswer answer(List<Place> places, double worst, double bytes) {
        List<EvaluateAnswer.Speed> speeds = places.stream()
                .map(place -> new EvaluateAnswer.Speed(
                        place.workers().threads(),
                        place.clock(),
                        new Timing(place.seconds()),
                        place.peak().gigaflops()))
                .toList();
        return new EvaluateAnswer(
                widths, activation, features.rows(), speeds, worst, tolerance(), bytes, PeakMemory.bytes());
    }
}
