/// The published result: weighted events at particle level, and all that a reader needs to use them.
///
/// Start with [Measurement], then [Head] (what it says of itself), [Recipe] (how a group of weights becomes an
/// uncertainty) and [Query] (a histogram asked for years later). Uses `event`, `hist`, `math` and `provenance`,
/// never `nn`, `reweight` or `unfold`: who reads a result need not know how it was made.
package unfurl.measurement;
