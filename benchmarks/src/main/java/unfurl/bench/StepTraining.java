package unfurl.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import unfurl.cli.Shown;
import unfurl.formats.Document;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.NetworkEstimator;

/// How the network of one step of the 4-D unfolding is trained.
///
/// @param epochs       at least 1
/// @param learningRate of AdamW
/// @param course       of the learning rate
/// @param averaging    over about how many of the last epochs the parameters are averaged
/// @param warmStart    whether it goes on from the network of the same step one iteration earlier
record StepTraining(int epochs, double learningRate, Course course, double averaging, boolean warmStart) {
    static final int BATCH = 512;

    /// Share of the events that validate, the same for every recipe.
    static final double VALIDATION = 0.2;

    NetworkEstimator estimator() {
        var options = TrainingOptions.defaults()
                .withBatchSize(BATCH)
                .withEpochs(epochs, epochs)
                .withLearningRate(learningRate, course.schedule())
                .withAveraging(averaging);
        var shape = new NetworkShape.Dense(List.of(64, 128, 64), Activation.GELU);
        return new NetworkEstimator(shape, options, 1, VALIDATION, warmStart, OptionalDouble.empty());
    }

    Map<String, Object> document() {
        return Document.entries(
                "epochs", epochs,
                "learningRate", learningRate,
                "schedule", course,
                "averaging", averaging,
                "warmStart", warmStart);
    }

    /// For a person.
    String words() {
        String mean = averaging > 0 ? ", averaged over " + averaging : "";
        return String.format(
                Locale.ROOT,
                "%s a step, rate %s %s%s%s",
                Shown.plural(epochs, "epoch"),
                learningRate,
                course,
                mean,
                warmStart ? ", from the network before" : "");
    }
}
