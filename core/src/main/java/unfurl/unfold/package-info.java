/// Unfolding: from data and simulation to weights at particle level.
///
/// Start with [UnfoldingProblem] (what is known) and [Unfolding] (init and step); then [OmniFold], [Ibu]
/// and [LinearGaussian], the problem with an exact answer. Uses `reweight` and below. Knows nothing of
/// files, replicas or publication.
package unfurl.unfold;
