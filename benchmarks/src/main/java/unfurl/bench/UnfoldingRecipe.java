package unfurl.bench;

import java.util.Map;
import unfurl.formats.Document;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;

/// How the networks of the 4-D unfolding are trained, in both steps of an iteration alike.
///
/// @param name  in results
/// @param first in the first iteration
/// @param later in every further one
record UnfoldingRecipe(String name, StepTraining first, StepTraining later) {
    /// The published number of epochs, 46 an iteration, and batches of 512. How the epochs are shared between the
    /// two steps, the learning rate and its course are not published: evenly, and Adam's usual ones, halved on
    /// plateaus.
    static final UnfoldingRecipe PUBLISHED = new UnfoldingRecipe(
            "published",
            new StepTraining(23, 1e-3, Course.PLATEAU, 0, false),
            new StepTraining(23, 1e-3, Course.PLATEAU, 0, false));

    /// The first iteration learns the whole ratio, in three epochs with the learning rate up and down once. In
    /// later ones each step goes on from its network of the iteration before, from which the new one differs by
    /// little: one epoch at a third of the rate.
    static final UnfoldingRecipe OPTIMISED = new UnfoldingRecipe(
            "optimised",
            new StepTraining(3, 6e-3, Course.ONE_CYCLE, 0.3, false),
            new StepTraining(1, 2e-3, Course.ONE_CYCLE, 0.5, true));

    /// How an iteration is done.
    ///
    /// @param iteration from 1
    OmniFold method(int iteration) {
        var estimator = (iteration == 1 ? first : later).estimator();
        return new OmniFold(estimator, estimator, Misses.STEP_1B, 0);
    }

    /// The epochs of both steps of that many iterations.
    int epochs(int iterations) {
        return 2 * (first.epochs() + (iterations - 1) * later.epochs());
    }

    Map<String, Object> document() {
        return Document.entries(
                "name",
                name,
                "batch",
                StepTraining.BATCH,
                "validation",
                StepTraining.VALIDATION,
                "firstIteration",
                first.document(),
                "laterIterations",
                later.document());
    }
}
