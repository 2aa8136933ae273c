/// Random numbers by name, threads that do not change the answer, matrices and statistics.
///
/// Start with [Seed]: every random number of Unfurl comes from one. [Workers] runs fixed blocks of work on any
/// number of threads. Uses nothing but the two exceptions.
package unfurl.math;
