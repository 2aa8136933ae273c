package unfurl.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The program: arguments in, an exit code out.
public final class Main {
    private Main() {}

    /// Runs one command and ends the process with its [ExitCode].
    ///
    /// Standard output carries the command's answer alone, so that `--format json` can be piped:
    /// whatever else a library prints goes to standard error.
    public static void main(String... args) {
        end(() -> new CommandLine(new UnfurlCommand()), args);
    }

    /// The same with a command from outside in the place of the one of its name.
    ///
    /// @param name    of a command that is there
    /// @param command an object that picocli understands
    public static void mainWith(String name, Object command, String... args) {
        end(() -> with(name, command), args);
    }

    /// picocli forgets the writers of a command line that is older than the present `System.out`.
    private static void end(Supplier<CommandLine> line, String... args) {
        var answers = new AnswerStream(new FileOutputStream(FileDescriptor.out));
        System.setErr(StandardError.open());
        System.setOut(System.err);
        int code = run(line.get(), writer(answers), writer(System.err), args);
        if (code == ExitCode.DONE.number() && answers.lost().isPresent()) {
            System.err.println("unfurl: cannot write the answer to standard output: "
                    + answers.lost().get());
            code = ExitCode.INPUT.number();
        }
        System.exit(code);
    }

    private static CommandLine with(String name, Object command) {
        var line = new CommandLine(new UnfurlCommand());
        line.getCommandSpec().removeSubcommand(name);
        return line.addSubcommand(name, command);
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

    /// Runs one command, with a command from outside in the place of the one of its name.
    ///
    /// @param name    of a command that is there
    /// @param command an object that picocli understands
    /// @param out     takes the command's answer
    /// @param err     takes what is said to a person
    /// @return the exit code: 0 done, 1 a defect, 2 bad input, 3 a computation that cannot go on
    public static int runWith(String name, Object command, PrintWriter out, PrintWriter err, String... args) {
        return run(with(name, command), out, err, args);
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

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
