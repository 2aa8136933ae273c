package unfurl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.formats.MeasurementFolder;
import unfurl.measurement.Measurement;
import unfurl.study.Examples;

class UnfoldCommandTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("the cross section has the errors that are known, to two digits of the smallest")
    void total() {
        // The toy's weights sum to 21 fb; its luminosity is known to 1.7 %: 0.357 fb.
        assertThat(UnfoldCommand.total(Toy.measurement(), 0.1))
                .isEqualTo("21.00 ± 2.10 (data counting) ± 0.36 (luminosity) fb");
        assertThat(UnfoldCommand.total(Toy.measurement(), 0.001))
                .isEqualTo("21.000 ± 0.021 (data counting) ± 0.357 (luminosity) fb");
    }

    /// The bootstraps sum to 23 and 19, 2√2 apart from their mean in all; the shifts are 0.5 and 2.
    @Test
    @DisplayName("with replicas the cross section has their errors, and no other one of counting")
    void totalOfReplicas() {
        Measurement measurement = MeasurementFolder.read(Toy.uncertainIn(folder));
        assertThat(UnfoldCommand.total(measurement, 0.1))
                .isEqualTo("21.00 ± 2.83 (statistical) ± 2.06 (systematic) ± 0.36 (luminosity) fb");
    }

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
