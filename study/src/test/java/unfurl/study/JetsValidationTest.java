package unfurl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.formats.Tables;
import unfurl.hist.Distances;
import unfurl.measurement.Comparison;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;

/// What the tutorial of jets says: unfolded clouds come near their truth in the observables of the study, and in
/// others, some of which a perceptron on the study's observables leaves far from it.
///
/// The charges are independent of everything that the perceptron sees, so it cannot bring them near.
///
/// Distances are triangular discriminators ×10³, in the default bins of `unfurl compare`. The weights of both
/// runs are put beside the particles of the simulation, so that any observable can be made.
@Tag("validation")
class JetsValidationTest {
    /// The observables of the tutorial's table that neither run knows of.
    private static final Map<String, String> UNSEEN = unseen();

    /// So many of them, the first ones, are of charges.
    private static final int OF_CHARGES = 4;

    @TempDir
    Path folder;

    private static Map<String, String> unseen() {
        var out = new LinkedHashMap<String, String>();
        out.put("charged particles", "sum(charged)");
        out.put("neutral particles", "sum(1 - charged)");
        out.put("share of charged particles", "mean(charged)");
        out.put("momentum share of charged ones", "sum(charged*pt)/sum(pt)");
        out.put(
                "mean distance, 2 to 5 GeV",
                "sum((min(1, floor(pt/2)) - min(1, floor(pt/5)))*r)"
                        + "/max(1, sum(min(1, floor(pt/2)) - min(1, floor(pt/5))))");
        out.put("mean distance, below 3 GeV", "sum((1 - min(1, floor(pt/3)))*r)/max(1, sum(1 - min(1, floor(pt/3))))");
        out.put("mean distance", "mean(r)");
        out.put("largest distance", "max(r)");
        out.put("share of the hardest particle", "max(pt)/sum(pt)");
        out.put("particles above 10 GeV", "sum(min(1, floor(pt/10)))");
        out.put("root mean square radius", "sqrt(sum(pt*r^2)/sum(pt))");
        out.put("share of the momentum beyond 0.2", "sum(pt*min(1, floor(r/0.2)))/sum(pt)");
        out.put("particles within 0.05", "sum(1 - min(1, floor(r/0.05)))");
        out.put("planar flow", "4*(sum(pt*eta^2)*sum(pt*phi^2) - sum(pt*eta*phi)^2)/(sum(pt*eta^2) + sum(pt*phi^2))^2");
        return out;
    }

    @Test
    @DisplayName("jets as clouds come out near their truth, also where their observables do not tell it")
    void jets() {
        Path example = folder.resolve("jets");
        Examples.write("jets", example, List.of(), Optional.empty());
        Measurement clouds = run(example, "study.yaml");
        Measurement attention = run(example, "attention.yaml");
        Measurement perceptron = run(example, "observables.yaml");
        Table truth = Tables.read(example.resolve("truth.parquet"));
        Comparison ofTheFive = clouds.compare(truth, Optional.empty(), Map.of());
        assertNearTruth(ofTheFive);
        assertMomentumStays(ofTheFive.lines().get(0), truth.column("pT_jet", "the test"));
        Comparison byClouds = unseen(example, clouds);
        Comparison byAttention = unseen(example, attention);
        Comparison byPerceptron = unseen(example, perceptron);
        print(byPerceptron, byClouds, byAttention);
        assertNearer(byClouds, byPerceptron);
        assertNearer(byAttention, byPerceptron);
    }

    private static void assertNearer(Comparison clouds, Comparison perceptron) {
        assertThat(clouds.meanUnfolded()).isLessThan(perceptron.meanUnfolded());
        assertThat(clouds.lines()).allSatisfy(JetsValidationTest::assertNoWorseThanItsPrior);
        for (int i = 0; i < OF_CHARGES; i++) {
            Distances.Triangular near = clouds.lines().get(i).unfolded().triangular();
            Distances.Triangular far = perceptron.lines().get(i).unfolded().triangular();
            assertThat(near.value() + near.error())
                    .as(clouds.lines().get(i).observable().label())
                    .isLessThan(far.value() - far.error());
        }
    }

    private Measurement run(Path example, String study) {
        return Toy.run(StudyFile.read(example.resolve(study), List.of()), folder.resolve(study + ".run"), 2)
                .measurement();
    }

    /// 0.7 is half as much again as the floor, which is what statistics alone would give.
    private static void assertNearTruth(Comparison comparison) {
        System.err.printf(Locale.ROOT, "clouds, of the five: %.3f%n", 1000 * comparison.meanUnfolded());
        assertThat(1000 * comparison.meanPrior().orElseThrow()).isGreaterThan(8);
        assertThat(1000 * comparison.meanUnfolded()).isLessThan(0.7);
        assertThat(comparison.lines()).allSatisfy(JetsValidationTest::assertNoWorseThanItsPrior);
    }

    /// The momentum of jets is all but the same in both, so its distance is of the size of a statistical error
    /// before as after: at most the prior's, and twice √(2 Var(p)/n), the standard deviation of a difference
    /// of two means.
    private static void assertMomentumStays(Comparison.Line line, Column truth) {
        double mean = IntStream.range(0, truth.size())
                .mapToDouble(truth::at)
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, truth.size())
                .mapToDouble(i -> Math.pow(truth.at(i) - mean, 2))
                .average()
                .orElseThrow();
        assertThat(line.unfolded().wasserstein())
                .isLessThan(line.prior().orElseThrow().wasserstein() + 2 * Math.sqrt(2 * variance / truth.size()));
    }

    private static void assertNoWorseThanItsPrior(Comparison.Line line) {
        Distances.Triangular unfolded = line.unfolded().triangular();
        Distances.Triangular prior = line.prior().orElseThrow().triangular();
        assertThat(unfolded.value())
                .as("%s: %s, prior %s", line.observable().label(), unfolded, prior)
                .isLessThanOrEqualTo(prior.value() + unfolded.error());
    }

    /// A run's weights beside the unseen observables of the simulation, which has the run's events in the same
    /// order.
    private static Comparison unseen(Path example, Measurement run) {
        Table all = Tables.read(example.resolve("simulation.parquet"));
        Column pass = all.column("pass_truth", "the test");
        Table simulation = all.select(Mask.of(all.rows(), i -> pass.longAt(i) == 1));
        assertThat(run.events().rows()).isEqualTo(simulation.rows());
        for (int i = 0; i < simulation.rows(); i++) {
            assertThat((float) run.events().column("pTD", "the test").at(i))
                    .isEqualTo((float) simulation.column("pTD", "the test").at(i));
        }
        var columns = new ArrayList<>(measured(simulation));
        run.head().weightColumns().forEach(name -> columns.add(run.events().column(name, "the test")));
        var joined =
                new Measurement(headOf(run), run.provenance(), run.citations(), Table.of("the simulation", columns));
        Table truth = Tables.read(example.resolve("truth.parquet"));
        return joined.compare(Table.of("the truth", measured(truth)), Optional.empty(), Map.of());
    }

    private static List<Column> measured(Table particles) {
        return UNSEEN.entrySet().stream()
                .map(e -> Expression.parse(e.getValue()).evaluate(particles).named(e.getKey()))
                .toList();
    }

    private static Head headOf(Measurement run) {
        Head head = run.head();
        return new Head(
                head.name(),
                head.description(),
                UNSEEN.keySet().stream()
                        .map(name -> new Observable(name, name, ""))
                        .toList(),
                head.phaseSpace(),
                head.normalisation(),
                head.luminosity(),
                head.prior(),
                head.groups(),
                head.iterations());
    }

    private static void print(Comparison perceptron, Comparison clouds, Comparison attention) {
        for (int i = 0; i < clouds.lines().size(); i++) {
            Comparison.Line line = clouds.lines().get(i);
            System.err.printf(
                    Locale.ROOT,
                    "%-34s prior %6.2f  five observables %s  clouds %s  attention %s  floor %.2f%n",
                    line.observable().label(),
                    line.prior().orElseThrow().triangular().thousandfold(),
                    distance(perceptron, i),
                    distance(clouds, i),
                    distance(attention, i),
                    1000 * line.unfolded().triangular().floor());
        }
    }

    private static String distance(Comparison run, int line) {
        Distances.Triangular distance = run.lines().get(line).unfolded().triangular();
        return "%5.2f ± %.2f".formatted(distance.thousandfold(), 1000 * distance.error());
    }
}
