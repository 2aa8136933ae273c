/// The training engine: small networks, of numbers and of clouds of particles, on the vector units of the CPU.
///
/// Start with [Trainer], which takes an [Architecture] ([Perceptron], [DeepSets], [ParticleAttention]) and a
/// [TrainingSample] and gives a [Fit]: a [Network] and its [FitReport]. A `Propagation` takes a tile of events
/// forward and back, for clouds through a list of `Operation`s; the arithmetic is in `Kernels`, whose scalar form
/// is the definition. Uses `math` and `event`; knows nothing of ratios or physics.
package unfurl.nn;
