package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import unfurl.NumericalException;
import unfurl.cli.AnswerOption;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;

/// `unfurl bench omnifold-4d`: a whole unfolding whose time on one A100 is published.
@Command(
        name = "omnifold-4d",
        description = {
            "Unfolds a 4-D Gaussian of 1M + 1M events with the network 64-128-64 GELU: 5 iterations, 230 epochs, batch "
                    + "512, the workload whose time on one A100 is published.",
            "",
            "Gen N(0, 1), truth N(0.2, 0.8²), smearing 0.5 in each dimension; everything is detected, so an iteration "
                    + "is step 1 and step 2, each with 23 epochs. For each step the loss is compared with that of the "
                    + "exact iteration's ratio, so that the excess of a later step contains what earlier ones missed, "
                    + "and for each iteration mean and standard deviation with those of the exact one. A step that "
                    + "misses more than 1 %% of what the first one can learn gets no time."
        },
        footerHeading = "%nExample:%n",
        footer = "  unfurl bench omnifold-4d --threads 2 --optimised")
final class UnfoldingCommand implements Runnable {
    @Option(
            names = "--events",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Of data and of simulation, each; if not given, ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--iterations",
            defaultValue = "5",
            paramLabel = "N",
            description = "If not given, ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of the events; the trainings have the next one. If not given, ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--threads", defaultValue = "2", paramLabel = "N", description = "If not given, ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--optimised",
            description = "The same also with the trainings that reach no worse losses soonest, judged step by step: "
                    + "a step that is worse beyond chance ends it with exit code 3.")
    private boolean optimised;

    @Option(names = "--only-optimised", description = "Those trainings alone.")
    private boolean onlyOptimised;

    @Mixin
    private AnswerOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Workload.require(events >= 1000 && events <= 100_000_000, "--events", events, "1000 … 100000000");
        Workload.require(iterations >= 1 && iterations <= 100, "--iterations", iterations, "1 … 100");
        Workload.require(threads >= 1 && threads <= 1024, "--threads", threads, "1 … 1024");
        UnfoldingAnswer answer = measure(events, iterations, seed, threads, recipes());
        format.print(answer, spec.commandLine().getOut());
        answer.requireNoWorse();
    }

    /// @throws NumericalException when a step is not believed
    static UnfoldingAnswer measure(int events, int iterations, long seed, int threads, List<UnfoldingRecipe> recipes) {
        var results = new ArrayList<UnfoldingMeasurement.Result>();
        try (var workers = new Workers(threads)) {
            var measurement = UnfoldingMeasurement.of(events, iterations, seed, workers);
            for (UnfoldingRecipe recipe : recipes) {
                results.add(measurement.measure(recipe, FitProgress.NONE));
            }
        }
        return new UnfoldingAnswer(events, iterations, seed, threads, results, PeakMemory.bytes());
    }

    private List<UnfoldingRecipe> recipes() {
        if (onlyOptimised) {
            return List.of(UnfoldingRecipe.OPTIMISED);
        }
        return optimised
                ? List.of(UnfoldingRecipe.PUBLISHED, UnfoldingRecipe.OPTIMISED)
                : List.of(UnfoldingRecipe.PUBLISHED);
    }
}
