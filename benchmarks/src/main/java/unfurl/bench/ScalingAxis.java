package unfurl.bench;

import java.util.List;
import java.util.Locale;
import unfurl.nn.Activation;

/// What is changed in the scaling of training, one at a time from 24-100-100-100-1 with 200,000
/// events on one thread.
enum ScalingAxis {
    EVENTS("training events"),
    FEATURES("features"),
    WIDTH("width of the three hidden layers"),
    MEMBERS("networks side by side, a thread each of two at most"),
    THREADS("threads");

    /// Passes of an event in the warm-up: what compiles late in the training of small batches is then done.
    private static final int WARM_UP_EVENTS = 2_000_000;

    private final String label;

    ScalingAxis(String label) {
        this.label = label;
    }

    /// What it is, for a reader.
    String label() {
        return label;
    }

    /// Whether its points are on several threads, so that all are timed by the time of day.
    boolean timeOfDay() {
        return this == MEMBERS || this == THREADS;
    }

    /// The values measured; a quick look takes the first two alone.
    List<Integer> values(boolean quick) {
        List<Integer> values = switch (this) {
            case EVENTS -> List.of(50_000, 200_000, 800_000, 3_200_000);
            case FEATURES -> List.of(6, 12, 24, 48, 96);
            case WIDTH -> List.of(25, 50, 100, 200, 400);
            case MEMBERS -> List.of(1, 2, 4, 8);
            case THREADS -> List.of(1, 2);
        };
        return quick ? values.subList(0, 2) : values;
    }

    /// The arguments of `bench train` for one value.
    ///
    /// @param quick a quarter of the events
    List<String> arguments(int value, boolean quick) {
        int features = this == FEATURES ? value : 24;
        int width = this == WIDTH ? value : 100;
        int events = (this == EVENTS ? value : 200_000) / (quick ? 4 : 1);
        int threads = timeOfDay() ? Math.min(value, 2) : 1;
        int epochs = this == MEMBERS ? 8 : 3;
        Widths network = Widths.parse("%d-%d-%d-%d-1".formatted(features, width, width, width));
        Workload work =
                new Subject(network, Activation.RELU, 4096).workload(events, threads, quick ? 4 * epochs : epochs);
        return work.arguments(
                "train",
                "--format",
                "json",
                "--warm-up",
                Math.clamp((long) WARM_UP_EVENTS / events, 2, 20),
                "--members",
                this == MEMBERS ? value : 1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
