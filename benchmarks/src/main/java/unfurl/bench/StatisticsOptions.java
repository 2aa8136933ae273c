package unfurl.bench;

import picocli.CommandLine.Option;

/// How large the measurement of a [StatisticsProblem] is, and how many threads make its numbers.
final class StatisticsOptions {
    @Option(
            names = "--events",
            defaultValue = "418000",
            paramLabel = "N",
            description = "Events of the measurement; if not given, ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads that make the numbers; if not given, ${DEFAULT-VALUE}.")
    private int threads;

    /// @throws unfurl.InputException when a number is outside its range
    void check() {
        Workload.require(events >= 1000 && events <= 2_000_000, "--events", events, "1000 … 2000000");
        Workload.require(threads >= 1 && threads <= 1024, "--threads", threads, "1 … 1024");
    }

    int events() {
        return events;
    }

    int threads() {
        return threads;
    }
}
