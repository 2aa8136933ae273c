/// Histograms of weighted events and the numbers that compare them.
///
/// Start with [Axis] (bins) and [Histogram] (Σw, Σw² and entries of each cell); then [Spectrum] (what is drawn
/// and printed: values per unit with their covariance), [Distribution] (one observable without bins) and
/// [Distances]. Uses `event` and `math`. Knows nothing of files, of networks, or of what the weights mean.
package unfurl.hist;
