/// The training engine: small multilayer perceptrons on the vector units of the CPU.
///
/// Start with [Trainer], which takes a [TrainingSample] and gives a [Fit]: a [Network] and its [FitReport]. The
/// arithmetic is in `Kernels`, whose scalar form is the definition. Uses `math` and `event`; knows nothing of
/// ratios or physics.
package unfurl.nn;
