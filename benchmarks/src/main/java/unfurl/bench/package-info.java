/// The benchmarks: how fast Unfurl trains and unfolds and how much memory it takes, beside what the
/// machine can do and beside PyTorch.
///
/// Start with [BenchCommand], which lists them. Each checks its answer before its time is believed: a
/// result whose loss is wrong is refused, with the exit code of a computation that cannot go on.
/// [TorchTraining] alone sees PyTorch. Nothing uses this package.
package unfurl.bench;
