package unfurl.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import unfurl.formats.Document;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.NetworkEstimator;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;

/// How the networks of the 4-D unfolding are trained.
///
/// @param name         in results
/// @param epochs       of each step
/// @param batch        events of a step of the optimiser
/// @param learningRate of AdamW
/// @param course       of the learning rate
/// @param averaging    over about how many of the last epochs the parameters are averaged
/// @param validation   share of the events that validate
record UnfoldingRecipe(
        String name, int epochs, int batch, double learningRate, Course course, double averaging, double validation) {
    /// The published number of epochs, 46 an iteration, and batches of 512. How the epochs are shared between the
    /// two steps, the learning rate and its course are not published: evenly, and Adam's usual ones, halved on
    /// plateaus.
    static final UnfoldingRecipe PUBLISHED = new UnfoldingRecipe("published", 23, 512, 1e-3, Course.PLATEAU, 0, 0.2);

    /// Few epochs with the learning rate up and down once, and the average of the last parameters: no
    /// worse a loss.
    static final UnfoldingRecipe OPTIMISED = new UnfoldingRecipe("optimised", 3, 512, 6e-3, Course.ONE_CYCLE, 0.3, 0.1);

    OmniFold method() {
        var options = TrainingOptions.defaults()
                .withBatchSize(batch)
                .withEpochs(epochs, epochs)
                .withLearningRate(learningRate, course.schedule())
                .withAveraging(averaging);
        var shape = new NetworkShape.Dense(List.of(64, 128, 64), Activation.GELU);
        var estimator = new NetworkEstimator(shape, options, 1, validation, false, OptionalDouble.empty());
        return new OmniFold(estimator, estimator, Misses.STEP_1B, 0);
    }

    Map<String, Object> document() {
        return Document.entries(
                "name", name,
                "epochsPerStep", epochs,
                "batch", batch,
                "learningRate", learningRate,
                "schedule", course,
                "averaging", averaging,
                "validation", validation);
    }
}
