package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Evaluation;
import unfurl.reweight.FitSummary;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioFit;
import unfurl.uncertainty.Template.Checks;

/// The checks of templates whose quality is known: an estimator that always says 1.
class TemplateCheckTest {
    private static final RatioEstimator ONE = (sample, previous, seed, workers, progress) -> new RatioFit(
            (features, rows, evaluators) ->
                    new Evaluation(Weights.tabulate(features.rows(), i -> rows.get(i) ? 1 : 0), 0, 0),
            new FitSummary(sample.present().count(), List.of(), List.of()));
    private static final Workers WORKERS = new Workers(1);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /// Events of independent N(0, 1) features and one indicator of probability 0.05.
    private static Features events(int count, int features, Seed seed) {
        float[] values = new float[count * (features + 1)];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < features; j++) {
                values[i * (features + 1) + j] = (float) seed.child(j).gaussian(i);
            }
            values[i * (features + 1) + features] = seed.child("indicator").uniform(i) < 0.05 ? 1 : 0;
        }
        List<String> names = IntStream.rangeClosed(0, features)
                .mapToObj(j -> j < features ? "x" + j : "indicator")
                .toList();
        return Features.owning(names, count, values);
    }

    private static Checks check(Features from, Features to, IntToDoubleFunction weight, Seed seed) {
        return Template.learn(
                        ONE, from, Weights.ones(from.rows()), to, Weights.tabulate(to.rows(), weight), seed, WORKERS)
                .checks();
    }

    /// Both samples follow one distribution, so 1 is right. The smallest of nine p-values times 9 is
    /// below 0.1 in 1 − (1 − 0.1/9)⁹ = 9.6 % of the cases: of 200 in 19 ± 4.2.
    @Test
    @DisplayName("a right template is significant as often as its p-value says, whatever the number of features")
    void right() {
        int below = 0;
        for (int i = 0; i < 200; i++) {
            Seed seed = Seed.of(31).child(i);
            Checks checks =
                    check(events(2000, 8, seed.child("from")), events(2000, 8, seed.child("to")), event -> 1.0, seed);
            assertThat(checks.refusal()).isEmpty();
            below += checks.closure().orElseThrow().pValue() < 0.1 ? 1 : 0;
        }
        assertThat((double) below).isCloseTo(19, within(3 * 4.2));
    }

    /// The target's density is 1 + a·tanh(x) of the other's: the relative difference in a cell is a·⟨tanh
    /// x⟩, whose square is on average a²·0.39 (0.394 without cells). The statistics add 2·9/40,000 =
    /// 0.00045 to the square in a fifth of the events, and deviate by 0.0002 in each, 0.0001 in all five:
    /// with a square of 0.000625 the size is known to 0.002.
    @Test
    @DisplayName("a difference that does not matter is no reason, however significant; one that does is")
    void size() {
        Seed seed = Seed.of(5);
        Features from = events(200_000, 1, seed.child("from"));
        Features to = events(200_000, 1, seed.child("to"));
        Checks small = check(from, to, i -> 1 + 0.04 * Math.tanh(to.get(i, 0)), seed);
        assertThat(small.closure().orElseThrow().pValue()).isLessThan(1e-4);
        assertThat(small.closure().orElseThrow().size()).isCloseTo(0.04 * 0.625, within(0.005));
        assertThat(small.refusal()).isEmpty();
        Checks large = check(from, to, i -> 1 + 0.1 * Math.tanh(to.get(i, 0)), seed);
        assertThat(large.closure().orElseThrow().size()).isCloseTo(0.1 * 0.625, within(0.005));
        assertThat(large.refusal().orElseThrow()).contains("'x0' by 6.", "allowed are 5.0 %");
    }

    @Test
    @DisplayName("a rare category is compared, a constant is said not to be")
    void indicator() {
        Seed seed = Seed.of(6);
        Features from = events(20_000, 1, seed.child("from"));
        Features to = events(20_000, 1, seed.child("to"));
        Checks rare = check(from, to, i -> 1 + to.get(i, 1), seed);
        // 5 % of the events have twice the weight: 0.05·(1/2)² + … of the square, about 0.16 of the size.
        assertThat(rare.refusal().orElseThrow()).contains("'indicator'");
        Features constant = Features.owning(List.of("c"), 20_000, new float[20_000]);
        Checks none = check(constant, constant, i -> 1.0, seed);
        assertThat(none.closure()).isEmpty();
        assertThat(none.unchecked()).containsExactly("c");
        assertThat(none.sentence()).contains("not checked by itself: c");
    }

    @Test
    @DisplayName("the number of particles is compared, and the rest of them is said not to be")
    void particles() {
        Seed seed = Seed.of(8);
        Checks checks = check(clouds(5000, 2, seed.child("a")), clouds(5000, 3, seed.child("b")), i -> 1.0, seed);
        assertThat(checks.refusal().orElseThrow()).contains("'number of particles'");
        assertThat(checks.unchecked()).containsExactly("the particles beyond their number");
    }

    private static Features clouds(int events, double mean, Seed seed) {
        int[] first = new int[events + 1];
        for (int i = 0; i < events; i++) {
            first[i + 1] = first[i] + seed.poisson(i, mean);
        }
        return Features.owning(List.of(), events, new float[0])
                .with(Particles.owning(List.of("pt"), first, new float[first[events]]));
    }

    @Test
    @DisplayName("few events of either sample are refused before anything is learned")
    void few() {
        Seed seed = Seed.of(9);
        Features many = events(5000, 1, seed.child("many"));
        Features few = events(900, 1, seed.child("few"));
        for (Checks checks : List.of(check(many, few, i -> 1.0, seed), check(few, many, i -> 1.0, seed))) {
            assertThat(checks.refusal().orElseThrow()).contains("worth 900 events");
            assertThat(checks.area()).isEmpty();
        }
    }

    /// All events are in both samples, so in what is fitted from both rows of an event are present, or neither is.
    @Test
    @DisplayName("the same events in two detectors are never on both sides of a check")
    void same() {
        int n = 5000;
        Features from = events(n, 1, Seed.of(10));
        var fitted = new ArrayList<Mask>();
        RatioEstimator watching = (sample, previous, seed, workers, progress) -> {
            fitted.add(sample.present());
            return ONE.fit(sample, previous, seed, workers, progress);
        };
        Template.learnOfSame(watching, from, Weights.ones(n), from, Weights.ones(n), Seed.of(11), WORKERS);
        // The factors themselves, five folds, and the classifier.
        assertThat(fitted).hasSize(7).allSatisfy(present -> {
            for (int event = 0; event < n; event++) {
                assertThat(present.get(event)).isEqualTo(present.get(event + n));
            }
        });
        assertThat(fitted.stream().skip(1))
                .allSatisfy(present -> assertThat(present.count()).isBetween(n / 2, 2 * n * 9 / 10));
    }

    @Test
    @DisplayName("other numbers of events are not the same events")
    void notSame() {
        Features from = events(5000, 1, Seed.of(10));
        Features to = events(4000, 1, Seed.of(10));
        assertThatThrownBy(() -> Template.learnOfSame(
                        ONE, from, Weights.ones(5000), to, Weights.ones(4000), Seed.of(11), WORKERS))
                .hasMessage("5000 events cannot be the same as 4000");
    }
}
