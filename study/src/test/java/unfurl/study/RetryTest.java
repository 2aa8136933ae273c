package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.NumericalException;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.RatioEstimator;
import unfurl.uncertainty.Likeness;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Sample;
import unfurl.uncertainty.Variation;
import unfurl.unfold.OmniFold;

/// What fails once, and not again.
class RetryTest {
    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();

    /// An estimator whose first fit fails.
    private RatioEstimator flaky(RatioEstimator estimator) {
        return (sample, previous, seed, workers, progress) -> {
            if (calls.incrementAndGet() == 1) {
                throw new NumericalException("the loss is not finite");
            }
            return estimator.fit(sample, previous, seed, workers, progress);
        };
    }

    private StudyFile.Read read() {
        return Toy.quick(Toy.gaussian(folder.resolve("example"), "events=4000", "fakes=0"));
    }

    @Test
    @DisplayName("a replica that fails once is that of the next attempt, with why the first failed")
    void replica() throws IOException {
        StudyFile.Read read = read();
        Inputs inputs = Inputs.read(read.study());
        Prepared prepared = Prepared.of(read.study(), inputs);
        OmniFold method = prepared.method();
        var failing = new Prepared(
                prepared.problem(),
                new OmniFold(flaky(method.detector()), method.particle(), method.misses(), method.minimumNEff()),
                prepared.gen(),
                prepared.reco(),
                List.of());
        var data = new Variation.DataBootstrap(inputs.data().rows());
        var replica = new Replica("bootstrap_data_0", data, Seed.of(1), Seed.of(2));
        try (RunFolder run = RunFolder.create(folder.resolve("run"), read.study());
                var workers = new Workers(1)) {
            Files.createDirectories(run.replica("any").getParent());
            List<ReplicaFile> files = new ReplicaRunner(run, read.study(), inputs, failing, new Toy.Silence())
                    .run(List.of(replica), Map.of(), 1, List.of(), Map.of(), workers);
            assertThat(ReplicaRunner.failures(files))
                    .containsExactly(
                            new Failure("replica 'bootstrap_data_0'", 1, "iteration 1, step1: the loss is not finite"));
            Replica.Plan plan = Replica.Plan.of(method, 1);
            assertThat(files.getFirst().weights())
                    .isEqualTo(
                            replica.unfold(prepared.problem(), plan, 1, workers).weights())
                    .isNotEqualTo(
                            replica.unfold(prepared.problem(), plan, 0, workers).weights());
        }
    }

    @Test
    @DisplayName("a template that fails once is learned with another seed")
    void template() {
        StudyFile.Read read = Toy.quick(
                Toy.gaussian(folder.resolve("example"), "events=4000", "fakes=0"),
                "method.estimator={network: [16], epochs: 12, patience: 12, batch: 64, members: 1}",
                "uncertainty={systematics: [{name: tilted, recipe: prior, simulation: {file: simulation.parquet, genWeight: exp(0.1*x)}}]}");
        Inputs inputs = Inputs.read(read.study());
        Prepared prepared = Prepared.of(read.study(), inputs);
        Replica asked = Replicas.of(read.study(), inputs, prepared).getFirst();
        Sample other = ((Variation.Resemblance) asked.variation()).other();
        RatioEstimator networks = read.study().method().templates().ratios();
        var first = new Variation.Resemblance(Likeness.PRIOR, flaky(networks), other);
        var always = new Variation.Resemblance(Likeness.PRIOR, networks, other);
        try (RunFolder run = RunFolder.create(folder.resolve("run"), read.study());
                var workers = new Workers(1)) {
            var replica = new Replica("tilted", first, asked.networks(), asked.draws());
            Templates templates = new TemplateRunner(run::template, read.study(), prepared, inputs, new Toy.Silence())
                    .learn(List.of(replica), workers);
            assertThat(templates.failures())
                    .containsExactly(new Failure("the template of 'tilted'", 1, "the loss is not finite"));
            Seed second = asked.draws().child("attempt").child(1);
            assertThat(templates.of("tilted").orElseThrow().factors().gen())
                    .isEqualTo(always.learn(prepared.problem(), second, workers)
                            .factors()
                            .gen())
                    .isNotEqualTo(always.learn(prepared.problem(), asked.draws(), workers)
                            .factors()
                            .gen());
        }
    }
}
