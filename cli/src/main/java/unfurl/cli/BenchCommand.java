package unfurl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import unfurl.InputException;

/// `unfurl bench`, as far as the program knows it: the launcher runs the benchmarks' own program when
/// `bench` is the first word.
@Command(name = "bench", description = "Measures speed and memory, and compares with PyTorch; built on first use.")
final class BenchCommand implements Runnable {
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        throw new InputException(
                "the benchmarks are a program of their own, which the launcher builds and runs when 'bench' is its first word"
                        + "\n  allowed    ./unfurl " + ShellCommand.of(bench()));
    }

    private List<String> bench() {
        var words = new ArrayList<>(List.of("bench"));
        words.addAll(arguments);
        return words;
    }
}
