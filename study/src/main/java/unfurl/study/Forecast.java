package unfurl.study;

import java.util.Optional;

/// What a run has still to do, and about how long it takes: known before anything is trained.
///
/// @param templates    how many are to be learned
/// @param nominal      how many unfoldings of the data are not finished: two where the number of iterations is still to
///                     be chosen
/// @param choosing     how many unfoldings the number of iterations will be chosen by
/// @param choosingSize what they are worth all together, in unfoldings of the data
/// @param replicas     how many are not finished
/// @param replicasSize what they are worth, in unfoldings of the data
/// @param threads      how many work
/// @param time         how long it takes; empty where nothing that takes long is trained, or the trial fails
public record Forecast(
        int templates,
        int nominal,
        int choosing,
        double choosingSize,
        int replicas,
        double replicasSize,
        int threads,
        Optional<Time> time) {

    /// How long it takes, the number of iterations being the largest that may be chosen.
    ///
    /// @param seconds   of all
    /// @param unfolding seconds of an unfolding of the data, one of many that keep all threads busy
    /// @param events    that were fitted in the trial by which they are known
    /// @param trial     seconds of the trial
    public record Time(double seconds, double unfolding, int events, double trial) {}

    /// Whether the number of iterations is still to be chosen, and with it how much there is to do.
    public boolean isMost() {
        return nominal > 1 || choosing > 0;
    }
}
