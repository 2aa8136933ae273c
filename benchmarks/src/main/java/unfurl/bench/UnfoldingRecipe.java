package unfurl.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;

/// How the networks of the 4-D unfolding are trained.
///
/// @param name     in results
/// @param detector training of step 1 in iteration 1, 2, …; the last one is also that of all further iterations
/// @param particle the same of step 2
record UnfoldingRecipe(String name, List<StepTraining> detector, List<StepTraining> particle) {
    /// The published number of epochs, 46 an iteration, and batches of 512. How the epochs are shared between the
    /// two steps, the learning rate and its course are not published: evenly, and Adam's usual ones, halved on
    /// plateaus.
    static final UnfoldingRecipe PUBLISHED = new UnfoldingRecipe(
            "published",
            List.of(new StepTraining(23, 1e-3, Course.PLATEAU, 0, false)),
            List.of(new StepTraining(23, 1e-3, Course.PLATEAU, 0, false)));

    /// The first iteration learns the whole ratio, in three epochs with the learning rate up and down once.
    /// Then step 1 has less and less to learn but noise: one epoch at a third of the rate. Step 2 goes on from
    /// its network of the iteration before, which gives the push weights that the new ones differ from by
    /// little.
    static final UnfoldingRecipe OPTIMISED = new UnfoldingRecipe(
            "optimised",
            List.of(
                    new StepTraining(3, 6e-3, Course.ONE_CYCLE, 0.3, false),
                    new StepTraining(1, 2e-3, Course.ONE_CYCLE, 0.5, false)),
            List.of(
                    new StepTraining(3, 6e-3, Course.ONE_CYCLE, 0.3, false),
                    new StepTraining(1, 2e-3, Course.ONE_CYCLE, 0.5, true)));

    UnfoldingRecipe {
        detector = List.copyOf(detector);
        particle = List.copyOf(particle);
    }

    /// How an iteration is done.
    ///
    /// @param iteration from 1
    OmniFold method(int iteration) {
        return new OmniFold(
                at(detector, iteration).estimator(), at(particle, iteration).estimator(), Misses.STEP_1B, 0);
    }

    /// The epochs of both steps of that many iterations.
    int epochs(int iterations) {
        return IntStream.rangeClosed(1, iterations)
                .map(i -> at(detector, i).epochs() + at(particle, i).epochs())
                .sum();
    }

    private static StepTraining at(List<StepTraining> trainings, int iteration) {
        return trainings.get(Math.min(iteration, trainings.size()) - 1);
    }

    Map<String, Object> document() {
        return Document.entries(
                "name",
                name,
                "batch",
                StepTraining.BATCH,
                "validation",
                StepTraining.VALIDATION,
                "step1",
                detector.stream().map(StepTraining::document).toList(),
                "step2",
                particle.stream().map(StepTraining::document).toList());
    }
}
