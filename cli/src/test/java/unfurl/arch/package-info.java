/// The architecture as tests: which package may use which, and what is public.
///
/// Start with [PackageOrder], whose text is the architecture.
package unfurl.arch;
