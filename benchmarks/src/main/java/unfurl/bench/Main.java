package unfurl.bench;

/// The benchmarks' program: the whole command line of Unfurl, with `bench` in it.
public final class Main {
    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String... args) {
        unfurl.cli.Main.mainWith("bench", new BenchCommand(), args);
    }
}
