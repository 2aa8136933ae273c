package unfurl.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.cli.Answer;
import unfurl.cli.Shown;
import unfurl.formats.Document;
import unfurl.nn.Activation;
import unfurl.nn.Schedule;

/// `unfurl bench all`: every benchmark, with its results in a folder.
@Command(
        name = "all",
        description = {
            "Runs every benchmark and writes the results into a folder, NAME.json and NAME.txt for each.",
            "",
            "It takes 15 to 25 minutes on two quiet cores, with --quick about three. Nothing else should run."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench all --out benchmarks/results")
final class AllCommand implements Runnable {
    /// Network, activation, batch, threads, networks: two on two threads compare with two on one.
    private static final List<List<String>> TRAININGS = List.of(
            List.of("24-100-100-100-1", "relu", "4096", "1", "1"),
            List.of("24-100-100-100-1", "relu", "512", "1", "1"),
            List.of("4-64-128-64-1", "gelu", "2048", "1", "1"),
            List.of("4-64-128-64-1", "gelu", "512", "1", "1"),
            List.of("10-30-30-30-30-30-1", "relu", "4096", "1", "1"),
            List.of("24-100-100-100-1", "relu", "4096", "2", "1"),
            List.of("4-64-128-64-1", "gelu", "512", "2", "1"),
            List.of("24-100-100-100-1", "relu", "4096", "1", "2"),
            List.of("24-100-100-100-1", "relu", "4096", "2", "2"),
            List.of("4-64-128-64-1", "gelu", "512", "1", "2"),
            List.of("4-64-128-64-1", "gelu", "512", "2", "2"));

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the results; made when missing, and results of the same name replaced.")
    private Path out;

    @Option(names = "--quick", description = "Fewer events and epochs: whether everything works, not how fast.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var results = new Results(out);
        PrintWriter err = spec.commandLine().getErr();
        int rows = quick ? 50_000 : 200_000;
        put(results, "train", () -> new TrainReport(trainings(rows, err)));
        put(results, "clouds", () -> CloudsCommand.measure(8_000, 30, 8));
        put(results, "peers", () -> new PeersReport(PeersCommand.suite(peers(rows), quick ? 1 : 5, err)));
        put(results, "kernels", () -> KernelsCommand.measure(quick));
        put(results, "statistics", () -> StatisticsCommand.measure(quick ? 50_000 : 418_000, 2, quick ? 1 : 5));
        ScalingAnswer scaling = ScalingCommand.measure(quick, err);
        ScalingCommand.write(scaling, results);
        tell("scaling", scaling);
        put(results, "memory", () -> MemoryCommand.measure(quick ? 1_000_000 : 10_000_000, "2400m", 2, err));
        put(results, "startup", () -> StartupCommand.measure(quick ? 2 : 7));
        put(results, "omnifold-4d", () -> UnfoldingCommand.measure(quick ? 50_000 : 1_000_000, 5, 2, recipes()));
    }

    private List<UnfoldingRecipe> recipes() {
        return quick
                ? List.of(UnfoldingRecipe.OPTIMISED)
                : List.of(UnfoldingRecipe.PUBLISHED, UnfoldingRecipe.OPTIMISED);
    }

    private void put(Results results, String name, Supplier<Answer> benchmark) {
        double start = Clock.WALL.now();
        Answer answer = benchmark.get();
        results.write(name, answer);
        tell(name, answer);
        spec.commandLine().getErr().println("%s took %s".formatted(name, Shown.time(Clock.WALL.now() - start)));
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
        for (List<String> one : TRAININGS) {
            List<String> arguments = Stream.of(
                            "bench",
                            "train",
                            "--format",
                            "json",
                            "--network",
                            one.get(0),
                            "--activation",
                            one.get(1),
                            "--batch",
                            one.get(2),
                            "--threads",
                            one.get(3),
                            "--members",
                            one.get(4),
                            "--rows",
                            rows,
                            "--epochs",
                            10)
                    .map(Object::toString)
                    .toList();
            documents.add(new Child(arguments, Map.of(), List.of(), err).run());
        }
        return documents;
    }

    private static Workload peers(int rows) {
        return new Workload(
                Widths.parse("24-100-100-100-1"), Activation.RELU, rows, 4096, 1, 3, 1e-3, new Schedule.Constant());
    }
}
