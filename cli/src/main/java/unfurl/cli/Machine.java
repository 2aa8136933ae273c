package unfurl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import unfurl.provenance.Environment;

/// What this process runs on and with, for the provenance of results.
public final class Machine {
    private Machine() {}

    /// Program, commit, Java, system, processor and its count.
    public static Environment environment() {
        return new Environment(
                Version.number(),
                System.getProperty("unfurl.commit", ""),
                "%s (%s)".formatted(System.getProperty("java.version"), System.getProperty("java.vendor")),
                "%s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                processor(),
                Runtime.getRuntime().availableProcessors());
    }

    /// The processor's model where the system tells it in `/proc/cpuinfo`; empty elsewhere.
    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException unreadable) {
            return "";
        }
    }
}
