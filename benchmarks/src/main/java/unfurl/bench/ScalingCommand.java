package unfurl.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.cli.AnswerOption;

/// `unfurl bench scaling`: time and memory against events, features, width, networks and threads.
@Command(
        name = "scaling",
        description = {
            "Trains with more and more events, features, units, networks and threads and gives time and memory, each "
                    + "from a process of its own.",
            "",
            "Memory is the most that the process held at once, Java's own included, with a heap that is kept small."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench scaling --out benchmarks/results")
final class ScalingCommand implements Runnable {
    /// A heap that follows what is in it: otherwise the peak is that of Java's habits.
    private static final List<String> SMALL_HEAP =
            List.of("-Xms96m", "-Xmn32m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where the table (scaling.csv), the figures (scaling-AXIS.svg) and the answer are written too.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--quick", description = "Two points of each axis, with a quarter of the events.")
    private boolean quick;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Optional<Results> results = out.map(Results::new);
        ScalingAnswer answer = measure(quick, spec.commandLine().getErr());
        results.ifPresent(folder -> write(answer, folder));
        format.print(answer, spec.commandLine().getOut());
    }

    static ScalingAnswer measure(boolean quick, PrintWriter err) {
        var points = new ArrayList<ScalingAnswer.Point>();
        for (ScalingAxis axis : ScalingAxis.values()) {
            for (int value : axis.values(quick)) {
                var child = new Child(axis.arguments(value, quick), Map.of(), SMALL_HEAP, err);
                points.add(new ScalingAnswer.Point(axis, value, child.run()));
            }
        }
        return new ScalingAnswer(points);
    }

    static void write(ScalingAnswer answer, Results results) {
        results.write("scaling", answer);
        results.write("scaling.csv", answer.csv());
        answer.figures().forEach((axis, figure) -> results.write("scaling-%s.svg".formatted(axis), figure.svg()));
    }
}
