package unfurl.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.cli.AnswerOption;
import unfurl.formats.Document;
import unfurl.nn.Schedule;

/// `unfurl bench peers`: the same training by PyTorch.
@Command(
        name = "peers",
        description = {
            "Trains the same network by Unfurl and by PyTorch in turn and gives the ratio of their times.",
            "",
            "Same events, same first parameters, same batches in the same order, same optimiser, same number of "
                    + "threads, one process. The losses at the end must agree to 1 %% of what there is to learn. PyTorch "
                    + "runs in the fastest form that was found: tensors made once, an epoch's events put in order once "
                    + "(the order itself made outside its time), batches without copies, the fused AdamW."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  unfurl bench peers --network 4-64-128-64-1 --activation gelu --batch 2048",
            "  unfurl bench peers --suite --format json"
        })
final class PeersCommand implements Runnable {
    @Mixin
    private WorkloadOptions workload;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Trainings by each, in turn; if not given, ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--suite",
            description =
                    "The seven trainings that the comparison is judged by, on one thread and on two, with --rows, "
                            + "--epochs and --rounds as given.")
    private boolean suite;

    @Option(names = "--here", hidden = true)
    private boolean here;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Workload.require(rounds >= 1, "--rounds", rounds, "1 or more");
        if (!TorchPlatform.supported()) {
            throw new InputException("PyTorch's libraries do not run on %s, %s%n  allowed    Linux on x86-64"
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        PrintWriter out = spec.commandLine().getOut();
        Workload work = workload.workload(threads.threads(), new Schedule.Constant());
        if (here) {
            try (var measurement = new PeersMeasurement(work)) {
                out.print(measurement.measure(rounds).document().toJson());
            }
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        List<Document> results = suite ? suite(work, rounds, err) : List.of(child(work, rounds, err));
        format.print(new PeersReport(results), out);
    }

    /// Every network of the suite, on one thread and on two.
    ///
    /// @param work whose events, epochs and learning rate are taken
    static List<Document> suite(Workload work, int rounds, PrintWriter err) {
        var results = new ArrayList<Document>();
        for (int threads = 1; threads <= 2; threads++) {
            for (Subject subject : Subject.COMPARED) {
                results.add(child(work.with(subject, threads), rounds, err));
            }
        }
        return results;
    }

    /// In a process of its own, since OpenMP reads its variables once: without them its threads wait in
    /// loops that take the processor from whatever else runs.
    private static Document child(Workload work, int rounds, PrintWriter err) {
        String count = Integer.toString(work.threads());
        Map<String, String> environment =
                Map.of("OMP_NUM_THREADS", count, "OPENBLAS_NUM_THREADS", count, "OMP_WAIT_POLICY", "PASSIVE");
        return new Child(work.arguments("peers", "--here", "--rounds", rounds), environment, List.of(), err).run();
    }
}
