package unfurl.bench;

import java.util.List;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.nn.CrossEntropy;
import unfurl.nn.TrainingSample;

/// Clouds of particles whose two classes differ in how many particles there are: n ~ Poisson(μ) in class 0 and
/// Poisson(1.5·μ) in class 1, each particle four numbers from 0 to 1.
///
/// The logarithm of the ratio is z(n) = n·ln 1.5 − 0.5·μ, so the least cross-entropy is a sum over n.
///
/// @param mean μ
record CloudProblem(double mean) {
    static final int FEATURES = 4;
    private static final double MORE = 0.5;

    /// Events of both classes in turn, each of weight 1: first those that train, then those that validate.
    TrainingSample sample(int events, int validation, Seed seed) {
        int n = events + validation;
        int[] first = new int[n + 1];
        for (int i = 0; i < n; i++) {
            first[i + 1] = first[i] + seed.child("count").poisson(i, i % 2 == 0 ? mean : mean * (1 + MORE));
        }
        float[] values = new float[FEATURES * first[n]];
        Seed numbers = seed.child("numbers");
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.uniform(i);
        }
        List<String> names =
                IntStream.range(0, FEATURES).mapToObj(j -> "x" + (j + 1)).toList();
        Features features = Features.owning(List.of(), n, new float[0]).with(Particles.owning(names, first, values));
        var objective = new CrossEntropy(Weights.tabulate(n, i -> i % 2), Weights.tabulate(n, i -> 1 - i % 2));
        return new TrainingSample(features, objective, Mask.of(n, i -> i < events), Mask.of(n, i -> i >= events));
    }

    /// What a loss on the validating events of a sample is held to.
    LossGate gate(TrainingSample sample) {
        Particles clouds = sample.features().particles().orElseThrow();
        return LossGate.of(bestLoss(), deviation(), sample, row -> logRatio(clouds.count(row)));
    }

    /// The logarithm of the exact ratio of an event with so many particles.
    double logRatio(int n) {
        return n * Math.log1p(MORE) - MORE * mean;
    }

    /// The loss of the best classifier.
    double bestLoss() {
        return moment(1);
    }

    /// The standard deviation of one event's loss under the best classifier.
    double deviation() {
        return Math.sqrt(moment(2) - moment(1) * moment(1));
    }

    /// The mean of a power of the loss of the best classifier.
    private double moment(int power) {
        double sum = 0;
        double logFactorial = 0;
        for (int n = 0; n < 10 * mean + 100; n++) {
            logFactorial += n > 0 ? Math.log(n) : 0;
            double z = logRatio(n);
            double none = Math.exp(n * Math.log(mean) - mean - logFactorial);
            sum += 0.5 * none * Math.pow(GaussianShift.softplus(z), power);
            sum += 0.5 * none * Math.exp(z) * Math.pow(GaussianShift.softplus(-z), power);
        }
        return sum;
    }
}
