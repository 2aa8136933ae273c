package unfurl.bench;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.CrossEntropy;
import unfurl.nn.TrainingSample;

/// Two normal distributions of d features whose means are `distance` standard deviations apart: the
/// classification problem whose best loss is one quadrature away.
///
/// Along the line through both means the events of class 0 are u ~ N(0, 1), and the logarithm of the
/// ratio is z = δu − δ²/2 with δ the distance; the other directions say nothing. By symmetry both
/// classes have the same mean loss, so the least cross-entropy is E[softplus(z)] under class 0.
///
/// @param inputs   d
/// @param distance δ, above 0
record GaussianShift(int inputs, double distance) {
    private static final int BLOCK = 4096;
    private static final double REACH = 12;
    private static final int POINTS = 4001;

    /// The problem of the benchmarks: an overlap as between simulation and data that differ much.
    static GaussianShift standard(int inputs) {
        return new GaussianShift(inputs, 1.5);
    }

    /// The loss of the best classifier.
    double bestLoss() {
        return mean(u -> softplus(logRatio(u)));
    }

    /// The standard deviation of one event's loss under the best classifier.
    double deviation() {
        double mean = bestLoss();
        return Math.sqrt(mean(u -> {
            double from = softplus(logRatio(u)) - mean;
            return from * from;
        }));
    }

    /// What a loss on the validating events of a sample is held to.
    LossGate gate(TrainingSample sample) {
        return LossGate.of(bestLoss(), deviation(), sample, row -> logRatio(sample.features(), row));
    }

    /// The logarithm of the exact ratio at an event.
    double logRatio(Features features, int row) {
        double sum = 0;
        for (int j = 0; j < inputs; j++) {
            sum += features.get(row, j);
        }
        return logRatio(sum / Math.sqrt(inputs));
    }

    private double logRatio(double u) {
        return distance * u - 0.5 * distance * distance;
    }

    static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /// The mean under N(0, 1) by the trapezoidal rule, whose error for an integrand that is analytic
    /// in a strip is far below rounding at this step.
    private static double mean(DoubleUnaryOperator value) {
        double step = 2 * REACH / (POINTS - 1);
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double u = -REACH + i * step;
            sum += value.applyAsDouble(u) * Math.exp(-0.5 * u * u);
        }
        return sum * step / Math.sqrt(2 * Math.PI);
    }

    /// Events of both classes in turn, each of weight 1: first those that train, then those that
    /// validate.
    ///
    /// @param rows       that train, even or odd
    /// @param validation that validate
    TrainingSample sample(int rows, int validation, Seed seed, Workers workers) {
        int n = rows + validation;
        var objective = new CrossEntropy(Weights.tabulate(n, i -> i % 2), Weights.tabulate(n, i -> 1 - i % 2));
        return new TrainingSample(
                features(n, seed, workers), objective, Mask.of(n, i -> i < rows), Mask.of(n, i -> i >= rows));
    }

    /// Events of both classes in turn.
    Features features(int n, Seed seed, Workers workers) {
        float[] values = new float[n * inputs];
        float shift = (float) (distance / Math.sqrt(inputs));
        RandomGeneratorFactory<RandomGenerator> generators = RandomGeneratorFactory.of("L64X128MixRandom");
        workers.run(Math.ceilDiv(n, BLOCK), block -> {
            RandomGenerator random = generators.create(seed.bits(block));
            for (int row = block * BLOCK; row < Math.min(n, (block + 1) * BLOCK); row++) {
                for (int j = 0; j < inputs; j++) {
                    values[row * inputs + j] = (float) random.nextGaussian() + row % 2 * shift;
                }
            }
        });
        List<String> names =
                IntStream.range(0, inputs).mapToObj(j -> "x" + (j + 1)).toList();
        return Features.owning(names, n, values);
    }
}
