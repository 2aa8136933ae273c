package unfurl.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import unfurl.InputException;

/// `./unfurl` as a person starts it; ends with the benchmark.
///
/// @param process the launcher's, which becomes Java's
/// @param heard   the stream of it that is awaited
/// @param other   the file that holds what it says on the other stream: a pipe that nobody reads can fill, and stop it
record Launched(Process process, InputStream heard, Path other) implements AutoCloseable {
    private static final int ROOM = 8192;

    /// Which of its streams is awaited.
    enum Heard {
        OUTPUT,
        ERRORS
    }

    /// @param arguments   after `./unfurl`
    /// @param environment variables beside this process's
    /// @throws InputException when there is no launcher
    static Launched of(Heard heard, List<String> arguments, Map<String, String> environment) throws IOException {
        Path launcher = Path.of(System.getProperty("unfurl.home", "")).resolve("unfurl");
        if (!Files.isExecutable(launcher)) {
            throw new InputException("the launcher is not known\n  allowed    ./unfurl bench …");
        }
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path other = Files.createTempFile("unfurl-launched", ".txt");
        return switch (heard) {
            case OUTPUT -> {
                Process process = builder.redirectError(other.toFile()).start();
                yield new Launched(process, process.getInputStream(), other);
            }
            case ERRORS -> {
                Process process = builder.redirectOutput(other.toFile()).start();
                yield new Launched(process, process.getErrorStream(), other);
            }
        };
    }

    /// Waits until it has said what is awaited.
    ///
    /// @param what what that is, for the message
    /// @param word how it is known
    /// @return what it said until then
    /// @throws InputException when it ends before
    String await(String what, String word) throws IOException {
        var words = new StringBuilder();
        byte[] room = new byte[ROOM];
        for (int n = heard.read(room); n >= 0; n = heard.read(room)) {
            words.append(new String(room, 0, n, StandardCharsets.UTF_8));
            if (words.indexOf(word) >= 0) {
                return words.toString();
            }
        }
        throw new InputException("./unfurl ended before %s:%n%s%s".formatted(what, words, Files.readString(other)));
    }

    double processorSeconds() {
        return 1e-9 * process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
            Files.delete(other);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the benchmark was stopped", e);
        }
    }

    /// Removes a folder with what it holds.
    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
