package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.formats.Document;

/// The large studies of the Z+jets example are one study of four sets of events, and the small ones take some
/// of them.
class ZjetsStudiesTest {
    private static final Path EXAMPLE = Path.of("").toAbsolutePath().getParent().resolve("examples/zjets");
    private static final List<String> OF_THE_EVENTS = List.of(
            "study",
            "title",
            "folder",
            "data",
            "simulation.file",
            "simulation.scale",
            "background",
            "truth",
            "luminosity");

    /// What makes a study with uncertainties one without: as the files themselves say.
    private static final List<String> NOMINAL = List.of("uncertainty=", "method.estimator.members=4");

    /// A setting that is changed in one of them and forgotten in another shows here.
    @ParameterizedTest
    @ValueSource(strings = {"study.yaml", "full.yaml", "full-alt.yaml", "full-closure.yaml", "short.yaml"})
    @DisplayName("the six studies of 24 observables agree in everything but the events they take")
    void agree(String name) {
        assertThat(withoutEvents(name)).isEqualTo(withoutEvents("alt.yaml"));
    }

    @Test
    @DisplayName(
            "the full study has 16 networks, 25 + 25 bootstraps and every effect; the short one 4, 8 + 8, all but one")
    void uncertainties() {
        UncertaintyBlock full = uncertainty("full.yaml");
        UncertaintyBlock small = uncertainty("short.yaml");
        assertThat(List.of(full.ensemble(), full.bootstrapData(), full.bootstrapSimulation()))
                .containsExactly(16, 25, 25);
        assertThat(List.of(small.ensemble(), small.bootstrapData(), small.bootstrapSimulation()))
                .containsExactly(4, 8, 8);
        assertThat(full.systematics())
                .extracting(UncertaintyBlock.Systematic::name)
                .containsExactly("trackEff", "trackPtScale", "pileup", "muScale", "muEff", "hidden", "backgroundRate");
        assertThat(small.systematics())
                .extracting(UncertaintyBlock.Systematic::name)
                .containsExactly("trackEff", "trackPtScale", "pileup", "muScale", "muEff", "backgroundRate");
    }

    private static UncertaintyBlock uncertainty(String name) {
        return StudyFile.read(EXAMPLE.resolve(name), List.of()).study().uncertainty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unifold.yaml", "ibu.yaml", "trees.yaml"})
    @DisplayName("the small studies take the events of alt.yaml, and read back as they are resolved")
    void small(String name) {
        StudyFile.Read read = StudyFile.read(EXAMPLE.resolve(name), List.of());
        Study alt = StudyFile.read(EXAMPLE.resolve("alt.yaml"), List.of()).study();
        assertThat(read.study().data()).isEqualTo(alt.data());
        assertThat(read.study().simulation()).isEqualTo(alt.simulation());
        assertThat(read.study().luminosity()).isEqualTo(alt.luminosity());
        assertThat(StudyFile.bind(read.resolved(), EXAMPLE)).isEqualTo(read.study());
    }

    /// The resolved study, every default written out, without what says which events it takes.
    private static Document withoutEvents(String name) {
        List<String> settings = List.of("full.yaml", "short.yaml").contains(name) ? NOMINAL : List.of();
        Document document = StudyFile.read(EXAMPLE.resolve(name), settings).resolved();
        for (String key : OF_THE_EVENTS) {
            document = document.with(key, Optional.empty());
        }
        assertThat(document.keys())
                .contains("simulation", "observables", "features", "categories", "method", "phaseSpace", "seed");
        return document;
    }
}
