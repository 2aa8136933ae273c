package unfurl.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.FitSummary;
import unfurl.reweight.RatioFit;
import unfurl.reweight.RatioSample;
import unfurl.study.TreeOptions;

class TreeEstimatorTest {
    private static final TreeOptions SMALL = new TreeOptions(50, 3, 0.3, 1, 1, 1, 1, 64, 10);

    private static RatioFit fit(TreeOptions options, int members, RatioSample sample, int threads) {
        try (var workers = new Workers(threads)) {
            return new TreeEstimator(options, members, 0.25)
                    .fit(sample, Optional.empty(), Seed.of(3), workers, FitProgress.NONE);
        }
    }

    private static Weights ratio(RatioFit fit, RatioSample sample) {
        try (var workers = new Workers(1)) {
            return fit.ratio()
                    .at(sample.features(), Mask.all(sample.features().rows()), workers)
                    .values();
        }
    }

    private static RatioSample sample(
            int rows, IntToDoubleFunction x, IntToDoubleFunction up, IntToDoubleFunction down) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = (float) x.applyAsDouble(i);
        }
        return new RatioSample(
                Features.owning(List.of("x"), rows, values), Weights.tabulate(rows, up), Weights.tabulate(rows, down));
    }

    /// Two Gaussian samples of two features, one shifted along the first.
    private static RatioSample gaussians(int rows) {
        Seed seed = Seed.of(11);
        float[] values = new float[2 * rows];
        for (int i = 0; i < values.length; i++) {
            double shift = i % 2 == 0 && (i / 2) % 2 == 0 ? 0.5 : 0;
            values[i] = (float) (seed.gaussian(i) + shift);
        }
        return new RatioSample(
                Features.owning(List.of("x", "y"), rows, values),
                Weights.tabulate(rows, i -> i % 2 == 0 ? 1 + seed.child("w").uniform(i) : 0),
                Weights.tabulate(rows, i -> i % 2 == 0 ? 0 : 2 * seed.child("w").uniform(i)));
    }

    /// All events at one place have the same weights, so that any training share of them has the same G and H.
    /// With classes scaled to weigh the same, z = −G/H = 2 (Σa − Σb) / (Σa + Σb) after one tree from z = 0, and
    /// the ratio is exp(z) Σ numerator / Σ denominator. The tolerance is the rounding of `float`.
    @Test
    @DisplayName("one tree is one Newton step, negative weights included")
    void newton() {
        int n = 400;
        double[] up = {1.2, 0.5};
        double[] down = {-0.1, 2};
        var sample = sample(n, i -> i % 2, i -> up[i % 2], i -> down[i % 2]);
        var options = new TreeOptions(1, 1, 1, 1e-6, 1, 1, 0, 16, 1);
        Weights ratio = ratio(fit(options, 1, sample, 1), sample);
        double sumUp = sample.numerator().sum();
        double sumDown = sample.denominator().sum();
        for (int place = 0; place < 2; place++) {
            double a = up[place] / sumUp;
            double b = down[place] / sumDown;
            double expected = Math.exp(2 * (a - b) / (a + b)) * sumUp / sumDown;
            assertThat(ratio.get(place)).isCloseTo(expected, within(1e-6 * expected));
            assertThat(ratio.get(place + 2)).isEqualTo(ratio.get(place));
        }
    }

    /// The loss of each place has its minimum at the ratio of its sums, which Newton steps approach until the
    /// library makes no split any more, for it would gain less than its least, 10⁻⁶. A place that is off by δ
    /// gains Hδ². The lightest place has some 150 training events of weight 0.09, so H = 3.4 and δ = 5·10⁻⁴;
    /// four times that is allowed.
    @Test
    @DisplayName("the ratio is that of the sums of weights, with its yield")
    void sums() {
        double[] up = {3, 1, 0.2, 7};
        double[] down = {1, 4, 0.3, 5};
        var sample = sample(800, i -> i % 4, i -> up[i % 4], i -> down[i % 4]);
        var options = new TreeOptions(60, 2, 0.5, 1e-6, 1, 1, 0, 16, 60);
        Weights ratio = ratio(fit(options, 2, sample, 1), sample);
        for (int place = 0; place < 4; place++) {
            assertThat(ratio.get(place)).isCloseTo(up[place] / down[place], within(2e-3 * up[place] / down[place]));
        }
    }

    @Test
    @DisplayName("an event of weight 0 is absent, whatever its features")
    void absent() {
        RatioSample some = gaussians(2000);
        var nothing = new float[200];
        Arrays.fill(nothing, Float.NaN);
        var more = new RatioSample(
                some.features().followedBy(Features.owning(List.of("x", "y"), 100, nothing)),
                Weights.tabulate(2100, i -> i < 2000 ? some.numerator().get(i) : 0),
                Weights.tabulate(2100, i -> i < 2000 ? some.denominator().get(i) : 0));
        RatioFit with = fit(SMALL, 2, more, 1);
        RatioFit without = fit(SMALL, 2, some, 1);
        assertThat(with.report()).isEqualTo(without.report());
        assertThat(ratio(with, some)).isEqualTo(ratio(without, some));
    }

    @Test
    @DisplayName("training stops, keeps the best round, and that is what the ratio is made of")
    void earlyStopping() {
        RatioSample sample = gaussians(3000);
        var eager = new TreeOptions(1000, 6, 0.5, 1, 1, 1, 1, 256, 7);
        RatioFit stopped = fit(eager, 1, sample, 1);
        FitSummary.Curve curve = stopped.report().curves().getFirst();
        int best = curve.bestEpoch();
        assertThat(curve.validation()).hasSize(best + 1 + 7).hasSameSizeAs(curve.training());
        assertThat(curve.validation())
                .allSatisfy(loss -> assertThat(loss)
                        .isGreaterThanOrEqualTo(curve.validation().get(best)));
        assertThat(curve.validation().getLast())
                .isGreaterThan(curve.validation().get(best));
        assertThat(curve.training().getLast()).isLessThan(curve.training().get(best));
        var whole = new TreeOptions(best + 1, 6, 0.5, 1, 1, 1, 1, 256, 7);
        assertThat(ratio(fit(whole, 1, sample, 1), sample)).isEqualTo(ratio(stopped, sample));
    }

    private static Mask validating(int rows) {
        Seed split = Seed.of(3).child("member").child(0).child("validation");
        return Mask.of(rows, i -> split.uniform(i) < 0.25);
    }

    /// With weights a and b scaled to equal sums: Σ a·softplus(−z) + b·softplus(z) over Σ a + b. The ratio has the
    /// logit z in the library's `float`, of errors of 10⁻⁷ for each of some ten trees.
    @Test
    @DisplayName("the validation loss is weighted, negative weights included")
    void weightedValidation() {
        int n = 3000;
        RatioSample some = gaussians(n);
        var sample = new RatioSample(
                some.features(),
                Weights.tabulate(n, i -> some.numerator().get(i) * (i / 2 % 10 == 3 ? -1 : 1)),
                some.denominator());
        RatioFit fit = fit(SMALL, 1, sample, 1);
        Weights ratio = ratio(fit, sample);
        double up = sample.numerator().sum();
        double down = sample.denominator().sum();
        double loss = 0;
        double weight = 0;
        for (int i : validating(n).indices()) {
            double a = sample.numerator().get(i) / up;
            double b = sample.denominator().get(i) / down;
            double z = Math.log(ratio.get(i) * down / up);
            loss += a * Math.log1p(Math.exp(-z)) + b * Math.log1p(Math.exp(z));
            weight += a + b;
        }
        FitSummary.Curve curve = fit.report().curves().getFirst();
        assertThat(curve.validation().get(curve.bestEpoch())).isCloseTo(loss / weight, within(2e-6));
    }

    /// In each class half of the validation events count 7/4 and half 1/4, those on the side where the other class
    /// is more frequent the more: they say the opposite of what is learned from the others. Sums of the classes,
    /// and so all of the training, are the same to the bit.
    @Test
    @DisplayName("the weights of the validation events, and they alone, move the stop")
    void validationWeightsMoveTheStop() {
        int n = 4000;
        Features features = gaussians(n).features();
        var plain = new RatioSample(
                features, Weights.tabulate(n, i -> i % 2 == 0 ? 1 : 0), Weights.tabulate(n, i -> i % 2));
        int[] held = validating(n).indices();
        double[] factor = new double[n];
        Arrays.fill(factor, 1);
        for (int label = 0; label < 2; label++) {
            int of = label;
            int[] byX = Arrays.stream(held)
                    .filter(i -> i % 2 == of)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> features.get(i, 0)))
                    .mapToInt(i -> i)
                    .toArray();
            for (int k = 0; k < byX.length / 2; k++) {
                factor[byX[k]] = label == 0 ? 1.75 : 0.25;
                factor[byX[byX.length - 1 - k]] = label == 0 ? 0.25 : 1.75;
            }
        }
        var opposite = new RatioSample(
                features,
                Weights.tabulate(n, i -> plain.numerator().get(i) * factor[i]),
                Weights.tabulate(n, i -> plain.denominator().get(i) * factor[i]));
        FitSummary.Curve one = fit(SMALL, 1, plain, 1).report().curves().getFirst();
        FitSummary.Curve other = fit(SMALL, 1, opposite, 1).report().curves().getFirst();
        assertThat(one.bestEpoch()).isGreaterThan(2);
        assertThat(other.bestEpoch()).isZero();
        assertThat(other.training())
                .hasSize(1 + SMALL.earlyStopping())
                .isEqualTo(one.training().subList(0, 1 + SMALL.earlyStopping()));
    }

    /// The first line of a curve is the loss after one tree: below that of no tree, ln 2.
    @Test
    @DisplayName("the loss of balanced classes begins below ln 2 and falls in training")
    void losses() {
        FitSummary.Curve curve =
                fit(SMALL, 1, gaussians(3000), 1).report().curves().getFirst();
        assertThat(curve.training().getFirst()).isLessThan(Math.log(2));
        for (int i = 1; i < curve.training().size(); i++) {
            assertThat(curve.training().get(i)).isLessThan(curve.training().get(i - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 0.6, 0.5, -0.5", "3, 0.6, 1, 1", "2, 1, 1, -1"})
    @DisplayName("one, two and five threads give the same bits, with a tenth of the weights negative too")
    void threads(int members, double subsample, double columns, double sign) {
        RatioSample all = gaussians(20_000);
        var sample = new RatioSample(
                all.features(),
                Weights.tabulate(20_000, i -> all.numerator().get(i) * (i / 2 % 10 == 3 ? sign : 1)),
                Weights.tabulate(20_000, i -> all.denominator().get(i) * (i / 2 % 10 == 7 ? sign : 1)));
        var options = new TreeOptions(20, 5, 0.3, 1, subsample, columns, 1, 256, 20);
        RatioFit one = fit(options, members, sample, 1);
        for (int threads : List.of(2, 5)) {
            RatioFit more = fit(options, members, sample, threads);
            assertThat(more.report()).isEqualTo(one.report());
            assertThat(ratio(more, sample)).isEqualTo(ratio(one, sample));
        }
    }

    @Test
    @DisplayName("another seed, another share of the events")
    void seeds() {
        RatioSample sample = gaussians(3000);
        try (var workers = new Workers(1)) {
            RatioFit other = new TreeEstimator(SMALL, 1, 0.25)
                    .fit(sample, Optional.empty(), Seed.of(4), workers, FitProgress.NONE);
            assertThat(ratio(other, sample)).isNotEqualTo(ratio(fit(SMALL, 1, sample, 1), sample));
        }
    }

    @Test
    @DisplayName("each round is told")
    void progress() {
        var told = new ArrayList<String>();
        try (var workers = new Workers(1)) {
            var options = new TreeOptions(3, 2, 0.1, 1, 1, 1, 1, 64, 3);
            new TreeEstimator(options, 2, 0.25)
                    .fit(
                            gaussians(1000),
                            Optional.empty(),
                            Seed.of(1),
                            workers,
                            (member, members, epoch, most, loss) ->
                                    told.add("%d/%d %d/%d".formatted(member, members, epoch, most)));
        }
        assertThat(told).containsExactly("0/2 1/3", "0/2 2/3", "0/2 3/3", "1/2 1/3", "1/2 2/3", "1/2 3/3");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    @DisplayName("a feature that is not finite is refused with its name and event, in training and afterwards")
    void notFinite(float bad) {
        var broken = sample(100, i -> i == 7 ? bad : i, i -> 1, i -> 1);
        assertThatThrownBy(() -> fit(SMALL, 1, broken, 1))
                .isInstanceOf(NumericalException.class)
                .hasMessage("the feature 'x' of event 7 is " + bad);
        var whole = sample(100, i -> i, i -> 1, i -> 1);
        RatioFit fit = fit(SMALL, 1, whole, 1);
        assertThatThrownBy(() -> ratio(fit, broken))
                .isInstanceOf(NumericalException.class)
                .hasMessage("the feature 'x' of event 7 is " + bad);
        Mask others = Mask.of(100, i -> i != 7);
        try (var workers = new Workers(1)) {
            Weights values = fit.ratio().at(broken.features(), others, workers).values();
            assertThat(values.get(7)).isZero();
            assertThat(values.where(others).sum()).isPositive();
        }
    }

    @Test
    @DisplayName("classes without a positive sum, and events too few to validate, are refused")
    void nothingToLearn() {
        assertThatThrownBy(() -> fit(SMALL, 1, sample(100, i -> i, i -> 0, i -> 1), 1))
                .isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("the positive weights of the 100 training and validation rows sum to 0.0");
        assertThatThrownBy(() -> fit(SMALL, 1, sample(100, i -> i, i -> 1, i -> i % 2 == 0 ? -1 : 0.5), 1))
                .isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("the negative weights of the 100 training and validation rows sum to -25.0");
        assertThatThrownBy(() -> fit(SMALL, 1, sample(1, i -> i, i -> 1, i -> 1), 1))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("rows sum to 0.0; a mean loss needs a sum above 0");
    }

    @Test
    @DisplayName("features of another number, and options out of range, are a caller's error")
    void caller() {
        RatioFit fit = fit(SMALL, 1, gaussians(500), 1);
        assertThatThrownBy(() -> ratio(fit, sample(10, i -> i, i -> 1, i -> 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trees of 2 features cannot see 1");
        assertThatThrownBy(() -> new TreeEstimator(SMALL, 0, 0.2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TreeEstimator(SMALL, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TreeOptions(1, 17, 0.1, 1, 1, 1, 1, 64, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depth must be from 1 to 16, not 17");
    }

    /// What the library refuses becomes one line of ours, without its stack trace.
    @Test
    @DisplayName("a refusal of the library is told in one line")
    void refusal() {
        assertThatThrownBy(() -> Xgboost.call("trying", () -> new DMatrix(new float[] {1 / 0f}, 1, 1, Float.NaN)))
                .isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("XGBoost failed while trying: Check failed: ")
                .hasMessageContaining("`inf`")
                .message()
                .doesNotContain("\n");
    }
}
