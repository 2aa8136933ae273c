package unfurl.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.InputException;
import unfurl.cli.Answer;
import unfurl.cli.Shown;
import unfurl.formats.Document;

/// `unfurl bench all`: every benchmark, with its results in a folder.
@Command(
        name = "all",
        description = {
            "Runs every benchmark and writes the results into a folder, NAME.json and NAME.txt for each.",
            "",
            "It takes 30 to 40 minutes on two quiet cores, with --quick some minutes. Nothing else should run."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench all --out benchmarks/results")
final class AllCommand implements Runnable {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the results; made when missing, and results of the same name replaced.")
    private Path out;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Some of them, with commas between: train, profile, …; if not given, all.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Fewer events and epochs: whether everything works, not how fast.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Consumer<Results>> benchmarks = benchmarks(err);
        only.stream().filter(name -> !benchmarks.containsKey(name)).forEach(name -> {
            throw InputException.notFound("benchmark", name, "bench all", "--only", benchmarks.keySet());
        });
        var results = new Results(out);
        benchmarks.forEach((name, benchmark) -> {
            if (only.isEmpty() || only.contains(name)) {
                double start = Clock.WALL.now();
                benchmark.accept(results);
                err.println("%s took %s".formatted(name, Shown.time(Clock.WALL.now() - start)));
            }
        });
    }

    /// Each by its name, in the order that they run.
    private Map<String, Consumer<Results>> benchmarks(PrintWriter err) {
        int rows = quick ? 50_000 : 200_000;
        var all = new LinkedHashMap<String, Consumer<Results>>();
        put(all, "train", () -> new TrainReport(trainings(rows, err)));
        put(all, "profile", () -> profile(rows, err));
        put(all, "members", () -> new MembersReport(members(rows, err)));
        put(all, "evaluate", () -> new EvaluateReport(evaluations(quick ? 1_000_000 : 10_000_000, err)));
        put(all, "clouds", () -> CloudsCommand.measure(quick ? 8_000 : 20_000, quick ? 6 : 30, 8));
        if (TorchPlatform.supported()) {
            put(all, "peers", () -> peers(rows, err));
        } else {
            all.put("peers", results -> err.println("peers is left out: PyTorch's libraries are for Linux on x86-64"));
        }
        put(all, "kernels", () -> KernelsCommand.measure(quick));
        put(all, "statistics", () -> StatisticsCommand.measure(quick ? 50_000 : 418_000, 2, quick ? 1 : 5));
        all.put("scaling", results -> {
            ScalingAnswer scaling = ScalingCommand.measure(quick, err);
            ScalingCommand.write(scaling, results);
            tell("scaling", scaling);
        });
        put(all, "memory", () -> new MemoryReport(memory(quick ? 1_000_000 : 10_000_000, err)));
        put(all, "explorer-start", () -> ExplorerStartCommand.measure(quick ? 50_000 : 418_000, quick ? 1 : 5));
        put(all, "startup", () -> StartupCommand.measure(quick ? 2 : 7));
        put(all, "omnifold-4d", this::unfolding);
        return all;
    }

    private Answer profile(int rows, PrintWriter err) {
        return new ProfileReport(ProfileCommand.suite(Subject.WIDE.workload(rows, 1, 10), quick ? 2 : 5, err));
    }

    private Answer peers(int rows, PrintWriter err) {
        return new PeersReport(PeersCommand.suite(Subject.WIDE.workload(rows, 1, 3), quick ? 1 : 5, err));
    }

    private Answer unfolding() {
        UnfoldingAnswer answer = UnfoldingCommand.measure(quick ? 50_000 : 1_000_000, 5, 1, 2, recipes());
        answer.requireNoWorse();
        return answer;
    }

    private List<UnfoldingRecipe> recipes() {
        return quick
                ? List.of(UnfoldingRecipe.OPTIMISED)
                : List.of(UnfoldingRecipe.PUBLISHED, UnfoldingRecipe.OPTIMISED);
    }

    private void put(Map<String, Consumer<Results>> all, String name, Supplier<Answer> benchmark) {
        all.put(name, results -> {
            Answer answer = benchmark.get();
            results.write(name, answer);
            tell(name, answer);
        });
    }

    private void tell(String name, Answer answer) {
        PrintWriter words = spec.commandLine().getOut();
        words.println("== " + name);
        answer.print(words);
        words.println();
        words.flush();
    }

    private List<Document> trainings(int rows, PrintWriter err) {
        var documents = new ArrayList<Document>();
        for (Subject subject : Subject.ALL) {
            documents.add(training(subject.workload(rows, 1, 10), err));
        }
        for (Subject subject : List.of(Subject.WIDE, Subject.PUBLISHED)) {
            documents.add(training(subject.workload(rows, 2, 10), err));
        }
        return documents;
    }

    private static Document training(Workload work, PrintWriter err) {
        return child(work.arguments("train", "--format", "json"), err);
    }

    private List<Document> members(int rows, PrintWriter err) {
        Object[] more = quick
                ? new Object[] {"--rounds", 2, "--warm-up", 2, "--format", "json"}
                : new Object[] {"--format", "json"};
        return Stream.of(Subject.WIDE, Subject.PUBLISHED)
                .flatMap(subject -> results(subject.workload(rows, 2, 10).arguments("members", more), err))
                .toList();
    }

    private List<Document> evaluations(int events, PrintWriter err) {
        return Subject.ALL.stream()
                .map(subject -> List.of(
                        subject.network().toString(), subject.activation().toString()))
                .distinct()
                .flatMap(one -> results(
                        List.of(
                                "bench",
                                "evaluate",
                                "--format",
                                "json",
                                "--network",
                                one.getFirst(),
                                "--activation",
                                one.getLast(),
                                "--events",
                                Integer.toString(events),
                                "--rounds",
                                quick ? "2" : "5"),
                        err))
                .toList();
    }

    /// One network and two, as the launcher runs them, and two in less and in more room.
    private static List<Document> memory(int rows, PrintWriter err) {
        return List.of(
                MemoryCommand.measure(rows, "2400m", 2, 1, err),
                MemoryCommand.measure(rows, "2400m", 2, 2, err),
                MemoryCommand.measure(rows, "2000m", 2, 2, err),
                MemoryCommand.measure(rows, "3g", 2, 2, err));
    }

    private static Stream<Document> results(List<String> arguments, PrintWriter err) {
        return child(arguments, err).get("results").list().stream();
    }

    private static Document child(List<String> arguments, PrintWriter err) {
        return new Child(arguments, Map.of(), List.of(), err).run();
    }
}
