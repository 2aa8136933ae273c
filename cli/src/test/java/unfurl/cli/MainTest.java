package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import unfurl.InputException;
import unfurl.NumericalException;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /// A command that answers on standard output, or throws what it is given.
    @Command(name = "planted", mixinStandardHelpOptions = true)
    private static final class Planted implements Runnable {
        private final Throwable thrown;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Option(names = "--threads")
        private int threads;

        Planted(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void run() {
            switch (thrown) {
                case null -> spec.commandLine().getOut().println("{\"threads\": " + threads + "}");
                case Error error -> throw error;
                case Exception exception -> throw sneaky(exception);
                default -> throw new IllegalStateException(thrown);
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> RuntimeException sneaky(Exception exception) throws E {
            throw (E) exception;
        }
    }

    private int run(Throwable thrown, String... args) {
        var line = new CommandLine(new UnfurlCommand()).addSubcommand(new Planted(thrown));
        return Main.run(line, new PrintWriter(out), new PrintWriter(err), args);
    }

    @Test
    @DisplayName("a command's answer is alone on standard output")
    void answersAreAlone() {
        assertThat(run(null, "planted", "--threads", "2")).isZero();
        assertThat(out).hasToString("{\"threads\": 2}" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--version", "-V"})
    @DisplayName("help and version are answers")
    void helpAndVersion(String option) {
        assertThat(run(null, option)).isZero();
        assertThat(out.toString()).contains("unfurl");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @DisplayName("the benchmarks are listed, and said to be another program where the launcher did not run them")
    void benchmarks() {
        assertThat(run(null, "--help")).isZero();
        assertThat(out.toString()).contains("bench").contains("compares with PyTorch");
        assertThat(run(null, "bench", "train", "--rows", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("./unfurl bench train --rows 5").contains("first word");
    }

    @Test
    @DisplayName("the version is the build's, not a placeholder")
    void version() {
        assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    @DisplayName("bad input is told as it is, without a stack trace, with exit code 2")
    void badInput() {
        assertThat(run(new InputException("no file mc.parquet\n  asked by   study.yaml"), "planted"))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("unfurl: no file mc.parquet", "  asked by   study.yaml");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @DisplayName("bad input found on another thread is bad input still")
    void badInputOnAnotherThread() {
        var bad = new InputException("no file mc.parquet");
        assertThat(run(new ExecutionException(new CompletionException(bad)), "planted"))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("unfurl: no file mc.parquet");
    }

    @Test
    @DisplayName("a computation that cannot go on has exit code 3 and no stack trace")
    void numerical() {
        assertThat(run(new NumericalException("the weight of event 7 is NaN"), "planted"))
                .isEqualTo(3);
        assertThat(err.toString().lines())
                .containsExactly("unfurl: the computation cannot go on: the weight of event 7 is NaN");
    }

    @Test
    @DisplayName("anything else is a defect: exit code 1, where it happened, and how to report it")
    void defects() {
        for (Throwable thrown : new Throwable[] {
            new IllegalStateException("planted"), new IOException("planted"), new AssertionError("planted")
        }) {
            err.getBuffer().setLength(0);
            assertThat(run(thrown, "planted")).isEqualTo(1);
            assertThat(err.toString().lines()).hasSize(3);
            assertThat(err.toString())
                    .startsWith("unfurl: this is a defect of Unfurl: " + thrown)
                    .contains("at         unfurl.cli.MainTest")
                    .contains("--debug");
        }
    }

    @Test
    @DisplayName("no memory left is told with the limit and how to raise it")
    void noMemory() {
        assertThat(run(new OutOfMemoryError("Java heap space"), "planted")).isEqualTo(1);
        assertThat(err.toString())
                .contains("no memory left under the limit of ")
                .contains("UNFURL_MEMORY=8g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--debug planted", "planted --debug"})
    @DisplayName("--debug shows the stack trace, before or after the command")
    void debug(String args) {
        assertThat(run(new InputException("no file mc.parquet"), args.split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("unfurl: no file mc.parquet").contains("\tat unfurl.cli.MainTest");
    }

    @Test
    @DisplayName("a misspelt command or option is answered with the nearest and where help is, with exit code 2")
    void misspelt() {
        assertThat(run(null, "plantde")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("unfurl: no command 'plantde' in unfurl. Did you mean 'planted'?")
                .contains("help       unfurl --help");
        err.getBuffer().setLength(0);
        assertThat(run(null, "planted", "--thread=2")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("unfurl: no option '--thread' in unfurl planted. Did you mean '--threads'?")
                .contains("help       unfurl planted --help");
    }

    @Test
    @DisplayName("a value that is no number, a spare argument and no command at all have exit code 2")
    void otherUsageErrors() {
        assertThat(run(null, "planted", "--threads", "two")).isEqualTo(2);
        assertThat(run(null, "planted", "spare")).isEqualTo(2);
        assertThat(run(null)).isEqualTo(2);
        assertThat(err.toString()).contains("Invalid value for option '--threads'", "'spare'", "a command is missing");
        assertThat(out.toString()).isEmpty();
    }
}
