package unfurl.nn;

import java.util.List;

/// How the learning rate changes in the course of a training: the factor by which the options' rate is
/// multiplied.
public sealed interface Schedule {
    /// Always 1.
    record Constant() implements Schedule {}

    /// Up in a straight line, then down along half a cosine, over all the epochs that are allowed.
    ///
    /// Source: I. Loshchilov, F. Hutter, arXiv:1608.03983, eq. (5) without restarts; warm-up after P. Goyal et
    /// al., arXiv:1706.02677.
    ///
    /// @param warmUp share of the epochs for the way up, from 0 to below 1
    /// @param last   the factor at the end, from 0 to 1
    record OneCycle(double warmUp, double last) implements Schedule {
        /// @throws IllegalArgumentException out of range
        public OneCycle {
            if (!(warmUp >= 0 && warmUp < 1 && last >= 0 && last <= 1)) {
                throw new IllegalArgumentException(
                        "warm-up must lie in [0, 1) and the last factor in [0, 1], not %s and %s"
                                .formatted(warmUp, last));
            }
        }
    }

    /// Multiplied by `factor` whenever the validation loss has not fallen below its least for `patience`
    /// epochs.
    ///
    /// @param factor   from above 0 to below 1
    /// @param patience epochs, at least 1
    /// @param least    where it stops falling, from 0 to 1
    record ReduceOnPlateau(double factor, int patience, double least) implements Schedule {
        /// @throws IllegalArgumentException out of range
        public ReduceOnPlateau {
            if (!(factor > 0 && factor < 1 && patience >= 1 && least >= 0 && least <= 1)) {
                throw new IllegalArgumentException(
                        "a plateau needs a factor in (0, 1), a patience of at least 1 and a least factor in [0, 1], not %s, %d, %s"
                                .formatted(factor, patience, least));
            }
        }
    }

    /// The factor at a moment of the training.
    ///
    /// @param epochs     how many have passed, with the fraction of the one that goes on
    /// @param maxEpochs  how many are allowed
    /// @param validation the validation loss after each epoch so far
    default double factor(double epochs, int maxEpochs, List<Double> validation) {
        return switch (this) {
            case Constant() -> 1;
            case OneCycle(double warmUp, double last) -> oneCycle(epochs / maxEpochs, warmUp, last);
            case ReduceOnPlateau plateau -> onPlateau(plateau, validation);
        };
    }

    private static double oneCycle(double progress, double warmUp, double last) {
        if (progress < warmUp) {
            return progress / warmUp;
        }
        double down = Math.min(1, (progress - warmUp) / (1 - warmUp));
        return last + (1 - last) * 0.5 * (1 + StrictMath.cos(Math.PI * down));
    }

    private static double onPlateau(ReduceOnPlateau plateau, List<Double> validation) {
        double factor = 1;
        double least = Double.POSITIVE_INFINITY;
        int waited = 0;
        for (double loss : validation) {
            waited = loss < least ? 0 : waited + 1;
            least = Math.min(least, loss);
            if (waited == plateau.patience()) {
                factor = Math.max(plateau.least(), factor * plateau.factor());
                waited = 0;
            }
        }
        return factor;
    }
}
