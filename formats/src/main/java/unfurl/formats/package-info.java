/// Files: tables (Parquet, NumPy, CSV), documents (YAML, JSON), tensors (safetensors), and atomic writing.
///
/// Start with [Tables], then [Document]; [Tensors] holds networks and checkpoints, [AtomicFile] is beneath every
/// writer.
/// The only package that uses third-party readers; uses `event` of the core and knows nothing of physics.
package unfurl.formats;
