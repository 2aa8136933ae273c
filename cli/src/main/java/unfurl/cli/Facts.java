package unfurl.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Names with what they are, one below the other.
final class Facts {
    private static final int LEAST_WIDTH = 16;

    private final List<Fact> facts = new ArrayList<>();

    private record Fact(String name, String value) {}

    /// Adds a line.
    void add(String name, String value) {
        facts.add(new Fact(name, value));
    }

    /// The values stand below each other, two blanks behind the longest name.
    void print(PrintWriter out) {
        int width = facts.stream().mapToInt(fact -> fact.name().length() + 2).reduce(LEAST_WIDTH, Math::max);
        facts.forEach(fact ->
                out.println("  " + fact.name() + " ".repeat(width - fact.name().length()) + fact.value()));
    }
}
