package unfurl.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/// The program: arguments in, an exit code out.
public final class Main {
    private Main() {}

    /// Runs one command and ends the process with its [ExitCode].
    ///
    /// Standard output carries the command's answer alone, so that `--format json` can be piped: whatever
    /// else a library prints goes to standard error.
    public static void main(String... args) {
        PrintStream answers = System.out;
        System.setErr(StandardError.open());
        System.setOut(System.err);
        int code = run(writer(answers), writer(System.err), args);
        System.exit(code);
    }

    /// Runs one command.
    ///
    /// @param out  takes the command's answer
    /// @param err  takes what is said to a person: progress, warnings, errors
    /// @param args the arguments after `unfurl`
    /// @return the exit code, one of [ExitCode]
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(new CommandLine(new UnfurlCommand()), out, err, args);
    }

    /// The same for a command line to which a test has added commands of its own.
    static int run(CommandLine line, PrintWriter out, PrintWriter err, String... args) {
        line.setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(
                        (thrown, command, parsed) -> Failures.tell(thrown, command.getErr(), UnfurlCommand.debug(line)))
                .setParameterExceptionHandler(new UsageErrors())
                .setCaseInsensitiveEnumValuesAllowed(true);
        try {
            return line.execute(args);
        } catch (Error error) {
            return Failures.tell(error, err, UnfurlCommand.debug(line));
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
