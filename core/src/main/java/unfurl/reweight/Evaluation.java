package unfurl.reweight;

import unfurl.event.Weights;

/// Values of a ratio, and what had to be done to them.
///
/// @param values      one per row of the features; 0 where the ratio was not asked for
/// @param clipped     how many values were held at the estimator's stated bound
/// @param unsupported how many events lie where the ratio could not be learned (a histogram's empty bin) and
///                    got the ratio of the two yields
public record Evaluation(Weights values, int clipped, int unsupported) {}
