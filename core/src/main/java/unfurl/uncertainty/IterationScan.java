package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import unfurl.NumericalException;

/// What tells how many iterations are enough: the bias of toys, and the change from one iteration to the
/// next, both against the statistical variance and as means over bins.
///
/// With R replicas a squared mean has the variance's R-th part too much, and a squared number over a sample
/// variance is too large by (R − 1)/(R − 3): both are corrected for, so that the expectations are those of
/// many replicas. An estimate of a vanishing bias may therefore be negative.
///
/// Source: L. Brenner et al., Int. J. Mod. Phys. A 35 (2020) 2050145, arXiv:1910.14654, for toys that give bias
/// and variance of an unfolding by its strength; the corrections are the means of the noncentral and the central
/// F distribution.
///
/// @param biasOverVariance after iteration 1, 2, …: the mean of bias² / variance; empty without toys
/// @param squaredChange    after iteration 1, 2, …: the mean of change² / variance, the first from the prior
/// @param bins             how many bins are in the means: those that vary in every iteration
public record IterationScan(List<Double> biasOverVariance, List<Double> squaredChange, int bins) {
    /// The fewest replicas with which the corrections exist.
    public static final int FEWEST_REPLICAS = 4;

    /// Copies the lists.
    public IterationScan {
        biasOverVariance = List.copyOf(biasOverVariance);
        squaredChange = List.copyOf(squaredChange);
    }

    /// From unfoldings of toys whose truth is the nominal result after its last iteration.
    ///
    /// @param nominal of the data
    /// @param toys    of at least 4 toys, with as many iterations
    /// @throws NumericalException when no bin varies
    public static IterationScan ofToys(Course nominal, List<Course> toys) {
        var spread = new Spread(nominal, toys);
        int last = nominal.after().size() - 1;
        return new IterationScan(
                spread.means(last + 1, (k, b) -> {
                    double bias = spread.mean(k, b) - nominal.after().get(last).get(b);
                    return spread.correction() * bias * bias / spread.variance(k, b) - 1.0 / toys.size();
                }),
                spread.changes(),
                spread.bins.length);
    }

    /// From bootstraps of the data.
    ///
    /// @param nominal    of the data
    /// @param bootstraps of at least 4 bootstraps, with as many iterations
    /// @throws NumericalException when no bin varies
    public static IterationScan ofBootstraps(Course nominal, List<Course> bootstraps) {
        var spread = new Spread(nominal, bootstraps);
        return new IterationScan(List.of(), spread.changes(), spread.bins.length);
    }

    /// The first iteration, from 1, whose number is below the bound; where none is, that of the least number.
    ///
    /// @param values after iteration 1, 2, …
    public static int first(List<Double> values, double below) {
        int least = 0;
        for (int k = 0; k < values.size(); k++) {
            if (values.get(k) < below) {
                return k + 1;
            }
            least = values.get(k) < values.get(least) ? k : least;
        }
        return least + 1;
    }

    @FunctionalInterface
    private interface Quantity {
        double of(int iteration, int bin);
    }

    /// How replicas vary about their mean.
    private static final class Spread {
        private final Course nominal;
        private final List<Course> replicas;
        private final int[] bins;

        Spread(Course nominal, List<Course> replicas) {
            if (replicas.size() < FEWEST_REPLICAS) {
                throw new IllegalArgumentException(
                        "%d replicas where at least %d are wanted".formatted(replicas.size(), FEWEST_REPLICAS));
            }
            this.nominal = nominal;
            this.replicas = List.copyOf(replicas);
            int iterations = nominal.after().size();
            this.bins = IntStream.range(0, nominal.prior().size())
                    .filter(b -> IntStream.range(0, iterations).allMatch(k -> variance(k, b) > 0))
                    .toArray();
            if (bins.length == 0) {
                throw new NumericalException("none of %d bins varies between %d replicas in each of %d iterations"
                        .formatted(nominal.prior().size(), replicas.size(), iterations));
            }
        }

        double correction() {
            return (replicas.size() - 3.0) / (replicas.size() - 1.0);
        }

        double mean(int iteration, int bin) {
            return sum(replica -> replica.after().get(iteration).get(bin)) / replicas.size();
        }

        double variance(int iteration, int bin) {
            double mean = mean(iteration, bin);
            return sum(replica -> {
                        double off = replica.after().get(iteration).get(bin) - mean;
                        return off * off;
                    })
                    / (replicas.size() - 1);
        }

        private double sum(ToDoubleFunction<Course> term) {
            double sum = 0;
            for (Course replica : replicas) {
                sum += term.applyAsDouble(replica);
            }
            return sum;
        }

        List<Double> changes() {
            return means(nominal.after().size(), (k, b) -> {
                double before = k == 0
                        ? nominal.prior().get(b)
                        : nominal.after().get(k - 1).get(b);
                double change = nominal.after().get(k).get(b) - before;
                return correction() * change * change / variance(k, b);
            });
        }

        List<Double> means(int iterations, Quantity quantity) {
            var means = new ArrayList<Double>();
            for (int k = 0; k < iterations; k++) {
                double sum = 0;
                for (int bin : bins) {
                    sum += quantity.of(k, bin);
                }
                means.add(sum / bins.length);
            }
            return means;
        }
    }
}
