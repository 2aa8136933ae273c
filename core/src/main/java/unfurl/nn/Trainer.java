package unfurl.nn;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
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
        return fit(new TrainingJob(sample, warmStart, seed), workers, listener);
    }

    /// Trains several networks, each to the same bits as [#fit] alone, for any number of threads.
    ///
    /// Many threads on one network wait for each other at each step, and no more of them can work than a batch
    /// has blocks. So whole multiples of the number of threads train one network per thread; what remains does
    /// too where it is more than half of the threads that one network could use, and else trains one after
    /// another with all threads on each.
    ///
    /// No features are copied. Beside features and weights, a network in training takes 12 bytes a row, 4 more
    /// while it begins, and its parameters 11 times and once more for each block of a batch, of which there is one
    /// for each 128 events, and 16 at most.
    ///
    /// @param jobs     how many networks
    /// @param job      job 0 … jobs−1, asked for when its training begins, on the thread that trains it; so
    ///                 only the weights of jobs in training need to be in memory
    /// @param workers  threads
    /// @param listener hears of each epoch of a job; several jobs may report at once
    /// @return the networks, in order
    /// @throws RuntimeException what [#fit] throws for the failing job with the lowest number
    public List<Fit> fitAll(
            int jobs, IntFunction<TrainingJob> job, Workers workers, IntFunction<EpochListener> listener) {
        var fits = new Fit[jobs];
        int abreast = abreast(jobs, options.batchSize(), workers.threads());
        workers.run(abreast, i -> fits[i] = fit(job.apply(i), workers, listener.apply(i)));
        for (int i = abreast; i < jobs; i++) {
            fits[i] = fit(job.apply(i), workers, listener.apply(i));
        }
        return List.of(fits);
    }

    /// How many train one network per thread; the others one after another with all threads on each.
    private static int abreast(int jobs, int batch, int threads) {
        int remaining = jobs % threads;
        return 2 * remaining > useful(batch, threads) ? jobs : jobs - remaining;
    }

    /// How many threads one network can use.
    private static int useful(int batch, int threads) {
        return Math.min(threads, Training.blocks(batch));
    }

    /// How many threads work on average while [#fitAll] trains so many networks.
    ///
    /// @param jobs    how many networks, at least 1
    /// @param batch   rows of one step
    /// @param threads how many there are
    public static double busy(int jobs, int batch, int threads) {
        int abreast = abreast(jobs, batch, threads);
        return jobs / (Math.ceilDiv(abreast, threads) + (double) (jobs - abreast) / useful(batch, threads));
    }

    private Fit fit(TrainingJob job, Workers workers, EpochListener listener) {
        TrainingSample sample = job.sample();
        architecture.requireSees(sample.features());
        job.warmStart().ifPresent(network -> {
            if (!network.architecture().equals(architecture)) {
                throw new IllegalArgumentException(
                        "a network %s cannot start from %s".formatted(architecture, network.architecture()));
            }
        });
        return new Training(architecture, options, sample, job.warmStart(), job.seed(), workers, new VectorKernels())
                .run(listener);
    }
}
