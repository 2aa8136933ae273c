package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.Ratio;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioSample;

/// The rows from which the classifiers of a [LearnedResponse] learn: nominal events, several times over, with
/// parameters drawn for them, and the events of the samples with their own.
///
/// What is drawn is the parameters of random events of the samples, the same for all classifiers: where by chance some
/// are drawn more often, the ratio of two classifiers does not know of it.
final class ResponseTraining {
    private static final int MOST_COPIES = 4;

    private final RatioEstimator estimator;
    private final DetectorSample nominal;
    private final List<DetectorSample> samples;
    private final int copies;
    private final Seed seed;
    private final Workers workers;

    /// @param nominal with any parameters
    /// @param samples at least one
    ResponseTraining(
            RatioEstimator estimator,
            DetectorSample nominal,
            List<DetectorSample> samples,
            Seed seed,
            Workers workers) {
        this.estimator = estimator;
        this.nominal = nominal;
        this.samples = samples;
        this.seed = seed;
        this.workers = workers;
        int rows = samples.stream().mapToInt(DetectorSample::size).sum();
        this.copies = Math.clamp(rows / nominal.size(), 1, MOST_COPIES);
    }

    /// Learns the ratio of the samples to the nominal simulation.
    ///
    /// @param name     of its stream of random numbers
    /// @param features of a sample, without the parameters
    /// @param weight   of a sample's events; 0 for those that are not to be learned from
    /// @param normal   the weights of a sample whose mean says how much an event of it counts; parameters are drawn
    ///                 from the events that have one
    Ratio learn(
            String name,
            Function<DetectorSample, Features> features,
            Function<DetectorSample, Weights> weight,
            Function<DetectorSample, Weights> normal) {
        Features all = rows(features, drawn(normal));
        int n = nominal.size();
        int first = n * copies;
        Weights down = weight.apply(nominal).times(events(normal) / mean(normal.apply(nominal)) / copies);
        double[] up = samples.stream()
                .map(sample -> weight.apply(sample).times(1 / mean(normal.apply(sample))))
                .flatMapToDouble(weights -> Arrays.stream(weights.toArray()))
                .toArray();
        var sample = new RatioSample(
                all,
                Weights.tabulate(all.rows(), i -> i < first ? 0 : up[i - first]),
                Weights.tabulate(all.rows(), i -> i < first ? down.get(i % n) : 0),
                n);
        return estimator
                .fit(sample, Optional.empty(), seed.child(name), workers, FitProgress.NONE)
                .ratio();
    }

    private Features rows(Function<DetectorSample, Features> features, Features drawn) {
        Features ofNominal = features.apply(nominal);
        Features[] repeated = new Features[copies - 1];
        Arrays.fill(repeated, ofNominal);
        Features[] others = samples.stream()
                .map(sample -> features.apply(sample).beside(sample.theta()))
                .toArray(Features[]::new);
        return ofNominal.followedBy(repeated).beside(drawn).followedBy(others);
    }

    /// How many events the samples have for each nominal one.
    private double events(Function<DetectorSample, Weights> normal) {
        long events = samples.stream()
                .mapToLong(sample -> present(normal.apply(sample)).count())
                .sum();
        return (double) events / present(normal.apply(nominal)).count();
    }

    private static double mean(Weights weights) {
        double mean = weights.sum() / present(weights).count();
        if (!(mean > 0)) {
            throw new InputException(
                    "a sample for the response has no events to learn from: those in its selections have a sum of weights of %s"
                            .formatted(weights.sum()));
        }
        return mean;
    }

    private static Mask present(Weights weights) {
        return Mask.of(weights.size(), i -> weights.get(i) != 0);
    }

    /// (copies · n × p) the parameters of the nominal events.
    private Features drawn(Function<DetectorSample, Weights> normal) {
        Features[] thetas = samples.stream()
                .map(sample -> sample.theta().select(present(normal.apply(sample))))
                .toArray(Features[]::new);
        Features all = thetas[0].followedBy(Arrays.copyOfRange(thetas, 1, thetas.length));
        Seed own = seed.child("theta");
        int p = all.columns();
        int rows = Math.multiplyExact(copies, nominal.size());
        float[] values = new float[Math.multiplyExact(rows, p)];
        for (int i = 0; i < rows; i++) {
            int from = (int) (own.uniform(i) * all.rows());
            for (int k = 0; k < p; k++) {
                values[i * p + k] = all.get(from, k);
            }
        }
        return Features.owning(all.names(), rows, values);
    }
}
