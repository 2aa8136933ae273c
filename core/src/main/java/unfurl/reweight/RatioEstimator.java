package unfurl.reweight;

import java.util.Optional;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// A way to learn the density ratio of two weighted samples.
///
/// Not sealed: an estimator whose library not everybody has lies in a module of its own. What every
/// implementation keeps to: weight 0 in both samples is an absent event, negative weights subtract, the same
/// seed gives the same bits at any number of threads, and nothing that is not finite is returned.
public interface RatioEstimator {
    /// Learns the ratio of a sample's numerator to its denominator.
    ///
    /// @param sample   what to learn from
    /// @param previous the ratio of the same step one iteration earlier; used only by an estimator that
    ///                 warm-starts
    /// @param seed     of every random choice
    /// @param progress told of each epoch
    /// @throws unfurl.NumericalException when the training fails
    /// @throws unfurl.InputException     when the samples do not overlap
    RatioFit fit(RatioSample sample, Optional<Ratio> previous, Seed seed, Workers workers, FitProgress progress);
}
