/// Files: tables (Parquet, HDF5, NumPy, CSV, ROOT), documents (YAML, JSON), tensors (safetensors), measurements,
/// atomic writing.
///
/// Start with [Tables], then [Document]; [MeasurementFolder] is a published result on disk, [Tensors] holds
/// networks and checkpoints, [AtomicFile] is beneath every writer. It alone uses third-party readers, and `root`
/// codecs; uses `root`, and `event`, `measurement` and `provenance` of the core, and computes nothing.
package unfurl.formats;
