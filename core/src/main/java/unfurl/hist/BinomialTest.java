package unfurl.hist;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// The exact test of a share against its probability.
///
/// Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404: the two tails each count by themselves.
public final class BinomialTest {
    private BinomialTest() {}

    /// Twice the smaller tail, at most 1: the probability of a number of successes as far off as this or farther
    /// is not above it.
    ///
    /// @param successes   from 0 to trials
    /// @param trials      at least 1
    /// @param probability of a success
    public static double pValue(int successes, int trials, double probability) {
        var distribution = BinomialDistribution.of(trials, probability);
        double low = distribution.cumulativeProbability(successes);
        double high = distribution.survivalProbability(successes - 1);
        return Math.min(1, 2 * Math.min(low, high));
    }
}
