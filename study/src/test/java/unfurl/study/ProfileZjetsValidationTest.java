package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Table;
import unfurl.formats.Document;
import unfurl.formats.Tables;
import unfurl.measurement.Comparison;

/// What the project promises of a detector that is wrong in three ways at once, each by an amount that
/// `examples/zjets/Detector.java` puts into the pseudo-data.
@Tag("validation")
class ProfileZjetsValidationTest {
    private static final Path EXAMPLE = Path.of("").toAbsolutePath().getParent().resolve("examples/zjets");
    private static final Map<String, Double> TRUTH = Map.of("trackEff", 0.8, "trackPtScale", 1.2, "muScale", 0.8);

    @TempDir
    Path folder;

    private Comparison unfolded(String study) {
        var read = StudyFile.read(EXAMPLE.resolve(study), List.of());
        Table truth = Tables.read(EXAMPLE.resolve("data/detector_truth.parquet"));
        return Toy.run(read, folder.resolve(study), 2).measurement().compare(truth, Optional.empty(), Map.of());
    }

    @Test
    @DisplayName("all three parameters are found within two errors, and the result is twice as near to the truth")
    void detector() {
        Comparison profiled = unfolded("detector.yaml");
        Comparison plain = unfolded("detector-plain.yaml");
        Document found =
                Document.read(folder.resolve("detector.yaml/nuisances.json")).get("nuisances");
        TRUTH.forEach((name, truth) -> {
            double value = found.get(name).get("value").number();
            double error = found.get(name).get("error").number();
            System.err.printf(
                    "%s %.3f ± %.3f, true %.1f: %+.1f errors%n", name, value, error, truth, (value - truth) / error);
            assertThat(Math.abs(value - truth)).as(name).isLessThan(2 * error);
        });
        System.err.printf(
                "mean triangular discriminator ×10³: profiled %.3f, plain %.3f%n",
                1000 * profiled.meanUnfolded(), 1000 * plain.meanUnfolded());
        assertThat(profiled.meanUnfolded()).isLessThan(plain.meanUnfolded() / 2);
    }
}
