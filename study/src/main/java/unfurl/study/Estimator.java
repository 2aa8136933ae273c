package unfurl.study;

import unfurl.nn.NetworkShape;
import unfurl.reweight.NetworkEstimator;
import unfurl.reweight.RatioEstimator;

/// How a study lets OmniFold learn ratios.
public sealed interface Estimator {
    /// The estimator itself.
    ///
    /// @throws unfurl.InputException when the library that it needs is not there
    RatioEstimator ratios();

    /// The most epochs of a network, or rounds of trees, that a member is trained for.
    int maxEpochs();

    /// How many of so many threads work on average while a ratio is fitted.
    double busy(int threads);

    /// Whether it sees the particles of events, and cannot do without.
    boolean seesParticles();

    /// Networks.
    ///
    /// @param networks their shape and training
    record Networks(NetworkEstimator networks) implements Estimator {
        @Override
        public RatioEstimator ratios() {
            return networks;
        }

        @Override
        public int maxEpochs() {
            return networks.training().maxEpochs();
        }

        @Override
        public double busy(int threads) {
            return networks.busy(threads);
        }

        @Override
        public boolean seesParticles() {
            return switch (networks.shape()) {
                case NetworkShape.Dense ignored -> false;
                case NetworkShape.Sets ignored -> true;
                case NetworkShape.Attention ignored -> true;
            };
        }
    }

    /// Gradient-boosted trees, which [TreeLibrary] trains.
    ///
    /// @param options    how each member is trained
    /// @param members    how many are averaged in the logit, at least 1
    /// @param validation share of the events that validate, in (0, 1)
    record Trees(TreeOptions options, int members, double validation) implements Estimator {
        @Override
        public RatioEstimator ratios() {
            return TreeLibrary.find().estimator(options, members, validation);
        }

        @Override
        public int maxEpochs() {
            return options.rounds();
        }

        /// The library shares the trees of a member between threads.
        @Override
        public double busy(int threads) {
            return threads;
        }

        @Override
        public boolean seesParticles() {
            return false;
        }
    }
}
