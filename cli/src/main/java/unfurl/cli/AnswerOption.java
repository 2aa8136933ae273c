package unfurl.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/// The option `--format` of the commands whose answer is for a person or a program.
public final class AnswerOption {
    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "FORMAT",
            description = "How it is printed: ${COMPLETION-CANDIDATES}; if not given, ${DEFAULT-VALUE}.")
    private AnswerFormat format;

    /// Prints an answer as it was asked for.
    public void print(Answer answer, PrintWriter out) {
        switch (format) {
            case JSON -> out.print(answer.document().toJson());
            case TABLE -> answer.print(out);
        }
    }
}
