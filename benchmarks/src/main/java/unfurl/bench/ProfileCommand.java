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
import unfurl.cli.AnswerOption;
import unfurl.formats.Document;
import unfurl.nn.Schedule;

/// `unfurl bench profile`: where the time of a training goes.
@Command(
        name = "profile",
        description = {
            "Trains a network on one thread, as 'bench train' does, and says which share of the time goes into which kind "
                    + "of work, and what part of the machine's peak would be reached if all but the products of "
                    + "matrices took no time.",
            "",
            "JDK Flight Recorder takes a sample each millisecond of the thread's processor time, or as often as the "
                    + "system can, once the program is warm. Without --network, --activation and --batch it profiles the five networks that the "
                    + "speed is judged by. A training that has not learned enough gets no profile."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench profile --network 4-64-128-64-1 --activation gelu --batch 512 --format json")
final class ProfileCommand implements Runnable {
    /// Methods are told apart where they are inlined into one another.
    private static final List<String> JAVA = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    /// Epochs before.
    private static final int WARM_UP = 5;

    @Mixin
    private WorkloadOptions workload;

    @Option(
            names = "--repeat",
            defaultValue = "5",
            paramLabel = "N",
            description = "Trainings that are profiled together; if not given, ${DEFAULT-VALUE}.")
    private int repeat;

    @Option(names = "--threads", hidden = true, defaultValue = "1")
    private int threads;

    @Option(names = "--here", hidden = true)
    private boolean here;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Workload.require(threads == 1, "--threads", threads, "1");
        Workload.require(repeat >= 1, "--repeat", repeat, "1 or more");
        Workload work = workload.workload(1, new Schedule.Constant());
        PrintWriter out = spec.commandLine().getOut();
        if (here) {
            out.print(measure(work, repeat).document().toJson());
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        List<Document> results = one() ? List.of(child(work, repeat, err)) : suite(work, repeat, err);
        format.print(new ProfileReport(results), out);
    }

    /// Whether a network was asked for.
    private boolean one() {
        return Stream.of("--network", "--activation", "--batch")
                .anyMatch(spec.commandLine().getParseResult()::hasMatchedOption);
    }

    /// Every network that the speed is judged by.
    ///
    /// @param work whose events, epochs and learning rate are taken
    static List<Document> suite(Workload work, int repeat, PrintWriter err) {
        return Subject.ALL.stream()
                .map(subject -> child(work.with(subject, 1), repeat, err))
                .toList();
    }

    private static Document child(Workload work, int repeat, PrintWriter err) {
        return new Child(work.arguments("profile", "--here", "--repeat", repeat), Map.of(), JAVA, err).run();
    }

    private static ProfileAnswer measure(Workload work, int repeat) {
        try (var measurement = new TrainMeasurement(work)) {
            measurement.warmUp(WARM_UP);
            Sampling.Result<TrainAnswer> sampled = Sampling.of(() -> measurement.measure(0, repeat));
            return new ProfileAnswer(sampled.answer(), Profile.of(sampled.frames()), sampled.failed());
        }
    }
}
