package unfurl.uncertainty;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// How far the largest of many weights reach: the index k of a generalised Pareto distribution of those above a high
/// threshold. From k = ½ on their variance is infinite: what the largest weights of other events would be is not known
/// from these, and sums of them are too small in most samples.
///
/// Source: J. Zhang, M. A. Stephens, Technometrics 51 (2009) 316, for the estimate; A. Vehtari, D. Simpson, A. Gelman,
/// Y. Yao, J. Gabry, arXiv:1507.02646, for how many weights, and for the weak prior of k.
///
/// @param index k; below 0 the weights have a largest one
/// @param error its standard deviation
public record ParetoTail(double index, double error) {
    /// From here on a variance is infinite.
    public static final double INFINITE_VARIANCE = 0.5;

    private static final int FEWEST = 25;
    /// A prior of as many weights says that k is ½.
    private static final int PRIOR = 10;

    /// Of weights, of which those that are not above 0 do not count.
    ///
    /// @return empty for fewer than 25 weights in the tail, or equal ones
    public static Optional<ParetoTail> of(double[] weights) {
        double[] sorted =
                Arrays.stream(weights).filter(weight -> weight > 0).sorted().toArray();
        int tail = (int) Math.min(0.2 * sorted.length, 3 * Math.sqrt(sorted.length));
        if (tail < FEWEST) {
            return Optional.empty();
        }
        double threshold = sorted[sorted.length - tail - 1];
        double[] over = IntStream.range(sorted.length - tail, sorted.length)
                .mapToDouble(i -> sorted[i] - threshold)
                .toArray();
        double quarter = over[(int) (tail / 4.0 + 0.5) - 1];
        if (!(quarter > 0)) {
            return Optional.empty();
        }
        double k = (tail * fitted(over, quarter) + PRIOR * INFINITE_VARIANCE) / (tail + PRIOR);
        return Optional.of(new ParetoTail(k, (1 + k) / Math.sqrt(tail)));
    }

    /// k at the mean of the scale's posterior, over a grid of scales.
    private static double fitted(double[] over, double quarter) {
        int grid = 30 + (int) Math.sqrt(over.length);
        double[] scale = new double[grid];
        double[] likelihood = new double[grid];
        for (int j = 0; j < grid; j++) {
            scale[j] = 1 / over[over.length - 1] + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quarter);
            double k = index(over, scale[j]);
            likelihood[j] = over.length * (Math.log(-scale[j] / k) - k - 1);
        }
        double most = Arrays.stream(likelihood).max().orElseThrow();
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < grid; j++) {
            double posterior = Math.exp(likelihood[j] - most);
            sum += posterior;
            mean += posterior * scale[j];
        }
        return index(over, mean / sum);
    }

    private static double index(double[] over, double scale) {
        return Arrays.stream(over).map(x -> Math.log1p(-scale * x)).average().orElseThrow();
    }

    /// Whether an infinite variance cannot be excluded.
    public boolean isInfinite() {
        return index + error > INFINITE_VARIANCE;
    }
}
