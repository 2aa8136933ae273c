package unfurl.study;

import unfurl.report.figure.Numbers;

/// The part of a distortion that an unfolding recovered.
///
/// @param share    1 for all of it
/// @param error    standard deviation of it
/// @param replicas so many bootstraps gave the error
record ValidationRecovery(double share, double error, int replicas) {

    /// Against the result of the same events without the distortion, so that what chance does to both drops out;
    /// with the spread of the same share among bootstraps.
    ///
    /// @param share      by [#share]
    /// @param bootstraps (K) the share of each
    static ValidationRecovery paired(double share, Numbers bootstraps) {
        return new ValidationRecovery(share, ValidationStatistics.deviation(bootstraps), bootstraps.size());
    }

    /// By how much the mean of a distortion's shape moved in the result, over how much it moved in the truth.
    ///
    /// @param number    of the distortion
    /// @param result    of the distorted pseudo-data
    /// @param reference what it would be without the distortion
    /// @param nature    the distorted truth
    /// @param truth     the other one
    static double share(
            int number,
            ValidationSpectra result,
            ValidationSpectra reference,
            ValidationSpectra nature,
            ValidationSpectra truth) {
        double injected = nature.means().get(number) - truth.means().get(number);
        return (result.means().get(number) - reference.means().get(number)) / injected;
    }
}
