package unfurl.study;

import unfurl.math.Seed;

/// The random numbers of one jet, one after the other.
final class JetDraws {
    private final Seed seed;
    private long next;

    JetDraws(Seed seed) {
        this.seed = seed;
    }

    /// Uniform in (0, 1).
    double uniform() {
        return seed.uniform(next++);
    }

    /// Normal, with mean 0 and standard deviation 1.
    double gaussian() {
        return seed.gaussian(next++);
    }
}
