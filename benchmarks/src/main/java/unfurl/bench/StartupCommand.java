package unfurl.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.cli.Answer;
import unfurl.cli.AnswerOption;
import unfurl.formats.Document;
import unfurl.study.Examples;

/// `unfurl bench startup`: how long it takes to the first step of a training.
@Command(
        name = "startup",
        description = {
            "Unfolds a tiny study again and again and says how long it takes from the launcher's first step to the end "
                    + "of the first step of a training.",
            "",
            "The study has one batch, so its first epoch is one step; the first progress line of an epoch is the mark."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench startup --runs 7")
final class StartupCommand implements Runnable {
    private static final String MARK = "epoch 1/";

    @Option(
            names = "--runs",
            defaultValue = "7",
            paramLabel = "N",
            description = "After one that does not count; if not given, ${DEFAULT-VALUE}.")
    private int runs;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    /// What came out.
    ///
    /// @param first seconds to the first step, by the time of day
    /// @param work  seconds of processor time until then
    record StartupAnswer(Timing first, Timing work) implements Answer {
        @Override
        public Document document() {
            return Document.of(
                    "bench startup",
                    Document.entries(
                            "runs", first.seconds().size(),
                            "secondsToFirstStep", first.document(),
                            "processorSeconds", work.document(),
                            "machine", Machine.document()));
        }

        @Override
        public void print(PrintWriter out) {
            out.format(
                    Locale.ROOT,
                    "to the first step of a training: %.2f s (median of %d; %.2f … %.2f), %.2f s of processor time%n",
                    first.median(),
                    first.seconds().size(),
                    first.least(),
                    first.most(),
                    work.median());
        }
    }

    @Override
    public void run() {
        Workload.require(runs >= 1, "--runs", runs, "1 or more");
        format.print(measure(runs), spec.commandLine().getOut());
    }

    /// @throws InputException when there is no launcher
    static StartupAnswer measure(int runs) {
        var first = new ArrayList<Double>();
        var work = new ArrayList<Double>();
        try {
            Path folder = Files.createTempDirectory("unfurl-startup");
            try {
                Examples.write("gaussian", folder.resolve("study"), List.of("events=2000"), Optional.empty());
                for (int run = 0; run <= runs; run++) {
                    double[] times = run(folder, run);
                    if (run > 0) {
                        first.add(times[0]);
                        work.add(times[1]);
                    }
                }
            } finally {
                Launched.remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StartupAnswer(new Timing(first), new Timing(work));
    }

    private static double[] run(Path folder, int run) throws IOException {
        double start = Clock.WALL.now();
        try (var launched = Launched.of(
                Launched.Heard.ERRORS,
                List.of(
                        "unfold",
                        folder.resolve("study/study.yaml").toString(),
                        "--out",
                        folder.resolve("run" + run).toString()),
                Map.of("UNFURL_JAVA_OPTS", "-Dunfurl.terminal=100"))) {
            launched.await("the first step of a training", MARK);
            return new double[] {Clock.WALL.now() - start, launched.processorSeconds()};
        }
    }
}
