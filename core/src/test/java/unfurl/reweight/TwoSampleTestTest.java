package unfurl.reweight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

class TwoSampleTestTest {
    /// The score is x, which orders events as any rising ratio would.
    private static final RatioEstimator RISING = (sample, previous, seed, workers, progress) -> new RatioFit(
            (features, rows, w) ->
                    new Evaluation(Weights.tabulate(features.rows(), i -> rows.get(i) ? features.get(i, 0) : 0), 0, 0),
            new FitSummary(0, List.of(), List.of()));

    /// The first `n` of `rows` events are the denominator, the others the numerator.
    private static RatioSample sample(int n, int rows, IntToDoubleFunction x, IntToDoubleFunction weight) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = (float) x.applyAsDouble(i);
        }
        return new RatioSample(
                Features.owning(List.of("x"), rows, values),
                Weights.tabulate(rows, i -> i < n ? 0 : weight.applyAsDouble(i)),
                Weights.tabulate(rows, i -> i < n ? weight.applyAsDouble(i) : 0));
    }

    private static TwoSampleTest test(RatioEstimator estimator, RatioSample sample, Seed seed, int threads) {
        try (var workers = new Workers(threads)) {
            return TwoSampleTest.of(HeldOut.of(estimator, sample, seed, workers), seed.child("permutation"), workers);
        }
    }

    /// Scores 1, 2, 2, 3 with weights 2, 1, 0, 0 of the first sample and 0, 0, 1, 3 of the second. Pairs: the
    /// second's event at 2 is above weight 2 and tied with 1, that at 3 above all 3: (1·2.5 + 3·3)/(4·3) =
    /// 23/24. Placements: of the second's 5/6 and 1, of the first's 1 and 7/8. Σw²(V − area)²/(Σw)²:
    /// (1·(1/8)² + 9·(1/24)²)/16 + (4·(1/24)² + 1·(1/12)²)/9.
    @Test
    @DisplayName(
            "the area under the curve counts pairs by their weights, ties half, and its error is that of placements")
    void byHand() {
        var area =
                AreaUnderCurve.of(Mask.all(4), Weights.of(1, 2, 2, 3), Weights.of(2, 1, 0, 0), Weights.of(0, 0, 1, 3));
        assertThat(area.value()).isCloseTo(23 / 24.0, within(1e-15));
        double variance = (1 / 64.0 + 9 / 576.0) / 16 + (4 / 576.0 + 1 / 144.0) / 9;
        assertThat(area.error()).isCloseTo(Math.sqrt(variance), within(1e-15));
        assertThat(area.deviations()).isCloseTo((23 / 24.0 - 0.5) / Math.sqrt(variance), within(1e-12));
        var constant = AreaUnderCurve.of(
                Mask.all(4), Weights.of(1, 1, 1, 1), Weights.of(0.1, 0.7, 0, 0), Weights.of(0, 0, 0.3, 3));
        assertThat(constant.deviations()).isZero();
        assertThatThrownBy(() -> AreaUnderCurve.of(Mask.all(2), Weights.of(1, 2), Weights.of(1, 0), Weights.of(0, 0)))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("sum to 0");
    }

    /// P(x₂ > x₁) for N(d, 1) and N(0, 1) is Φ(d/√2), and no other order of events gives a larger area. Without
    /// a shift each placement is uniform, of variance 1/12: the error is √((1/n + 1/m)/12). Four standard
    /// deviations of the area; its own error fluctuates by some 1/√n.
    @Test
    @DisplayName("two Gaussians of unit width, d apart, have the area Φ(d/√2)")
    void gaussians() {
        Seed seed = Seed.of(3);
        int n = 20_000;
        for (double shift : new double[] {0, 0.5, 1.5}) {
            RatioSample sample = sample(n, 3 * n, i -> seed.gaussian(i) + (i < n ? 0 : shift), i -> 1);
            TwoSampleTest test = test(RISING, sample, seed.child("test"), 2);
            double exact = NormalDistribution.of(0, 1).cumulativeProbability(shift / Math.sqrt(2));
            assertThat(test.area().value())
                    .isCloseTo(exact, within(4 * test.area().error()));
            if (shift == 0) {
                double error = Math.sqrt((1 / test.numeratorNEff() + 1 / test.denominatorNEff()) / 12);
                assertThat(test.area().error()).isCloseTo(error, within(4 * error / Math.sqrt(n)));
            } else {
                assertThat(test.pValue()).isEqualTo(1e-3);
            }
        }
    }

    /// Toys of 300 events of N(0, 1), and of 600 of N(½, 1) with the weight exp(1/8 − x/2) that makes them
    /// N(0, 1), times 40. The Kolmogorov–Smirnov distance of N uniform numbers is above 1.63/√N in one case
    /// of 100.
    @Test
    @DisplayName("the p-value is uniform under the hypothesis, with weights of other size and spread in one sample")
    void uniform() {
        int toys = 300;
        double[] p = new double[toys];
        try (var workers = new Workers(2)) {
            workers.run(toys, toy -> {
                Seed seed = Seed.of(11).child(toy);
                RatioSample sample = sample(
                        300,
                        900,
                        i -> seed.gaussian(i) + (i < 300 ? 0 : 0.5),
                        i -> i < 300 ? 1 : 40 * Math.exp(0.125 - 0.5 * (seed.gaussian(i) + 0.5)));
                p[toy] = test(RISING, sample, seed.child("test"), 1).pValue();
            });
        }
        Arrays.sort(p);
        double distance = 0;
        for (int i = 0; i < toys; i++) {
            distance =
                    Math.max(distance, Math.max(Math.abs(p[i] - (double) i / toys), Math.abs(p[i] - (i + 1.0) / toys)));
        }
        assertThat(distance).isLessThan(1.63 / Math.sqrt(toys));
    }

    /// N(0, 1) in x and y, with a correlation of 0.6 or none: no histogram of x or of y differs.
    private static RatioSample correlated(int n, double correlation) {
        Seed seed = Seed.of(17);
        float[] values = new float[4 * n];
        for (int i = 0; i < 2 * n; i++) {
            double x = seed.child("x").gaussian(i);
            double own = i < n ? 0 : correlation;
            values[2 * i] = (float) x;
            values[2 * i + 1] = (float)
                    (own * x + Math.sqrt(1 - own * own) * seed.child("y").gaussian(i));
        }
        return new RatioSample(
                Features.owning(List.of("x", "y"), 2 * n, values),
                Weights.tabulate(2 * n, i -> i < n ? 0 : 1),
                Weights.tabulate(2 * n, i -> i < n ? 1 : 0));
    }

    @Test
    @DisplayName("a network finds what no single observable shows, and nothing where there is nothing")
    void power() {
        RatioEstimator network = TwoSampleTest.network(4000);
        TwoSampleTest different = test(network, correlated(2000, 0.6), Seed.of(2), 2);
        assertThat(different.pValue()).isEqualTo(1e-3);
        assertThat(different.area().deviations()).isGreaterThan(5);
        TwoSampleTest same = test(network, correlated(2000, 0), Seed.of(2), 2);
        assertThat(same.pValue()).isGreaterThan(0.01);
        assertThat(Math.abs(same.area().deviations())).isLessThan(3);
    }

    @Test
    @DisplayName("the same seed gives the same bits at any number of threads")
    void threads() {
        RatioEstimator network = TwoSampleTest.network(600);
        RatioSample sample = correlated(300, 0.6);
        assertThat(test(network, sample, Seed.of(2), 1)).isEqualTo(test(network, sample, Seed.of(2), 3));
    }

    @Test
    @DisplayName("too few events are refused, and so is an event of both samples")
    void refusals() {
        RatioSample few = sample(60, 1000, i -> i, i -> 1);
        assertThatThrownBy(() -> test(RISING, few, Seed.of(1), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs 100 of each");
        Weights ones = Weights.ones(200);
        var both = new RatioSample(few.features().select(Mask.of(1000, i -> i < 200)), ones, ones);
        assertThatThrownBy(() -> test(RISING, both, Seed.of(1), 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
