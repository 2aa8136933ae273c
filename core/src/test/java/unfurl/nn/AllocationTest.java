package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Training takes memory for a step and for a tile, and none for an event. That the compiled
/// products take none is for [VectorWidthsTest].
class AllocationTest {
    private static final int ROWS = 8192;

    static List<Architecture> architectures() {
        return List.of(
                new Perceptron(2, List.of(8, 8), Activation.RELU),
                new Perceptron(2, List.of(8, 8), Activation.GELU),
                new DeepSets(3, 2, List.of(8), List.of(8), Activation.SILU),
                new ParticleAttention(3, 2, 8, 2, 1, List.of(4), Activation.SILU));
    }

    /// In as many steps of four times the events an epoch may take, for each further tile of 128 events, the 8
    /// bytes of its loss, and with clouds 1,024 for walking through the operations and back; and 4,096 for
    /// what the virtual machine does on its own. A copy of an event's features would be 1,024 bytes a tile,
    /// and of its cloud 4,096.
    @ParameterizedTest
    @MethodSource("architectures")
    void anEpochTakesNoMoreMemoryForMoreEvents(Architecture architecture) {
        long few = leastOfAnEpoch(architecture, ROWS, 512);
        long many = leastOfAnEpoch(architecture, 4 * ROWS, 4 * 512);
        int tile = architecture instanceof Perceptron ? 8 : 1024;
        assertThat(many - few).isLessThan(3 * ROWS / 128 * tile + 4096);
    }

    /// The least of the epochs after the first two, in which room grows to the largest tile's.
    private static long leastOfAnEpoch(Architecture architecture, int rows, int batch) {
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var sample = new TrainingSample(
                features(architecture, rows),
                new CrossEntropy(Weights.tabulate(rows, i -> i % 2), Weights.tabulate(rows, i -> 1 - i % 2)),
                Mask.of(rows, i -> i % 4 != 0),
                Mask.of(rows, i -> i % 4 == 0));
        var options = TrainingOptions.defaults().withBatchSize(batch).withEpochs(8, 8);
        long[] taken = new long[9];
        try (var workers = new Workers(1)) {
            new Training(architecture, options, sample, Optional.empty(), Seed.of(2), workers, new IdleKernels())
                    .run((epoch, max, train, validation) -> taken[epoch] = bean.getCurrentThreadAllocatedBytes());
        }
        return IntStream.range(2, 8)
                .mapToLong(epoch -> taken[epoch + 1] - taken[epoch])
                .min()
                .orElseThrow();
    }

    private static Features features(Architecture architecture, int rows) {
        return architecture instanceof Perceptron
                ? Features.owning(List.of("a", "b"), rows, new float[2 * rows])
                : Clouds.gaussian(IntStream.range(0, rows).map(i -> i % 5).toArray(), Seed.of(5));
    }
}
