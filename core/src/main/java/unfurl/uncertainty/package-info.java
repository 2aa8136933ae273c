/// Uncertainties: replicas, which are whole unfoldings with one thing changed.
///
/// Start with [Variation] (what is changed) and [Replica]. Uses `unfold` and below. Knows nothing of files;
/// how the replicas' weights become covariances is in `measurement`.
package unfurl.uncertainty;
