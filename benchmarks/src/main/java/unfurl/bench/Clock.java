package unfurl.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/// What time is measured by.
enum Clock {
    /// The processor time of the thread that asks: what else the machine does does not count.
    CPU,
    /// The time of day.
    WALL;

    /// Now, in seconds from some start.
    double now() {
        return 1e-9
                * switch (this) {
                    case CPU -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    case WALL -> System.nanoTime();
                };
    }

    /// The clock for work on that many threads: only one thread's processor time is the time of its
    /// work.
    static Clock of(int threads) {
        return threads == 1 ? CPU : WALL;
    }

    /// What it is, in words.
    String words() {
        return switch (this) {
            case CPU -> "the thread's processor time";
            case WALL -> "the time of day";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
