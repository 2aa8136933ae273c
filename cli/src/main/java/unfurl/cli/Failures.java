package unfurl.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import unfurl.InputException;
import unfurl.NumericalException;

/// Turns what a command threw into words for the user and an exit code.
///
/// Bad input and a computation that cannot go on are told without a stack trace; anything else is a defect of
/// Unfurl, which says where it happened. With `--debug` each shows its stack trace.
final class Failures {
    private Failures() {}

    /// Tells what ended the command.
    ///
    /// @param thrown what ended it
    /// @param err    takes the words
    /// @param debug  whether the stack trace is wanted
    /// @return the exit code
    static int tell(Throwable thrown, PrintWriter err, boolean debug) {
        Throwable failure = unwrap(thrown);
        ExitCode code = switch (failure) {
            case InputException bad -> {
                err.println("unfurl: " + bad.getMessage());
                yield ExitCode.INPUT;
            }
            case NumericalException bad -> {
                err.println("unfurl: the computation cannot go on: " + bad.getMessage());
                yield ExitCode.NUMERICAL;
            }
            case OutOfMemoryError full -> {
                err.println(noMemory(full));
                yield ExitCode.DEFECT;
            }
            default -> {
                tellDefect(failure, err);
                yield ExitCode.DEFECT;
            }
        };
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return code.number();
    }

    private static String noMemory(OutOfMemoryError full) {
        long limit = Runtime.getRuntime().maxMemory() >> 20;
        return """
                unfurl: no memory left under the limit of %d MB (%s)
                  more       set UNFURL_MEMORY, for example UNFURL_MEMORY=8g\
                """.formatted(limit, full.getMessage());
    }

    private static void tellDefect(Throwable failure, PrintWriter err) {
        err.println("unfurl: this is a defect of Unfurl: " + failure);
        Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("unfurl."))
                .findFirst()
                .ifPresent(frame -> err.println("  at         " + frame));
        err.println("  report     please tell us what you ran, and what the same command prints with --debug");
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while ((inner instanceof ExecutionException || inner instanceof CompletionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
