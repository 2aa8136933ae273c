package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.NumericalException;
import unfurl.cli.AnswerOption;
import unfurl.formats.Document;

/// `unfurl bench memory`: how much memory a large training takes.
@Command(
        name = "memory",
        description = {
            "Trains networks 24-100-100-100-1 side by side on ten million events, evaluates each at all of them, and says "
                    + "how much memory the process held at most.",
            "",
            "More than 4 GB is refused, with the exit code of a computation that cannot go on."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench memory --members 2 --heap 2000m")
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

    @Option(
            names = "--members",
            defaultValue = "1",
            paramLabel = "N",
            description = "Networks; if not given, ${DEFAULT-VALUE}.")
    private int members;

    @Option(names = "--here", hidden = true)
    private boolean here;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Workload.require(rows >= 100_000 && rows <= 80_000_000, "--rows", rows, "100000 … 80000000");
        Workload.require(threads >= 1 && threads <= 1024, "--threads", threads, "1 … 1024");
        Workload.require(members >= 1 && members <= 1000, "--members", members, "1 … 1000");
        PrintWriter out = spec.commandLine().getOut();
        if (here) {
            Workload work = Subject.WIDE.workload(rows, threads, 1);
            out.print(MemoryMeasurement.measure(work, members).toJson());
            return;
        }
        Document result =
                measure(rows, heap, threads, members, spec.commandLine().getErr());
        format.print(new MemoryReport(List.of(result)), out);
    }

    /// @return the document of [MemoryMeasurement], with the heap
    /// @throws NumericalException when it takes more than the limit
    static Document measure(int rows, String heap, int threads, int members, PrintWriter err) {
        List<String> arguments = Stream.of(
                        "bench", "memory", "--here", "--rows", rows, "--threads", threads, "--members", members)
                .map(Object::toString)
                .toList();
        Document result = new Child(arguments, Map.of(), List.of("-Xmx" + heap), err).run();
        double bytes = result.get("peakMemoryBytes").number();
        if (!(bytes < LIMIT)) {
            throw new NumericalException(
                    "%.2f GB were held at once, and at most %.2f GB is allowed".formatted(1e-9 * bytes, 1e-9 * LIMIT));
        }
        return Document.of("bench memory", Document.entries("heap", heap, "limitBytes", LIMIT, "result", result));
    }
}
