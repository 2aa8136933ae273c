package unfurl.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import unfurl.NumericalException;
import unfurl.cli.Answer;
import unfurl.cli.Shown;
import unfurl.cli.TextTable;
import unfurl.formats.Document;

/// The 4-D unfolding, by one recipe or two.
///
/// @param events     of data and of simulation, each
/// @param iterations of the unfolding
/// @param seed       of the events; the trainings have the next one
/// @param threads    that worked
/// @param results    in order; the first is the measure of the others
/// @param memory     the process's peak in bytes, where known
record UnfoldingAnswer(
        int events,
        int iterations,
        long seed,
        int threads,
        List<UnfoldingMeasurement.Result> results,
        OptionalLong memory)
        implements Answer {
    /// The published run: one A100, 1M + 1M events, 5 iterations, 230 epochs.
    private static final double PUBLISHED_SECONDS = 2687;

    /// Of losses and moments.
    static final int DECIMALS = 6;

    @Override
    public Document document() {
        var out = Document.entries(
                "events", events,
                "iterations", iterations,
                "seed", seed,
                "threads", threads,
                "network", "4-64-128-64-1 GELU",
                "publishedSeconds", PUBLISHED_SECONDS,
                "results", results.stream().map(this::document).toList(),
                "comparisons",
                        comparisons().stream()
                                .map(UnfoldingComparison::document)
                                .toList());
        memory.ifPresent(bytes -> out.put("peakMemoryBytes", bytes));
        out.put("machine", Machine.document());
        return Document.of("bench omnifold-4d", out);
    }

    /// Every further recipe beside the first.
    private List<UnfoldingComparison> comparisons() {
        return results.stream()
                .skip(1)
                .map(other -> UnfoldingComparison.of(results.getFirst(), other))
                .toList();
    }

    /// @throws NumericalException when a further recipe is worse than the first beyond chance
    void requireNoWorse() {
        comparisons().forEach(UnfoldingComparison::requireNoWorse);
    }

    /// Whether a recipe gets no time.
    private boolean worse(UnfoldingMeasurement.Result result) {
        return UnfoldingComparison.of(results.getFirst(), result).worse();
    }

    private Map<String, Object> document(UnfoldingMeasurement.Result result) {
        var out = Document.entries(
                "recipe", result.recipe().document(), "epochs", result.recipe().epochs(iterations));
        if (!worse(result)) {
            out.put("seconds", result.seconds());
        }
        out.putAll(Document.entries(
                "steps", result.steps().stream().map(UnfoldingAnswer::document).toList(),
                "moments",
                        result.moments().stream().map(UnfoldingAnswer::document).toList()));
        return out;
    }

    private static Map<String, Object> document(UnfoldingMeasurement.StepResult step) {
        return Document.entries(
                "iteration", step.iteration(),
                "step", step.stage().label(),
                "validationLoss", step.loss(),
                "bestLoss", step.best(),
                "excess", step.excess(),
                "allowedExcess", step.allowed());
    }

    private static Map<String, Object> document(UnfoldingMeasurement.Moments moments) {
        return Document.entries(
                "exactMean", moments.mean(),
                "exactStd", moments.std(),
                "meanDeviation", moments.meanError(),
                "stdDeviation", moments.stdError());
    }

    @Override
    public void print(PrintWriter out) {
        out.format(
                Locale.ROOT,
                "4-D Gaussian, %s + %s events, 4-64-128-64-1 GELU, %s, %s%n",
                Shown.count(events),
                Shown.count(events),
                Shown.plural(iterations, "iteration"),
                Shown.plural(threads, "thread"));
        results.forEach(result -> print(result, out));
        for (UnfoldingComparison comparison : comparisons()) {
            out.format("%nexcess of %s beside %s%n", comparison.other(), comparison.first());
            comparison.table().print(out);
            out.println(comparison.verdict());
        }
        memory.ifPresent(bytes -> out.format(Locale.ROOT, "%nmemory %.0f MB at most%n", bytes * 1e-6));
        out.format(
                Locale.ROOT, "published, on one A100, with 1M + 1M events and 230 epochs: %.0f s%n", PUBLISHED_SECONDS);
    }

    private void print(UnfoldingMeasurement.Result result, PrintWriter out) {
        UnfoldingRecipe recipe = result.recipe();
        out.format(
                Locale.ROOT,
                "%n%s: %s; %d epochs in all, batch %d%n",
                recipe.name(),
                worse(result) ? "no time, see below" : String.format(Locale.ROOT, "%.1f s", result.seconds()),
                recipe.epochs(iterations),
                StepTraining.BATCH);
        out.format("  first iteration   %s%n", recipe.first().words());
        out.format("  later iterations  %s%n", recipe.later().words());
        steps(result).print(out);
        out.println();
        moments(result).print(out);
    }

    private static TextTable steps(UnfoldingMeasurement.Result result) {
        var table = new TextTable(">iteration", "step", ">validation loss", ">best possible", ">excess", ">allowed");
        result.steps()
                .forEach(step -> table.row(
                        Integer.toString(step.iteration()),
                        step.stage().label(),
                        Decimals.of(step.loss(), DECIMALS),
                        Decimals.of(step.best(), DECIMALS),
                        Decimals.of(step.excess(), DECIMALS),
                        Decimals.of(step.allowed(), DECIMALS)));
        return table;
    }

    private static TextTable moments(UnfoldingMeasurement.Result result) {
        var table =
                new TextTable(">iteration", ">exact mean", ">largest deviation", ">exact std", ">largest deviation");
        for (int i = 0; i < result.moments().size(); i++) {
            UnfoldingMeasurement.Moments moments = result.moments().get(i);
            table.row(
                    Integer.toString(i + 1),
                    Decimals.of(moments.mean(), DECIMALS),
                    Decimals.of(moments.meanError(), DECIMALS),
                    Decimals.of(moments.std(), DECIMALS),
                    Decimals.of(moments.stdError(), DECIMALS));
        }
        return table;
    }
}
