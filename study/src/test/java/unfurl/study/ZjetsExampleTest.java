package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.measurement.Measurement;

/// The Z+jets example, with every eighth of its events and one short iteration.
class ZjetsExampleTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final int SHARE = 8;

    @TempDir
    static Path folder;

    private static Study study;
    private static Measurement measurement;

    @BeforeAll
    static void run() {
        Examples.write("zjets", folder.resolve("example"), List.of(), Optional.of(HOME));
        for (String name : List.of("mc", "data_reco", "background")) {
            Path file = folder.resolve("example/data").resolve(name + ".parquet");
            Table all = Tables.read(file);
            Tables.write(all.select(Mask.of(all.rows(), row -> row % SHARE == 0)), file.resolveSibling(name + ".npz"));
        }
        var read = StudyFile.read(
                folder.resolve("example/study.yaml"),
                List.of(
                        "data.file=data_reco.npz",
                        "simulation.file=mc.npz",
                        "background[0].file=background.npz",
                        "method.iterations=1",
                        "method.estimator={network: [32], epochs: 2, members: 1}"));
        study = read.study();
        measurement = Toy.run(read, folder.resolve("run"), 2).measurement();
    }

    @ParameterizedTest
    @ValueSource(strings = {"study.yaml", "alt.yaml", "full.yaml", "full-alt.yaml", "short.yaml"})
    @DisplayName("every study of the example can be read, has the 24 observables, and each has label and bins")
    void studies(String name) {
        Study read = StudyFile.read(HOME.resolve("examples/zjets").resolve(name), List.of())
                .study();
        assertThat(read.names()).hasSize(24);
        assertThat(read.observables()).allSatisfy(o -> {
            assertThat(o.label()).contains("*");
            assertThat(o.edges()).hasSizeGreaterThan(5);
        });
    }

    @Test
    @DisplayName("24 observables are published with their units, in the phase space, and read back verified")
    void published() {
        Measurement read = MeasurementFolder.read(folder.resolve("run"));
        assertThat(read.head()).isEqualTo(measurement.head());
        assertThat(read.nominal()).isEqualTo(measurement.nominal());
        assertThat(read.head().observables()).hasSize(24);
        assertThat(read.events().column("pT_ll", "the test").unit()).isEqualTo("GeV");
        assertThat(study.phaseSpace().orElseThrow().select(read.events()).count())
                .isEqualTo(read.events().rows());
        assertThat(read.head().normalisation().unit()).isEqualTo("fb");
    }

    /// The cross section of the pseudo-data is some 1,100 fb; the sample here has an eighth of it, and the
    /// prior is within 10 % of the answer.
    @Test
    @DisplayName("the ledger closes, and the cross section is the unfolded yield over the luminosity")
    void normalisation() {
        double luminosity = study.luminosity().orElseThrow().value();
        RunnerTest.closes(folder.resolve("run"), measurement, luminosity);
        double prior = measurement.prior().orElseThrow().sum();
        assertThat(measurement.nominal().sum()).isCloseTo(prior, within(0.25 * prior));
    }

    @Test
    @DisplayName(
            "the report is one file that needs no other, with every observable and a figure of each as SVG and PDF")
    void report() throws IOException {
        String html = Files.readString(folder.resolve("run/report/index.html"));
        Pattern elsewhere =
                Pattern.compile("(src|href)=\"(?!#|data:|figures/)[^\"]*\"|url\\((?!['\"]?(#|data:))|@import");
        assertThat(elsewhere.matcher(html).results().map(m -> m.group()).filter(s -> !s.contains("https://")))
                .isEmpty();
        assertThat(html).doesNotContain("<script src", "<link ", "NaN");
        for (String name : study.names()) {
            assertThat(html).contains(name);
            for (String figure : List.of("-gen.svg", "-gen.pdf", "-reco.svg", "-reco.pdf")) {
                assertThat(folder.resolve("run/report/figures/" + name + figure))
                        .isNotEmptyFile();
            }
        }
        for (String line : List.of("data − background", "pulled, reco", "unfolded, gen")) {
            assertThat(html).contains(line);
        }
    }
}
