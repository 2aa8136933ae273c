package unfurl.bench;

import java.util.List;
import java.util.stream.Stream;
import unfurl.nn.Activation;
import unfurl.nn.Schedule;

/// A network that the speed is judged by, and the batch that it is trained with.
record Subject(Widths network, Activation activation, int batch) {
    private static final double LEARNING_RATE = 1e-3;

    /// The wide one, with large batches.
    static final Subject WIDE = of("24-100-100-100-1", Activation.RELU, 4096);

    /// The one of the published unfolding.
    static final Subject PUBLISHED = of("4-64-128-64-1", Activation.GELU, 512);

    /// All of them.
    static final List<Subject> ALL = List.of(
            WIDE,
            of("24-100-100-100-1", Activation.RELU, 512),
            of("4-64-128-64-1", Activation.GELU, 2048),
            PUBLISHED,
            of("10-30-30-30-30-30-1", Activation.RELU, 4096));

    /// Those that are compared with PyTorch: all, and the published one with the activation that costs least.
    static final List<Subject> COMPARED = Stream.concat(
                    ALL.stream(), Stream.of(2048, 512).map(batch -> of("4-64-128-64-1", Activation.RELU, batch)))
            .toList();

    private static Subject of(String network, Activation activation, int batch) {
        return new Subject(Widths.parse(network), activation, batch);
    }

    /// Its training at a constant rate.
    Workload workload(int rows, int threads, int epochs) {
        return new Workload(network, activation, rows, batch, threads, epochs, LEARNING_RATE, new Schedule.Constant());
    }
}
