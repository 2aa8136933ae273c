/// Where a result comes from: digests of its inputs, the environment it was made in, and what to cite.
///
/// Start with [Provenance]. Uses nothing but the two exceptions.
package unfurl.provenance;
