package unfurl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unfurl.NumericalException;
import unfurl.formats.Document;

/// A benchmark in a process of its own: with its own environment and memory, and nothing compiled or
/// allocated by another one.
///
/// @param arguments   after `unfurl`; the answer is asked for as JSON
/// @param environment variables beside this process's
/// @param options     of Java, which win over this process's
/// @param err         takes what the child says to a person
record Child(List<String> arguments, Map<String, String> environment, List<String> options, PrintWriter err) {
    private static final String NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector";

    /// Runs it.
    ///
    /// @return its answer
    /// @throws NumericalException when it does not end well
    Document run() {
        var builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread words = Thread.ofPlatform().start(() -> pass(process.getErrorStream()));
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            words.join();
            if (code != 0) {
                throw new NumericalException("'unfurl %s' ended with exit code %d; what it said is above"
                        .formatted(String.join(" ", arguments), code));
            }
            return Document.json(answer, "the answer of unfurl " + String.join(" ", arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the benchmark was stopped", e);
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Dunfurl.stderr") && !option.startsWith("-Dunfurl.terminal"))
                .forEach(command::add);
        // Java's own warnings would otherwise stand in the answer.
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private void pass(InputStream words) {
        try (var reader = new BufferedReader(new InputStreamReader(words, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.equals(NOTICE)).forEach(line -> {
                err.println(line);
                err.flush();
            });
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
