package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.study.Examples;

class UnfoldCommandTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("a finished run tells its result, measurement and report")
    void finished() {
        Examples.write("gaussian", folder.resolve("example"), List.of("events=1000", "iterations=1"), Optional.empty());
        Path run = folder.resolve("run");
        Unfurl unfold = Unfurl.run(
                "unfold",
                folder.resolve("example/study.yaml"),
                "--out",
                run,
                "--threads",
                "1",
                "--set",
                "method.minimumNEff=0");
        assertThat(unfold.code()).as(unfold.err()).isZero();
        assertThat(unfold.lines()).hasSize(3);
        assertThat(unfold.lines().getFirst()).matches(".* of .*: [0-9.]+ ± [0-9.]+ \\(data counting\\).*");
        assertThat(Files.exists(run.resolve("report/index.html"))).isTrue();
    }
}
