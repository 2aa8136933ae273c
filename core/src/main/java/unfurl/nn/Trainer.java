package unfurl.nn;

import java.util.Optional;
import unfurl.NumericalException;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Trains networks of one shape in one way.
///
/// @param architecture of the network
/// @param options      of the training
public record Trainer(Architecture architecture, TrainingOptions options) {
    /// Trains a network from random parameters, or from those of another network, whose standardisation it then
    /// keeps.
    ///
    /// The same arguments give the same bits for any number of threads.
    ///
    /// @param sample    what it learns from
    /// @param warmStart a network of the same architecture to go on from
    /// @param seed      for the first parameters and the order of the rows
    /// @param workers   threads
    /// @param listener  hears of each epoch
    /// @throws NumericalException       when no row has a weight, when a class's weights do not sum to more
    ///                                  than 0, or when a loss is not finite; the message names epoch and step
    /// @throws IllegalArgumentException when the shapes differ
    public Fit fit(
            TrainingSample sample, Optional<Network> warmStart, Seed seed, Workers workers, EpochListener listener) {
        architecture.requireSees(sample.features());
        warmStart.ifPresent(network -> {
            if (!network.architecture().equals(architecture)) {
                throw new IllegalArgumentException(
                        "a network %s cannot start from %s".formatted(architecture, network.architecture()));
            }
        });
        return new Training(architecture, options, sample, warmStart, seed, workers, new VectorKernels()).run(listener);
    }
}
