/// Trained networks that can be taken along: one file each, with all that a stranger needs to use it.
///
/// Start with [Model] (what is kept) and [ModelFile] (its format, both ways); [Ensemble] makes the ratio of a
/// step from its members again, and [Onnx] writes both for other programs. Uses `formats`, `reweight` and
/// below. Knows nothing of studies and runs.
package unfurl.model;
