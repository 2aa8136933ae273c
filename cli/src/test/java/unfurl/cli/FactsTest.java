package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    @DisplayName("a long name keeps its distance from its value, and all values stand below each other")
    void longName() {
        assertThat(printed("events", "94 290", "from diboson and top", "background.parquet"))
                .containsExactly("  events                94 290", "  from diboson and top  background.parquet");
    }

    @Test
    @DisplayName("short names leave the usual room")
    void shortName() {
        assertThat(printed("events", "94 290")).containsExactly("  events          94 290");
    }

    private static List<String> printed(String... namesAndValues) {
        var facts = new Facts();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        var text = new StringWriter();
        try (var out = new PrintWriter(text)) {
            facts.print(out);
        }
        return text.toString().lines().toList();
    }
}
