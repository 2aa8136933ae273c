package unfurl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.reweight.NetworkEstimator;

class UnfoldingRecipeTest {
    @Test
    @DisplayName("the published recipe has the published 230 epochs in 5 iterations, with batches of 512")
    void published() {
        assertThat(UnfoldingRecipe.PUBLISHED.epochs(5)).isEqualTo(230);
        assertThat(StepTraining.BATCH).isEqualTo(512);
    }

    @Test
    @DisplayName("every recipe holds back the same share of the events")
    void sameValidation() {
        for (UnfoldingRecipe recipe : List.of(UnfoldingRecipe.PUBLISHED, UnfoldingRecipe.OPTIMISED)) {
            for (int iteration = 1; iteration <= 5; iteration++) {
                var method = recipe.method(iteration);
                assertThat(List.of(method.detector(), method.particle()))
                        .allSatisfy(estimator -> assertThat(((NetworkEstimator) estimator).validation())
                                .isEqualTo(0.2));
            }
        }
    }

    @Test
    @DisplayName("the first iteration is trained in one way and every later one in another; epochs add up")
    void iterations() {
        var first = new StepTraining(4, 6e-3, Course.ONE_CYCLE, 0.3, false);
        var later = new StepTraining(1, 2e-3, Course.ONE_CYCLE, 0.5, true);
        var recipe = new UnfoldingRecipe("some", first, later);
        assertThat(recipe.method(1).detector()).isEqualTo(first.estimator());
        assertThat(recipe.method(1).particle()).isEqualTo(first.estimator());
        assertThat(recipe.method(2).detector()).isEqualTo(later.estimator());
        assertThat(recipe.method(7).particle()).isEqualTo(later.estimator());
        assertThat(recipe.epochs(3)).isEqualTo(4 + 4 + 2 * (1 + 1));
    }
}
