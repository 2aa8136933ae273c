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
import unfurl.NumericalException;

/// `./unfurl` as a person starts it; ends with the benchmark.
///
/// @param process the launcher's, which becomes Java's
record Launched(Process process) implements AutoCloseable {
    private static final int ROOM = 8192;

    /// @param arguments   after `./unfurl`
    /// @param environment variables beside this process's
    /// @throws InputException when there is no launcher
    static Launched of(List<String> arguments, Map<String, String> environment) throws IOException {
        Path launcher = Path.of(System.getProperty("unfurl.home", "")).resolve("unfurl");
        if (!Files.isExecutable(launcher)) {
            throw new InputException("the launcher is not known\n  allowed    ./unfurl bench …");
        }
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new Launched(builder.start());
    }

    /// Waits until it has said a word.
    ///
    /// @return what it said until then
    /// @throws NumericalException when it ends before
    String await(InputStream said, String word) throws IOException {
        var words = new StringBuilder();
        byte[] room = new byte[ROOM];
        for (int n = said.read(room); n >= 0; n = said.read(room)) {
            words.append(new String(room, 0, n, StandardCharsets.UTF_8));
            if (words.indexOf(word) >= 0) {
                return words.toString();
            }
        }
        throw new NumericalException("it ended before it said '%s':%n%s%s"
                .formatted(word, words, new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)));
    }

    double processorSeconds() {
        return 1e-9 * process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
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
