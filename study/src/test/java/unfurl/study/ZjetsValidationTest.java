package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Table;
import unfurl.formats.Tables;
import unfurl.hist.Distances;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;

/// What the project promises on its own data: pseudo-data of another generator, unfolded as the example is,
/// come nearer to their truth than the prior.
///
/// The limit of 0.42·10⁻³ on the mean triangular discriminator is what the project set itself when it was
/// designed; the prior has about 3.7·10⁻³. Distances are those of `unfurl compare` with its default bins.
@Tag("validation")
class ZjetsValidationTest {
    private static final Path EXAMPLE = Path.of("").toAbsolutePath().getParent().resolve("examples/zjets");
    private static final String WHOLE_SET = "UNFURL_ZJETS";

    @TempDir
    Path folder;

    @Test
    @DisplayName("the events of the repository, all of them, come out near their truth in all 24 observables")
    void repository() {
        assertNearTruth(StudyFile.read(EXAMPLE.resolve("alt.yaml"), List.of()), EXAMPLE.resolve("data/alt.parquet"));
    }

    /// Without the folder there is nothing to run, and that is said where nobody overlooks it.
    @Test
    @DisplayName("the whole set, where UNFURL_ZJETS names its folder, comes out near its truth")
    void wholeSet() {
        Optional<Path> set = wholeSetFolder();
        if (set.isEmpty()) {
            System.err.printf(
                    "%n*** NOT VALIDATED: the whole Z+jets set. Name its folder (mc.parquet, alt.parquet) in the "
                            + "environment variable or system property %s. ***%n%n",
                    WHOLE_SET);
            return;
        }
        Path data = set.orElseThrow().toAbsolutePath();
        assertThat(Files.isDirectory(data))
                .as("%s names a folder: %s", WHOLE_SET, data)
                .isTrue();
        var read = StudyFile.read(EXAMPLE.resolve("full-alt.yaml"), List.of("folder=" + data));
        assertNearTruth(read, data.resolve("alt.parquet"));
    }

    private static Optional<Path> wholeSetFolder() {
        return Optional.ofNullable(System.getProperty(WHOLE_SET))
                .or(() -> Optional.ofNullable(System.getenv(WHOLE_SET)))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    private void assertNearTruth(StudyFile.Read read, Path truth) {
        Measurement measurement = Toy.run(read, folder.resolve("run"), 2).measurement();
        assertThat(measurement.head().iterations()).hasSize(5);
        RunnerTest.closes(
                folder.resolve("run"),
                measurement,
                read.study().luminosity().orElseThrow().value());
        Table events = Tables.read(truth);
        Comparison comparison = measurement.compare(events, Optional.empty(), Map.of());
        double prior = comparison.meanPrior().orElseThrow();
        System.err.printf(
                "%s: mean triangular discriminator ×10³ %.3f, prior %.3f%n",
                read.study().name(), 1000 * comparison.meanUnfolded(), 1000 * prior);
        assertThat(comparison.lines()).hasSize(24);
        assertThat(1000 * prior).isBetween(3.2, 4.2);
        assertThat(1000 * comparison.meanUnfolded()).isLessThanOrEqualTo(0.42);
        assertThat(comparison.lines()).allSatisfy(ZjetsValidationTest::assertNoWorseThanItsPrior);
    }

    private static void assertNoWorseThanItsPrior(Comparison.Line line) {
        Distances.Triangular unfolded = line.unfolded().triangular();
        Distances.Triangular prior = line.prior().orElseThrow().triangular();
        assertThat(unfolded.value())
                .as("%s: %s, prior %s", line.observable().column(), unfolded, prior)
                .isLessThanOrEqualTo(prior.value() + unfolded.error());
    }
}
