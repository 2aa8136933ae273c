/// The web page on a published measurement: `unfurl explore`.
///
/// Start with [ExplorerServer], which serves an [Explored]; `docs/reference/explorer-api.md` is what the two say to the
/// page. Requests hold expressions and numbers alone: no path, query language or code is taken from one. Uses
/// `measurement`, `formats` and `report`; knows nothing of how a measurement was unfolded.
package unfurl.explorer;
