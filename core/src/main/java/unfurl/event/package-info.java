/// Events: columns as they are read, weights, selections, feature matrices, and expressions over columns.
///
/// Start with [Table] (named columns of one file), then [Weights] and [Features] (what the algorithms work on).
/// Uses `math`. Knows nothing of files.
package unfurl.event;
