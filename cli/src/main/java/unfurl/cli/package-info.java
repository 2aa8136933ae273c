/// The command line: each command parses, calls what computes, and prints.
///
/// Start with [Main], which turns arguments into an exit code, and [UnfurlCommand], which lists the commands. A
/// command prints its answer through picocli's `spec.commandLine().getOut()`, and nothing else there; what it
/// has to say to a person goes to `getErr()`. It throws [unfurl.InputException] for what the user can mend.
/// Uses every other package; none uses it.
package unfurl.cli;
