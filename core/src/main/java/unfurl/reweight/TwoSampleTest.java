package unfurl.reweight;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import unfurl.InputException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.TrainingOptions;

/// The classifier two-sample test: whether two weighted samples follow one distribution, of all features
/// together. A classifier that tells them apart on events that it was not trained on says that they do not.
///
/// The statistic is t = (area under the curve − 0.5)/error, and its distribution under the hypothesis is that
/// of permutations: the held-out events keep their scores and weights and change their samples. It is exact
/// where all weights are equal, and right for many events otherwise, also when the samples' weights vary
/// differently, since each t has the error of its own permutation. What the weights themselves may be wrong by
/// is not known to it: it treats the events as independent and the weights as given.
///
/// Source: D. Lopez-Paz, M. Oquab, ICLR 2017, arXiv:1610.06545, section 3, with the area under the curve for
/// the accuracy; E. Chung, J. P. Romano, Ann. Statist. 41 (2013) 484, arXiv:1304.5939, for t.
///
/// @param area            under the curve of the held-out events
/// @param pValue          the part of the permutations, the data among them, with a t at least as large; no
///                        smaller than 1/(permutations + 1)
/// @param permutations    how many were drawn
/// @param numeratorNEff   effective number of held-out events of the numerator
/// @param denominatorNEff the same of the denominator
public record TwoSampleTest(
        AreaUnderCurve area, double pValue, int permutations, double numeratorNEff, double denominatorNEff) {
    /// How many permutations [#of(HeldOut, Seed, Workers)] draws.
    public static final int PERMUTATIONS = 999;

    /// Events of a sample below which there is no test; about half of them are held out.
    public static final int FEWEST = 100;

    private static final int MOST_BATCH = 512;
    private static final int LEAST_BATCH = 32;
    private static final int STEPS = 1500;
    private static final int LEAST_EPOCHS = 10;
    private static final int MOST_EPOCHS = 40;

    /// The test of the events that a classifier was not trained on.
    ///
    /// @throws InputException when one of the samples has too few of them
    /// @throws unfurl.NumericalException when the weights of a sample do not sum to more than 0
    public static TwoSampleTest of(HeldOut classified, Seed seed, Workers workers) {
        requireEnough(classified.sample());
        Weights numerator = classified.sample().numerator().where(classified.events());
        Weights denominator = classified.sample().denominator().where(classified.events());
        Ranking ranking = Ranking.of(classified.events(), classified.score());
        double[] weights = weights(ranking, numerator, denominator);
        int first = count(denominator);
        AreaUnderCurve area = classified.area();
        double[] drawn = new double[PERMUTATIONS];
        workers.run(
                PERMUTATIONS,
                block -> drawn[block] =
                        permuted(ranking, weights, first, seed.child(block)).deviations());
        long above = Arrays.stream(drawn).filter(t -> t >= area.deviations()).count();
        return new TwoSampleTest(
                area, (1.0 + above) / (PERMUTATIONS + 1), PERMUTATIONS, numerator.nEff(), denominator.nEff());
    }

    /// Each event's weight, with a mean of 1 in each sample: their units may differ.
    private static double[] weights(Ranking ranking, Weights numerator, Weights denominator) {
        double[] up = ranking.inOrder(numerator.times(count(numerator) / numerator.sum()));
        double[] down = ranking.inOrder(denominator.times(count(denominator) / denominator.sum()));
        double[] weights = new double[ranking.size()];
        for (int i = 0; i < weights.length; i++) {
            if (up[i] != 0 && down[i] != 0) {
                throw new IllegalArgumentException("an event of both samples cannot change its sample");
            }
            weights[i] = up[i] + down[i];
        }
        return weights;
    }

    private static int count(Weights weights) {
        return Mask.of(weights.size(), i -> weights.get(i) != 0).count();
    }

    /// Refuses samples that are too small for a test, before anything is trained.
    ///
    /// @throws InputException when one of the two has fewer than [#FEWEST] events
    public static void requireEnough(RatioSample sample) {
        int fewest = Math.min(count(sample.numerator()), count(sample.denominator()));
        if (fewest < FEWEST) {
            throw new InputException("one of the two samples has %d events, and a classifier test needs %d of each"
                    .formatted(fewest, FEWEST));
        }
    }

    /// The area when the first events of a random order are the first sample.
    private static AreaUnderCurve permuted(Ranking ranking, double[] weights, int first, Seed seed) {
        int[] order = seed.permutation(weights.length);
        double[] low = new double[weights.length];
        double[] high = new double[weights.length];
        for (int i = 0; i < order.length; i++) {
            (i < first ? low : high)[order[i]] = weights[order[i]];
        }
        return ranking.area(low, high);
    }

    /// A small classifier for a number of events: two layers of 64, some 1500 steps or at least ten passes.
    ///
    /// @param events of both samples together
    public static RatioEstimator network(int events) {
        int trained = Math.max(1, events / 2);
        int batch = Math.clamp(trained / 20, LEAST_BATCH, MOST_BATCH);
        int epochs = Math.clamp((long) STEPS * batch / trained, LEAST_EPOCHS, MOST_EPOCHS);
        return new NetworkEstimator(
                new NetworkShape.Dense(List.of(64, 64), Activation.SILU),
                TrainingOptions.defaults().withBatchSize(batch).withEpochs(epochs, epochs),
                1,
                0.2,
                false,
                OptionalDouble.empty());
    }
}
