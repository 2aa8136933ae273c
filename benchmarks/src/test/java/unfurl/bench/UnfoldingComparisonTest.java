package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.NumericalException;
import unfurl.formats.Document;
import unfurl.unfold.Stage;

class UnfoldingComparisonTest {
    @Test
    @DisplayName("the error of a difference is that of two independent excesses of the measure's size")
    void error() {
        var pair = new UnfoldingComparison.Pair(1, Stage.STEP_1, 30e-6, 40e-6);
        double each = UnfoldingComparison.SCATTER * 30e-6;
        assertThat(pair.error() * pair.error()).isCloseTo(2 * each * each, within(1e-22));
    }

    @Test
    @DisplayName(
            "three cold epochs a step, better than 23 on average, are found worse where their errors have added up")
    void addedUp() {
        // The excesses × 10⁶ of both recipes in the results of commit 29ed214; means 72 and 68.
        double[] published = {143, 47, 103, 63, 74, 76, 32, 81, 11, 92};
        double[] threeEpochs = {77, 30, 49, 48, 32, 73, 56, 137, 17, 163};
        var steps = IntStream.range(0, 10)
                .mapToObj(i -> new UnfoldingComparison.Pair(
                        1 + i / 2,
                        i % 2 == 0 ? Stage.STEP_1 : Stage.STEP_2,
                        1e-6 * published[i],
                        1e-6 * threeEpochs[i]))
                .toList();
        assertThat(steps.stream().map(UnfoldingComparison.Pair::worse))
                .containsExactly(false, false, false, false, false, false, true, true, true, true);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 60e-6, 100e-6, 110e-6})
    @DisplayName("a step is no worse where it exceeds less, as much, or more by less than chance")
    void noWorse(double excess) {
        UnfoldingComparison comparison = comparison(excess);
        assertThat(comparison.worse()).isFalse();
        assertThat(comparison.verdict()).contains("no worse");
        assertThatCode(comparison::requireNoWorse).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(doubles = {170e-6, 1, Double.NaN, Double.POSITIVE_INFINITY})
    @DisplayName("a step that exceeds by more than chance, or by no number, is worse, though the mean of all is less")
    void worse(double excess) {
        UnfoldingComparison comparison = comparison(excess);
        assertThat(comparison.steps())
                .extracting(UnfoldingComparison.Pair::worse)
                .containsExactly(false, true);
        assertThatThrownBy(comparison::requireNoWorse)
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("recipe judged")
                .hasMessageContaining("iteration 1, step2")
                .hasMessageNotContaining("step1:")
                .hasMessageContaining("no time is given");
    }

    /// A first step far better than its measure, a second one that exceeds by as much as is asked for.
    private static UnfoldingComparison comparison(double second) {
        return UnfoldingComparison.of(result("measure", 1000e-6, 100e-6), result("judged", 0, second));
    }

    @Test
    @DisplayName("a recipe that is worse is shown with the verdict and without a time, to persons and to programs")
    void noTime() {
        UnfoldingAnswer answer = answer(170e-6);
        assertThat(printed(answer))
                .contains("measure: 12.5 s", "judged: no time", "judged is worse than measure")
                .containsPattern("step2 +0.000100 +0.000170 +0.000070 .* worse");
        List<Document> results = answer.document().get("results").list();
        assertThat(results.get(0).find("seconds").isPresent()).isTrue();
        assertThat(results.get(1).find("seconds").isPresent()).isFalse();
        Document comparison = answer.document().get("comparisons").list().getFirst();
        assertThat(comparison.get("worse").flag()).isTrue();
        assertThatThrownBy(answer::requireNoWorse).isInstanceOf(NumericalException.class);
    }

    @Test
    @DisplayName("a recipe that is no worse is shown with the verdict and its time")
    void time() {
        UnfoldingAnswer answer = answer(90e-6);
        assertThat(printed(answer)).contains("judged: 12.5 s", "judged is no worse than measure");
        assertThatCode(answer::requireNoWorse).doesNotThrowAnyException();
    }

    private static UnfoldingAnswer answer(double second) {
        var results = List.of(result("measure", 1000e-6, 100e-6), result("judged", 500e-6, second));
        return new UnfoldingAnswer(1000, 1, 1, 1, results, OptionalLong.empty());
    }

    private static String printed(UnfoldingAnswer answer) {
        var out = new StringWriter();
        answer.print(new PrintWriter(out, true));
        return out.toString();
    }

    private static UnfoldingMeasurement.Result result(String name, double first, double second) {
        UnfoldingRecipe as = UnfoldingRecipe.PUBLISHED;
        var steps = List.of(step(Stage.STEP_1, first), step(Stage.STEP_2, second));
        return new UnfoldingMeasurement.Result(
                new UnfoldingRecipe(name, as.first(), as.later()), 12.5, steps, List.of());
    }

    private static UnfoldingMeasurement.StepResult step(Stage stage, double excess) {
        return new UnfoldingMeasurement.StepResult(1, stage, 0.65, 0.65, excess, 1e-3);
    }
}
