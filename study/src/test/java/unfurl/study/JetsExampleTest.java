package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;

class JetsExampleTest {
    @TempDir
    Path folder;

    private Path write(String name, String... settings) {
        Examples.write("jets", folder.resolve(name), List.of(settings), Optional.empty());
        return folder.resolve(name);
    }

    @Test
    void theSameSeedGivesTheSameFiles() {
        Path first = write("a", "jets=200");
        assertThat(Toy.digests(write("b", "jets=200"))).isEqualTo(Toy.digests(first));
        assertThat(Toy.digests(write("c", "jets=200", "seed=2")).get("data.parquet"))
                .isNotEqualTo(Toy.digests(first).get("data.parquet"));
    }

    /// The columns beside the particles are what the study makes of the particles.
    @Test
    void theObservablesAreThoseOfTheParticles() {
        Path example = write("a", "jets=1000");
        Study study = StudyFile.read(example.resolve("study.yaml"), List.of()).study();
        Table table = Tables.read(example.resolve("simulation.parquet"));
        Inputs.Simulated simulation = Inputs.read(study).simulation();
        Table gen = simulation.gen();
        assertThat(table.rows()).isEqualTo(gen.rows());
        for (Study.Observable observable : study.observables()) {
            Column expected = table.column(observable.name(), "");
            Column made = gen.column(observable.name(), "");
            for (int row : simulation.passGen().indices()) {
                assertThat((float) made.at(row)).as(observable.name()).isEqualTo((float) expected.at(row));
            }
        }
        assertThat(Inputs.read(StudyFile.read(example.resolve("observables.yaml"), List.of())
                                .study())
                        .data()
                        .weight()
                        .size())
                .isEqualTo(Tables.read(example.resolve("data.parquet")).rows());
    }

    @Test
    void anUnknownSettingIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> write("a", "jet=200"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Did you mean 'jets'?");
        assertThatThrownBy(() -> write("a", "truthAlphaS=0.3"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("truthAlphaS");
    }
}
