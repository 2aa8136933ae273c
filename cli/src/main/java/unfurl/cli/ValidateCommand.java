package unfurl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.report.ValidationTest;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.Verdict;
import unfurl.study.RunFolder;
import unfurl.study.StudyFile;
import unfurl.study.Validation;
import unfurl.study.ValidationFolder;
import unfurl.study.ValidationOptions;

/// `unfurl validate STUDY`: is the method of a study to be trusted?
@Command(
        name = "validate",
        description = {
            "Tests the method of a study: half of its simulation is unfolded as if it were data, with the other half, as "
                    + "it is and with distortions of known size. Writes a page with a verdict for each test, and "
                    + "validation.json.",
            "Example: unfurl validate study.yaml --tests closure,stress --threads 2"
        })
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private StudyArgument study;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder to write. Default: runs/NAME-validation of the study, or NAME-validation-2, … when "
                            + "it is taken.")
    private Path out;

    @Option(names = "--resume", description = "Go on with the validation in the folder, with what is missing.")
    private boolean resume;

    @Option(
            names = "--tests",
            paramLabel = "a,b,c",
            description = "Which tests: closure, stress, bump, prior, hidden-variable, coverage. Default: all.")
    private Optional<String> tests;

    @Option(
            names = "--observables",
            paramLabel = "a,b,c",
            description = "Which observables are distorted, the first of them also by a bump, in the prior and in the "
                    + "response. Default: all.")
    private Optional<String> observables;

    @Option(
            names = "--pairs",
            paramLabel = "a:b,c:d",
            description =
                    "Which pairs of observables are distorted together. Default: each of --observables with the next.")
    private Optional<String> pairs;

    @Option(
            names = "--strength",
            paramLabel = "X",
            description = "The largest relative change of a distorted spectrum, between 0 and 1. Default: 0.3.")
    private double strength = ValidationOptions.STRENGTH;

    @Option(
            names = "--response",
            paramLabel = "X",
            description = "The largest relative change of a distorted response, between 0 and 1. Default: 0.1.")
    private double response = ValidationOptions.RESPONSE;

    @Option(
            names = "--bootstraps",
            paramLabel = "N",
            description = "How many bootstraps give the statistical errors, at least 10. Default: 30.")
    private int bootstraps = ValidationOptions.BOOTSTRAPS;

    @Option(
            names = "--paired",
            paramLabel = "N",
            description =
                    "How many of the bootstraps are unfolded with each distortion too, for a smaller error of what "
                            + "is recovered: 0, or from 10 to all. Default: all for method ibu, none for others.")
    private Optional<Integer> paired;

    @Option(
            names = "--toys",
            paramLabel = "N",
            description =
                    "How many toys the coverage is counted in, each of 1 + bootstraps unfoldings. Default: 100 for "
                            + "method ibu, none for others.")
    private Optional<Integer> toys;

    @Option(names = "--strict", description = "End with exit code 3 when a test failed.")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ValidationOptions options = options();
        StudyFile.Read read = study.read();
        Path folder = out != null
                ? out
                : RunFolder.choose(Path.of("runs"), read.study().name() + "-validation", resume);
        Validation.Outcome outcome;
        try (ValidationFolder held = resume
                        ? ValidationFolder.resume(folder, read.study(), options)
                        : ValidationFolder.create(folder, read.study(), options);
                ProgressDisplay display =
                        ProgressDisplay.open(spec.commandLine().getErr(), farewell(folder))) {
            outcome = new Validation(read, options, study.threads(), display, Machine.environment()).run(held);
            outcome.remarks().forEach(remark -> display.note("note: " + remark));
        }
        tell(outcome);
        List<ValidationTest> failed = outcome.tests().stream()
                .filter(test -> test.verdict() == Verdict.FAILED)
                .toList();
        if (!strict || failed.isEmpty()) {
            return ExitCode.DONE.number();
        }
        spec.commandLine().getErr().println(refusal(failed, outcome.tests().size()));
        return ExitCode.NUMERICAL.number();
    }

    /// Why the command ends with an error.
    private static String refusal(List<ValidationTest> failed, int tests) {
        return "unfurl: %d of %s failed: %s\n  asked by   --strict"
                .formatted(
                        failed.size(),
                        Shown.plural(tests, "test"),
                        failed.stream()
                                .map(test -> "%s (%s)".formatted(ValidationOptions.name(test.kind()), test.name()))
                                .collect(Collectors.joining(", ")));
    }

    /// What is said when the process is told to stop; every file is whole at any moment, so nothing else is to
    /// be done.
    private String farewell(Path folder) {
        var words = new ArrayList<>(study.again("validate", folder));
        tests.ifPresent(names -> words.addAll(List.of("--tests", names)));
        observables.ifPresent(names -> words.addAll(List.of("--observables", names)));
        pairs.ifPresent(names -> words.addAll(List.of("--pairs", names)));
        add(words, "--strength", strength, ValidationOptions.STRENGTH);
        add(words, "--response", response, ValidationOptions.RESPONSE);
        add(words, "--bootstraps", bootstraps, ValidationOptions.BOOTSTRAPS);
        paired.ifPresent(number -> words.addAll(List.of("--paired", number.toString())));
        toys.ifPresent(number -> words.addAll(List.of("--toys", number.toString())));
        if (strict) {
            words.add("--strict");
        }
        return "stopped; `%s` goes on with the unfoldings that are missing".formatted(ShellCommand.of(words));
    }

    private static void add(List<String> words, String option, Number value, Number unsaid) {
        if (!value.equals(unsaid)) {
            words.addAll(List.of(option, value.toString()));
        }
    }

    private static OptionalInt given(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private ValidationOptions options() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        tests.ifPresentOrElse(
                names -> CommaList.of(names, "--tests").forEach(name -> kinds.add(ValidationOptions.kind(name))),
                () -> kinds.addAll(EnumSet.allOf(Kind.class)));
        return new ValidationOptions(
                kinds,
                observables.map(names -> CommaList.of(names, "--observables")).orElse(List.of()),
                pairs.map(names -> CommaList.of(names, "--pairs")).orElse(List.of()),
                strength,
                response,
                bootstraps,
                given(paired),
                given(toys));
    }

    private void tell(Validation.Outcome outcome) {
        PrintWriter text = spec.commandLine().getOut();
        var table = new TextTable("test", "of", "verdict", "why");
        for (ValidationTest test : outcome.tests()) {
            table.row(
                    ValidationOptions.name(test.kind()),
                    test.name(),
                    test.verdict().words(),
                    test.reason());
        }
        table.print(text);
        text.println("validation   " + outcome.folder().resolve("index.html"));
    }
}
