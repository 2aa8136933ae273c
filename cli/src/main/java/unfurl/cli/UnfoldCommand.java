package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.measurement.Measurement;
import unfurl.study.Headline;
import unfurl.study.RunFolder;
import unfurl.study.Runner;
import unfurl.study.StudyFile;

/// `unfurl unfold STUDY`: from a study file to a run folder with measurement and report.
@Command(
        name = "unfold",
        description = {
            "Unfolds a study: writes a run folder with the measurement and a report.",
            "Example: unfurl unfold examples/zjets/study.yaml --threads 2"
        })
final class UnfoldCommand implements Runnable {
    @Mixin
    private StudyArgument study;

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "The run folder. Default: runs/NAME of the study, or NAME-2, … when it is taken.")
    private Path out;

    @Option(names = "--resume", description = "Go on with a run after its last finished step.")
    private boolean resume;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        StudyFile.Read read = study.read();
        Path folder = out != null
                ? out
                : RunFolder.choose(Path.of("runs"), read.study().name(), resume);
        try (RunFolder held =
                resume ? RunFolder.resume(folder, read.study()) : RunFolder.create(folder, read.study())) {
            tell(run(held, read));
        }
    }

    private Runner.Outcome run(RunFolder held, StudyFile.Read read) {
        try (ProgressDisplay display = ProgressDisplay.open(spec.commandLine().getErr(), farewell(held.path()))) {
            Runner.Outcome outcome = new Runner(read, study.threads(), display, Machine.environment()).run(held);
            outcome.warnings().forEach(warning -> display.note("warning: " + warning));
            return outcome;
        }
    }

    /// What is said when the process is told to stop; every file is whole at any moment, so nothing else is to
    /// be done.
    private String farewell(Path folder) {
        return "stopped; `%s` goes on after the last finished step"
                .formatted(ShellCommand.of(study.again("unfold", folder)));
    }

    private void tell(Runner.Outcome outcome) {
        PrintWriter text = spec.commandLine().getOut();
        Measurement measurement = outcome.measurement();
        text.println("%s of %s: %s"
                .formatted(
                        measurement.head().luminosity().isPresent() ? "fiducial cross section" : "unfolded yield",
                        measurement.head().name(),
                        new Headline(measurement, outcome.countingError(), outcome.bootstrapsData()).text()));
        outcome.iterations().ifPresent(chosen -> text.println("iterations   " + chosen));
        text.println("measurement  " + outcome.folder().resolve("measurement"));
        text.println("report       " + outcome.folder().resolve("report").resolve("index.html"));
    }
}
