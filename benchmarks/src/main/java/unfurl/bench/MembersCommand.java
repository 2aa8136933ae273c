package unfurl.bench;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.cli.AnswerOption;
import unfurl.nn.Schedule;

/// `unfurl bench members`: the throughput of several networks on as many threads beside one on one.
@Command(
        name = "members",
        description = {
            "Trains one network on one thread and several on as many threads, in turn, and gives the ratio of their "
                    + "throughputs, by the time of day.",
            "",
            "Before any time is taken both are trained until Java's compiler rests. In every round each network must "
                    + "have learned, and the first must have the bits that it has alone."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench members --network 4-64-128-64-1 --activation gelu --batch 512")
final class MembersCommand implements Runnable {
    @Mixin
    private WorkloadOptions workload;

    @Option(
            names = "--threads",
            defaultValue = "2",
            paramLabel = "N",
            description =
                    "Threads, each with a network of its own, beside one on one; if not given, " + "${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            paramLabel = "N",
            description = "Epochs of both before, again and again until the compiler rests; if not given, "
                    + "${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--rounds",
            defaultValue = "7",
            paramLabel = "N",
            description = "Trainings of both, in turn; if not given, ${DEFAULT-VALUE}.")
    private int rounds;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Workload.require(threads >= 2 && threads <= 1024, "--threads", threads, "2 … 1024");
        Workload.require(warmUp >= 1, "--warm-up", warmUp, "1 or more");
        Workload.require(rounds >= 1, "--rounds", rounds, "1 or more");
        Workload work = workload.workload(threads, new Schedule.Constant());
        try (var measurement = new MembersMeasurement(work)) {
            var report = new MembersReport(
                    List.of(measurement.measure(warmUp, rounds).document()));
            format.print(report, spec.commandLine().getOut());
        }
    }
}
