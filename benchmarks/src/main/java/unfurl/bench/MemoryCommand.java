package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.NumericalException;
import unfurl.cli.Answer;
import unfurl.cli.AnswerOption;
import unfurl.formats.Document;

/// `unfurl bench memory`: how much memory a large training takes.
@Command(
        name = "memory",
        description = {
            "Trains 24-100-100-100-1 on ten million events and says how much memory the process held at most.",
            "",
            "More than 4 GB is refused, with the exit code of a computation that cannot go on."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench memory --threads 2")
final class MemoryCommand implements Runnable {
    private static final double LIMIT = 4e9;

    @Option(
            names = "--rows",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "Training events; if not given, ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--heap",
            defaultValue = "2400m",
            paramLabel = "SIZE",
            description =
                    "The most that Java may use for its objects; if not given, ${DEFAULT-VALUE}, as the launcher.")
    private String heap;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads that train; if not given, ${DEFAULT-VALUE}.")
    private int threads;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    /// What came out.
    ///
    /// @param heap   the bound on Java's objects
    /// @param result the document of [TrainAnswer]
    record MemoryAnswer(String heap, Document result) implements Answer {
        double bytes() {
            return result.get("peakMemoryBytes").number();
        }

        @Override
        public Document document() {
            return Document.of("bench memory", Document.entries("heap", heap, "limitBytes", LIMIT, "result", result));
        }

        @Override
        public void print(PrintWriter out) {
            out.format(
                    Locale.ROOT,
                    "%s: %d events × 24 features: %.2f GB at most (heap %s), of which the features are %.2f GB%n",
                    result.get("network").text(),
                    result.get("rows").whole(),
                    1e-9 * bytes(),
                    heap,
                    1e-9 * 4 * 24 * result.get("rows").whole());
            out.format(
                    Locale.ROOT,
                    "%.1f s an epoch; loss %.5f, the exact ratio's is %.5f%n",
                    result.get("secondsPerEpoch").get("median").number(),
                    result.get("finalLoss").number(),
                    result.get("exactLoss").number());
        }
    }

    @Override
    public void run() {
        Workload.require(rows >= 100_000 && rows <= 80_000_000, "--rows", rows, "100000 … 80000000");
        Workload.require(threads >= 1 && threads <= 1024, "--threads", threads, "1 … 1024");
        format.print(
                measure(rows, heap, threads, spec.commandLine().getErr()),
                spec.commandLine().getOut());
    }

    /// @throws NumericalException when it takes more than the limit
    static MemoryAnswer measure(int rows, String heap, int threads, PrintWriter err) {
        List<String> arguments = List.of(
                "bench",
                "train",
                "--format",
                "json",
                "--epochs",
                "1",
                "--warm-up",
                "0",
                "--rows",
                Integer.toString(rows),
                "--threads",
                Integer.toString(threads));
        var answer = new MemoryAnswer(heap, new Child(arguments, Map.of(), List.of("-Xmx" + heap), err).run());
        if (!(answer.bytes() < LIMIT)) {
            throw new NumericalException("the training held %.2f GB at once, and at most %.2f GB is allowed"
                    .formatted(1e-9 * answer.bytes(), 1e-9 * LIMIT));
        }
        return answer;
    }
}
