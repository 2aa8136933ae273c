/// Density ratios learned from two weighted samples.
///
/// Start with [RatioSample] (what to learn from) and [RatioEstimator] (how); the result is a [Ratio].
/// Uses `event`, `nn`, `hist` and `math`. Knows nothing of unfolding.
package unfurl.reweight;
