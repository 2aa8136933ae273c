package unfurl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The most memory that a process has held at once, Java's own included.
final class PeakMemory {
    private PeakMemory() {}

    /// That of this process in bytes (`VmHWM`), where the system tells it.
    static OptionalLong bytes() {
        return bytes("self");
    }

    /// That of a process that runs.
    static OptionalLong bytes(String process) {
        Path status = Path.of("/proc", process, "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }
}
