package unfurl.bench;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.cli.AnswerOption;

/// `unfurl bench evaluate`: how fast a network is evaluated beside the machine's peak.
@Command(
        name = "evaluate",
        description = {
            "Evaluates a network at ten million events where they lie, on one thread and on several, and says how fast, "
                    + "beside what the machine can do.",
            "",
            "GFLOP/s counts 2 operations for each multiply-add of the forward pass. The outputs must be those of a plain "
                    + "evaluation in double precision, and have the same bits on any number of threads; nothing but them may be "
                    + "allocated, and nothing kept."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench evaluate --network 4-64-128-64-1 --activation gelu --events 10000000")
final class EvaluateCommand implements Runnable {
    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--events",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "If not given, ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description = "Threads, beside one; if not given, ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Evaluations on each number of threads, in turn; if not given, ${DEFAULT-VALUE}.")
    private int rounds;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        int inputs = network.widths().widths().getFirst();
        Workload.require(
                events >= 10_000 && (long) events * inputs < Integer.MAX_VALUE - 1_000_000,
                "--events",
                events,
                "10000 or more, fewer than 2³¹ numbers in all");
        Workload.require(threads >= 2 && threads <= 1024, "--threads", threads, "2 … 1024");
        Workload.require(rounds >= 1, "--rounds", rounds, "1 or more");
        var measurement = new EvaluateMeasurement(network.widths(), network.activation(), events);
        var report =
                new EvaluateReport(List.of(measurement.measure(threads, rounds).document()));
        format.print(report, spec.commandLine().getOut());
    }
}
