package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unfurl.NumericalException;
import unfurl.bench.UnfoldingMeasurement.StepResult;
import unfurl.cli.TextTable;
import unfurl.formats.Document;
import unfurl.unfold.Stage;

/// Whether one recipe's losses are no worse than another's, step by step, over the same events.
///
/// Chance is what other first parameters, orders and validation events change. Between seeds an excess has a
/// standard deviation of [#SCATTER] times itself, so that the difference of two recipes that are equally good
/// has √2·SCATTER times the measure's. The events are the same for both and add nothing to it.
///
/// @param first the recipe that is the measure
/// @param other the one that is judged
/// @param steps in order
record UnfoldingComparison(String first, String other, List<Pair> steps) {
    /// The relative standard deviation of one excess between seeds: `docs/decisions/0015-few-passes.md`.
    static final double SCATTER = 0.1;

    /// How many standard deviations are chance.
    private static final double DEVIATIONS = 2;

    /// The two excesses of a step.
    ///
    /// @param first of the recipe that is the measure
    /// @param other of the one that is judged
    record Pair(int iteration, Stage stage, double first, double other) {
        /// The standard deviation of the difference, were both equally good.
        double error() {
            return Math.sqrt(2) * SCATTER * first;
        }

        /// Whether the judged one exceeds the other by more than chance, or is no number.
        boolean worse() {
            return !(other - first <= DEVIATIONS * error());
        }
    }

    UnfoldingComparison {
        steps = List.copyOf(steps);
    }

    static UnfoldingComparison of(UnfoldingMeasurement.Result first, UnfoldingMeasurement.Result other) {
        var steps = new ArrayList<Pair>();
        for (int i = 0; i < first.steps().size(); i++) {
            StepResult a = first.steps().get(i);
            StepResult b = other.steps().get(i);
            steps.add(new Pair(a.iteration(), a.stage(), a.excess(), b.excess()));
        }
        return new UnfoldingComparison(first.recipe().name(), other.recipe().name(), steps);
    }

    boolean worse() {
        return steps.stream().anyMatch(Pair::worse);
    }

    /// @throws NumericalException when a step is worse beyond chance
    void requireNoWorse() {
        List<String> worse = steps.stream()
                .filter(Pair::worse)
                .map(pair -> "iteration %d, %s: %.3g against %.3g ± %.2g"
                        .formatted(pair.iteration(), pair.stage().label(), pair.other(), pair.first(), pair.error()))
                .toList();
        if (!worse.isEmpty()) {
            throw new NumericalException(
                    "the losses of recipe %s exceed the best ones by more than those of %s: %s; no time is given"
                            .formatted(other, first, String.join("; ", worse)));
        }
    }

    /// For a person.
    String verdict() {
        return worse()
                ? "%s is worse than %s by more than chance: no time".formatted(other, first)
                : "%s is no worse than %s in any step, but for chance".formatted(other, first);
    }

    Map<String, Object> document() {
        return Document.entries(
                "measure", first,
                "judged", other,
                "scatter", SCATTER,
                "worse", worse(),
                "steps", steps.stream().map(UnfoldingComparison::document).toList());
    }

    private static Map<String, Object> document(Pair pair) {
        return Document.entries(
                "iteration", pair.iteration(),
                "step", pair.stage().label(),
                "measureExcess", pair.first(),
                "judgedExcess", pair.other(),
                "difference", pair.other() - pair.first(),
                "error", pair.error(),
                "worse", pair.worse());
    }

    TextTable table() {
        var table = new TextTable(">iteration", "step", ">" + first, ">" + other, ">difference", ">error", "verdict");
        for (Pair pair : steps) {
            table.row(
                    Integer.toString(pair.iteration()),
                    pair.stage().label(),
                    Decimals.of(pair.first(), UnfoldingAnswer.DECIMALS),
                    Decimals.of(pair.other(), UnfoldingAnswer.DECIMALS),
                    Decimals.of(pair.other() - pair.first(), UnfoldingAnswer.DECIMALS),
                    Decimals.of(pair.error(), UnfoldingAnswer.DECIMALS),
                    pair.worse() ? "worse" : "no worse");
        }
        return table;
    }
}
