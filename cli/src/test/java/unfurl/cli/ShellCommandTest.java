package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ShellCommandTest {
    private static final List<String> WORDS = List.of(
            "my study.yaml", "--set", "observables.bins={x: [0, 1]}", "it's", "$HOME", "a*b", "", "~/x", "π", "n=3");

    @Test
    @DisplayName("words that a shell leaves alone are not quoted, others are")
    void quotedWhereNeeded() {
        assertThat(ShellCommand.of(List.of("unfurl", "method.iterations=3", "runs/zjets-2")))
                .isEqualTo("unfurl method.iterations=3 runs/zjets-2");
        assertThat(ShellCommand.of(List.of("{a: 1}", "it's"))).isEqualTo("'{a: 1}' 'it'\\''s'");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("a shell reads back the words as they were")
    void aShellReadsThemBack() throws IOException {
        var printed = new ArrayList<>(List.of("printf", "%s\\n"));
        printed.addAll(WORDS);
        Process shell = new ProcessBuilder("sh", "-c", ShellCommand.of(printed))
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEqualTo(String.join("\n", WORDS) + "\n");
    }
}
