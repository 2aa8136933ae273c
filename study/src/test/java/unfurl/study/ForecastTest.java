package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run says before anything is trained.
class ForecastTest {
    private static final String IBU = "method={name: ibu, iterations: {most: 3, criterion: change, replicas: 4}, "
            + "bins: {x: {bins: 6, from: -3, to: 3}}, recoBins: {x: {bins: 8, from: -3, to: 3}}}";
    private static final String SECOND = "{name: same, recipe: prior, simulation: {file: simulation.parquet}}";

    @TempDir
    Path folder;

    private Path study;
    private final List<Forecast> told = new ArrayList<>();
    private final List<String> phases = new ArrayList<>();

    @BeforeEach
    void example() {
        study = Toy.gaussian(folder.resolve("example"), "events=4000", "fakes=0");
    }

    private final class Ears extends Toy.Silence {
        @Override
        public void phase(String what) {
            phases.add(what);
        }

        @Override
        public void forecast(Forecast forecast) {
            told.add(forecast);
        }
    }

    /// Runs, or goes on where something is.
    private void run(String... settings) {
        StudyFile.Read read = Toy.quick(study, settings);
        Path out = folder.resolve("run");
        told.clear();
        phases.clear();
        try (RunFolder held =
                Files.exists(out) ? RunFolder.resume(out, read.study()) : RunFolder.create(out, read.study())) {
            new Runner(read, 2, new Ears(), Toy.ENVIRONMENT).run(held);
        }
    }

    private void lose(String... files) throws IOException {
        for (String file : files) {
            Files.delete(folder.resolve("run").resolve(file + ".safetensors"));
        }
    }

    @Test
    @DisplayName("replicas and templates are told with the time they take; going on, those that are missing")
    void replicas() throws IOException {
        String[] settings = {
            "method.estimator={network: [16], epochs: 12, patience: 12, batch: 64, members: 1}",
            "uncertainty={bootstrapData: 3, ensemble: 2, systematics: [" + SECOND + "]}"
        };
        run(settings);
        Forecast all = told.getFirst();
        assertThat(told).hasSize(1);
        assertThat(List.of(all.templates(), all.nominal(), all.choosing(), all.replicas(), all.threads()))
                .containsExactly(1, 1, 0, 5, 2);
        assertThat(all.isMost()).isFalse();
        // Bootstraps of the data lose 1/e of them in one of three fits; the others have the events of the nominal one.
        assertThat(all.replicasSize()).isBetween(4.5, 4.9);
        assertThat(all.time())
                .hasValueSatisfying(time -> assertThat(time.seconds()).isGreaterThan(0));
        assertThat(phases).contains("learning the template of 'same'");
        lose("replicas/bootstrap_data_1", "replicas/same");
        run(settings);
        Forecast rest = told.getFirst();
        assertThat(List.of(rest.templates(), rest.nominal(), rest.choosing(), rest.replicas()))
                .containsExactly(0, 0, 0, 2);
        assertThat(phases).noneMatch(phase -> phase.startsWith("learning"));
        run(settings);
        assertThat(told.getFirst().replicas()).isZero();
        assertThat(told.getFirst().time()).isEmpty();
        assertThat(phases).noneMatch(phase -> phase.contains("trial"));
    }

    @Test
    @DisplayName("one unfolding alone is not told")
    void alone() {
        run();
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("what the number of iterations is chosen by counts, with all replicas, before it is chosen")
    void choice() throws IOException {
        String[] settings = {IBU, "uncertainty={bootstrapSimulation: 2}"};
        run(settings);
        Forecast all = told.getFirst();
        assertThat(List.of(all.templates(), all.nominal(), all.choosing(), all.replicas()))
                .containsExactly(0, 2, 4, 2);
        assertThat(all.isMost()).isTrue();
        // All of histograms.
        assertThat(all.time()).isEmpty();
        lose("replicas/iterations/bootstrap_data_3", "replicas/bootstrap_mc_1");
        run(settings);
        Forecast rest = told.getFirst();
        assertThat(List.of(rest.choosing(), rest.replicas())).containsExactly(1, 1);
        lose("replicas/bootstrap_mc_0");
        run(settings);
        Forecast chosen = told.getFirst();
        assertThat(List.of(chosen.nominal(), chosen.choosing(), chosen.replicas()))
                .containsExactly(0, 0, 1);
        assertThat(chosen.isMost()).isFalse();
    }

    @Test
    @DisplayName("a trial that is made, or not, changes no byte of what is written")
    void nothingKept() {
        run("uncertainty={bootstrapData: 2}");
        var once = Toy.digests(folder.resolve("run"));
        Path parts = folder.resolve("parts");
        // The data alone have no trial.
        Toy.run(Toy.quick(study), parts, 1);
        Toy.resume(Toy.quick(study, "uncertainty={bootstrapData: 2}"), parts);
        assertThat(Toy.digests(parts)).isEqualTo(once);
    }
}
