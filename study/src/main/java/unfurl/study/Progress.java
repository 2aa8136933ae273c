package unfurl.study;

import unfurl.unfold.OmniFold;

/// Hears how a run goes on: a terminal's bars, a log's lines, or nothing.
public interface Progress {
    /// A part of the run begins that has no steps of its own: `reading 3 files`.
    void phase(String what);

    /// Before anything is trained, in a run that does not only unfold the data once.
    ///
    /// @param forecast what is to be done
    void forecast(Forecast forecast);

    /// The nominal unfolding begins, with the number of iterations that was chosen if it was.
    ///
    /// @param replicas how many will be unfolded after it
    void plan(int replicas);

    /// A step of the unfolding begins.
    ///
    /// @param iteration  from 1
    /// @param iterations how many there will be
    /// @param step       its name: `step1`
    /// @param done       steps that are over
    /// @param steps      steps in all
    void step(int iteration, int iterations, String step, int done, int steps);

    /// An epoch of the current step is over; may be called from several threads.
    ///
    /// @param member         which network, from 0
    /// @param members        how many networks
    /// @param epoch          how many epochs of it are over
    /// @param maxEpochs      how many there may be
    /// @param validationLoss the loss after it
    void epoch(int member, int members, int epoch, int maxEpochs, double validationLoss);

    /// A step is over.
    void stepDone(OmniFold.Info info);

    /// The nominal unfolding is over, and replicas begin.
    ///
    /// @param done     those that were finished before
    /// @param replicas how many there are
    void replicas(int done, int replicas);

    /// A replica is over.
    ///
    /// @param name     its name: `bootstrap_data_3`
    /// @param done     how many are
    /// @param replicas of how many
    void replicaDone(String name, int done, int replicas);
}
