package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.math.Workers;
import unfurl.measurement.Comparison;
import unfurl.measurement.Measurement;
import unfurl.model.Ensemble;
import unfurl.model.Model;
import unfurl.model.ModelFolder;
import unfurl.model.Onnx;
import unfurl.model.OnnxSession;
import unfurl.unfold.OmniFold;

/// The example of jets, small: clouds of particles are unfolded, and published with the result.
class ParticlesRunTest {
    private static final List<String> QUICK = List.of(
            "method.iterations=2",
            "method.minimumNEff=0",
            "method.estimator={deepSets: {particle: [16, 16], event: [16]}, epochs: 8, batch: 256, members: 1, learningRate: 0.003}");

    @TempDir
    static Path folder;

    private static StudyFile.Read study;
    private static Runner.Outcome outcome;

    @BeforeAll
    static void run() {
        Examples.write(
                "jets",
                folder.resolve("example"),
                List.of("jets=5000", "truthAlphaS=0.125", "truthGluons=0.6"),
                Optional.empty());
        study = StudyFile.read(folder.resolve("example/study.yaml"), QUICK);
        outcome = Toy.run(study, folder.resolve("one"), 1);
    }

    /// The three observables were never shown to a network: what is right about them was learned from the
    /// particles. Only those whose prior is far from the truth, against the statistics of 3000 jets, can come
    /// nearer for sure.
    @Test
    void observablesComeNearerToTheirTruth() {
        assertNearer(MeasurementFolder.read(outcome.folder()));
    }

    @Test
    void attentionBringsThemNearerToo() {
        var settings = new ArrayList<>(QUICK.subList(0, 2));
        settings.add("method.estimator={attention: {width: 8, heads: 2, blocks: 1, event: [16]}, activation: gelu,"
                + " epochs: 8, batch: 256, members: 1, learningRate: 0.003}");
        assertNearer(Toy.run(
                        StudyFile.read(folder.resolve("example/attention.yaml"), settings),
                        folder.resolve("attention"),
                        1)
                .measurement());
    }

    private static void assertNearer(Measurement measurement) {
        Comparison comparison =
                measurement.compare(Tables.read(folder.resolve("example/truth.parquet")), Optional.empty(), Map.of());
        for (Comparison.Line line : comparison.lines()) {
            if (List.of("mass", "multiplicity", "width")
                    .contains(line.observable().column())) {
                assertThat(line.unfolded().triangular().thousandfold())
                        .as(line.observable().column())
                        .isLessThan(
                                0.6 * line.prior().orElseThrow().triangular().thousandfold());
            }
        }
    }

    @Test
    void theParticlesAreInTheMeasurementAndNewObservablesComeFromThem() {
        Measurement measurement = MeasurementFolder.read(outcome.folder());
        Column pt = measurement.events().column("pt", "");
        assertThat(pt.isList()).isTrue();
        assertThat(pt.unit()).isEqualTo("GeV");
        Column made = Expression.parse("count(eta)").evaluate(measurement.events());
        Column published = measurement.events().column("multiplicity", "");
        assertThat(IntStream.range(0, made.size()).allMatch(i -> made.at(i) == published.at(i)))
                .isTrue();
        assertThat(outcome.folder().resolve("measurement/README.md"))
                .content()
                .contains("## Particles in `events.parquet`", "| `pt` | GeV |");
    }

    private static Features seen(Model model, Measurement measurement) {
        Mask all = Mask.all(measurement.events().rows());
        return model.encoding()
                .apply(measurement.events(), all)
                .with(model.particles().orElseThrow().apply(measurement.events(), all));
    }

    /// Step 2 gives the result from the published particles: to the bit, and in ONNX Runtime to 2·10⁻⁵, a factor
    /// of a float32 logarithm of order 1 and 10⁻⁵ that networks in ONNX may differ by.
    @Test
    void theNetworksAreKeptAndMakeTheResult() throws IOException {
        Measurement measurement = MeasurementFolder.read(outcome.folder());
        List<Ensemble> ensembles = ModelFolder.read(outcome.folder().resolve("models"));
        assertThat(ensembles).extracting(Ensemble::step).contains("step1", "step2");
        Ensemble step2 = ensembles.stream()
                .filter(ensemble -> ensemble.step().equals("step2"))
                .findFirst()
                .orElseThrow();
        assertThat(step2.first().particles().orElseThrow().names())
                .containsExactly("log pt", "eta", "phi", "log r", "charged");
        Features seen = seen(step2.first(), measurement);
        Weights ratio;
        try (var workers = new Workers(1)) {
            ratio = step2.ratio().at(seen, Mask.all(seen.rows()), workers).values();
        }
        Weights prior = measurement.weights("weight_mc");
        assertThat(prior.times(ratio.times(step2.first().member().scale()))).isEqualTo(measurement.nominal());

        Path onnx = folder.resolve("onnx");
        Onnx.write(ensembles, onnx);
        try (var session = new OnnxSession(Files.readAllBytes(onnx.resolve("step2.onnx")))) {
            float[] factor = session.outputs(seen).get("log_factor");
            for (int i = 0; i < factor.length; i++) {
                assertThat(prior.get(i) * Math.exp(factor[i]))
                        .isCloseTo(measurement.nominal().get(i), withinPercentage(0.002));
            }
        }
    }

    @Test
    void theyAreLeftOutWhereTheStudySaysSo() {
        var settings = new ArrayList<>(QUICK);
        settings.addAll(List.of("particles.publish=false", "method.iterations=1"));
        Runner.Outcome other = Toy.run(
                StudyFile.read(folder.resolve("example/study.yaml"), settings), folder.resolve("unpublished"), 1);
        assertThat(other.measurement().events().has("pt")).isFalse();
        assertThat(other.measurement().events().has("multiplicity")).isTrue();
    }

    @Test
    void twoThreadsGiveTheSameBits() {
        Toy.run(study, folder.resolve("two"), 2);
        assertThat(Toy.digests(folder.resolve("two"))).isEqualTo(Toy.digests(folder.resolve("one")));
    }

    /// A run that was stopped after its first steps goes on from the checkpoint to the same bits.
    @Test
    void aStoppedRunGoesOnToTheSameBits() {
        Path half = folder.resolve("half");
        try (RunFolder held = RunFolder.create(half, study.study())) {
            new Runner(study, 1, new StopsAfter(5), Toy.ENVIRONMENT).run(held);
        } catch (StopsAfter.Stopped stopped) {
            assertThat(half.resolve("replicas/nominal/state.safetensors")).exists();
        }
        assertThat(Files.exists(half.resolve("measurement"))).isFalse();
        Toy.resume(study, half);
        assertThat(Toy.digests(half)).isEqualTo(Toy.digests(folder.resolve("one")));
    }

    /// Throws when it hears of the end of a step.
    private static final class StopsAfter extends Toy.Silence {
        static final class Stopped extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        private int left;

        StopsAfter(int steps) {
            this.left = steps;
        }

        @Override
        public void stepDone(OmniFold.Info info) {
            if (--left == 0) {
                throw new Stopped();
            }
        }
    }
}
