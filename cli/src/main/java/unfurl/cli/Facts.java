package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Names with what they are, one below the other.
final class Facts {
    private final List<String> lines = new ArrayList<>();

    /// Adds a line.
    void add(String name, String value) {
        lines.add("  %-16s%s".formatted(name, value));
    }

    void print(PrintWriter out) {
        lines.forEach(out::println);
    }
}
