package unfurl.bench;

import picocli.CommandLine.Option;

/// How many threads train, for benchmarks that leave it to the user.
final class ThreadsOption {
    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "N",
            description = "Threads that train; if not given, ${DEFAULT-VALUE}.")
    private int threads;

    int threads() {
        return threads;
    }
}
