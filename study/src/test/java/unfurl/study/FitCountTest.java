package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Fits;
import unfurl.uncertainty.Likeness;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Variation;
import unfurl.uncertainty.WeightTemplate;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;

/// What is counted before a run against the fits that are made in it.
class FitCountTest {
    private static final String ALL =
            "uncertainty={ensemble: 2, bootstrapData: 2, bootstrapSimulation: 2, dataDrivenClosure: true, toys: 2, "
                    + "systematics: [{name: a, recoWeightFactor: 1 + 0.1*tanh(x)}]}";

    @TempDir
    Path folder;

    private final Counting counting = new Counting();

    /// A study whose method counts.
    private record Scene(Study study, Inputs inputs, Prepared prepared) {
        FitCount count() {
            return new FitCount(study, prepared);
        }
    }

    private Scene scene(List<String> example, String... settings) {
        Study study = Toy.quick(Toy.gaussian(folder.resolve("example"), example.toArray(String[]::new)), settings)
                .study();
        Inputs inputs = Inputs.read(study);
        return new Scene(study, inputs, counting.in(Prepared.of(study, inputs)));
    }

    private Checkpoint unfolded(Scene scene, RunFolder run, int iterations, Workers workers) {
        return new NominalUnfolding(run, scene.study, scene.inputs, scene.prepared, new Toy.Silence())
                .run(run.scan("nominal"), Checkpoint.begin(scene.prepared), iterations, Optional.empty(), workers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step1b", "keep-push", "efficiency-after"})
    @DisplayName("the data: each stage that there is, with the events that have a weight in it")
    void nominal(String misses) {
        Scene scene = scene(List.of("events=2000"), "method.misses=" + misses);
        try (RunFolder run = RunFolder.create(folder.resolve("run"), scene.study);
                var workers = new Workers(2)) {
            unfolded(scene, run, 3, workers);
            assertThat(scene.count().unfolding(3)).isEqualTo(counting.made());
        }
    }

    @Test
    @DisplayName("without fakes there is no last stage, and what is finished does not count")
    void rest() {
        Scene scene = scene(List.of("events=2000", "fakes=0"));
        assertThat(scene.count().unfolding(2).number()).isEqualTo(2 * 3);
        Weights ones = Weights.ones(scene.prepared.problem().size());
        var state = new OmniFold.State(1, Stage.STEP_2, ones, ones, ones, Map.of(), List.of());
        assertThat(scene.count().rest(state, 3).number()).isEqualTo(1 + 3);
        assertThat(scene.count().rest(state, 1)).isEqualTo(Fits.NONE);
    }

    /// Of a bootstrap n·(1 − 1/e) ± √n·0.48 events are left; n is 1500 or more in each fit, so that 5 errors are below
    /// 5·0.48/0.63/√1500 = 10 % of them.
    @Test
    @DisplayName("every kind of replica: exactly, and where events are drawn as is expected")
    void replicas() {
        Scene scene = scene(List.of("events=3000"), ALL);
        try (RunFolder run = RunFolder.create(folder.resolve("run"), scene.study);
                var workers = new Workers(1)) {
            Checkpoint end = unfolded(scene, run, 2, workers);
            List<Replica> asked = Replicas.of(scene.study, scene.inputs, scene.prepared);
            var all = new ArrayList<>(asked);
            all.addAll(Replicas.after(scene.study, end.state().push()));
            all.addAll(Toys.of(scene.study, scene.inputs, scene.prepared, asked)
                    .replicas(new Templates(Map.of()), workers));
            var runner = new ReplicaRunner(run, scene.study, scene.inputs, scene.prepared, new Toy.Silence());
            List<String> names = Replicas.names(scene.study, asked);
            assertThat(names)
                    .containsExactlyElementsOf(all.stream().map(Replica::name).toList());
            assertThat(runner.kept(names)).isEmpty();
            counting.made();
            for (Replica replica : all) {
                runner.run(List.of(replica), Map.of(), 2, List.of(), Map.of(), workers);
                Fits made = counting.made();
                Fits counted = scene.count().replica(replica.name(), 2);
                boolean drawn = replica.name().matches("bootstrap.*|toy.*");
                assertThat(counted.number()).isEqualTo(made.number()).isEqualTo(2 * 4);
                assertThat(counted.rows())
                        .as(replica.name())
                        .isCloseTo(made.rows(), within(drawn ? 0.1 * made.rows() : 1e-9));
            }
            assertThat(runner.kept(names)).containsOnlyKeys(names);
        }
    }

    /// 1 epoch of 2, each with an evaluation of 1/2.6 epochs.
    @Test
    @DisplayName("a replica that goes on from the nominal networks is worth its epochs, the others are whole")
    void warm() {
        Scene scene = scene(List.of("events=2000"), "uncertainty={ensemble: 2, bootstrapData: 2, warmEpochs: 1}");
        FitCount count = scene.count();
        Study whole = Toy.quick(folder.resolve("example/study.yaml"), "uncertainty={bootstrapData: 2}")
                .study();
        FitCount cold = new FitCount(whole, scene.prepared);
        assertThat(count.replica("bootstrap_data_0", 2).rows()
                        / cold.replica("bootstrap_data_0", 2).rows())
                .isCloseTo((1 + 1 / 2.6) / (2 + 1 / 2.6), within(1e-12));
        assertThat(count.replica("ensemble_1", 2)).isEqualTo(count.unfolding(2));
    }

    /// Toys of the data draw as many events; as in [#replicas], 10 %.
    @ParameterizedTest
    @EnumSource(Iterations.Criterion.class)
    @DisplayName("toys and bootstraps by which the number of iterations is chosen")
    void choosing(Iterations.Criterion criterion) {
        Scene scene = scene(
                List.of("events=3000"),
                "method.iterations={most: 3, criterion: %s, replicas: 4}"
                        .formatted(criterion.name().toLowerCase(Locale.ROOT)));
        Iterations.Choice choice = scene.study.method().iterations().choice().orElseThrow();
        try (RunFolder run = RunFolder.create(folder.resolve("run"), scene.study);
                var workers = new Workers(1)) {
            Checkpoint most = unfolded(scene, run, 3, workers);
            var chooser = new IterationChooser(run, scene.study, scene.inputs, scene.prepared, new Toy.Silence());
            assertThat(chooser.missing(choice)).isEqualTo(4);
            counting.made();
            chooser.choose(choice, most, workers);
            Fits made = counting.made();
            Fits one = scene.count().choosing(criterion);
            assertThat(4 * one.number()).isEqualTo(made.number()).isEqualTo(4 * 3 * 4);
            assertThat(4 * one.rows()).isCloseTo(made.rows(), within(0.1 * made.rows()));
            assertThat(chooser.missing(choice)).isZero();
        }
    }

    /// The rows of the classifier are drawn, n/2 ± √n/2 of n; of 5.5·n in all 5 errors are below 1 % where n ≥ 2000.
    @ParameterizedTest
    @CsvSource({"DETECTOR, 0, 1", "DETECTOR, 0.4, 2", "PRIOR, 0.4, 1", "RESPONSE, 0.4, 3"})
    @DisplayName("templates: the factors, five folds and a classifier for each that is learned")
    void templates(Likeness recipe, String fakes, int learned) {
        Scene scene = scene(List.of("events=5000", "fakes=" + fakes));
        Toy.gaussian(folder.resolve("second"), "events=6000", "fakes=" + fakes, "seed=7");
        Study study = Toy.quick(
                        folder.resolve("example/study.yaml"),
                        "uncertainty={systematics: [{name: a, recipe: %s, simulation: {file: ../second/simulation.parquet}}]}"
                                .formatted(recipe.name().toLowerCase(Locale.ROOT)))
                .study();
        Replica asked = Replicas.of(study, Inputs.read(study), scene.prepared).getFirst();
        var variation =
                new Variation.Resemblance(recipe, counting, ((Variation.Resemblance) asked.variation()).other());
        var replica = new Replica("a", variation, asked.networks(), asked.draws());
        try (var workers = new Workers(2)) {
            WeightTemplate.learn(variation, scene.prepared.problem(), counting, Seed.of(3), workers);
        }
        Fits made = counting.made();
        Fits counted = scene.count().template(replica);
        assertThat(counted.number()).isEqualTo(made.number()).isEqualTo(7 * learned);
        assertThat(counted.rows()).isCloseTo(made.rows(), within(0.01 * made.rows()));
    }
}
