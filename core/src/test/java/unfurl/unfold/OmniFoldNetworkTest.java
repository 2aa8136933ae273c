package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.math.Seed;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.NetworkEstimator;

/// OmniFold with networks against the exact answer of infinitely many events.
class OmniFoldNetworkTest {
    private static OmniFold method(List<Integer> hidden, int batch, int epochs, double rate) {
        return method(hidden, batch, epochs, rate, Misses.STEP_1B);
    }

    private static OmniFold method(List<Integer> hidden, int batch, int epochs, double rate, Misses misses) {
        var training = TrainingOptions.defaults()
                .withBatchSize(batch)
                .withEpochs(epochs, epochs)
                .withLearningRate(rate, new Schedule.OneCycle(0.2, 0));
        var estimator = new NetworkEstimator(
                new NetworkShape.Dense(hidden, Activation.SILU), training, 1, 0.2, false, OptionalDouble.empty());
        return new OmniFold(estimator, estimator, misses, 100);
    }

    /// At 10⁵ events the statistical error is √10 times that of 10⁶, which [OmniFoldHistogramTest]
    /// derives as 0.0024 at most: 0.0076. The tolerance is three of them, the network's own error, about
    /// as large, in quadrature.
    @Test
    void followsTheExactAnswer() {
        var toy = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(100_000, Seed.of(5));
        var deviations = Following.of(method(List.of(32, 32), 1024, 5, 5e-3), toy, problem, 5);
        assertThat(deviations)
                .hasSize(5)
                .allSatisfy(d -> assertThat(d.larger()).as("%s", d).isLessThan(3 * Math.sqrt(2) * 0.0076));
    }

    /// What the project promises: 10⁶ events, misses, fakes and background, within 0.01 in one dimension
    /// and 0.02 in four, at each of five iterations. Batch, rate and averaging are the defaults.
    @Tag("validation")
    @ParameterizedTest
    @CsvSource({"1, 0.7, 0.01", "1, -1, 0.01", "4, 0.7, 0.02", "4, -1, 0.02"})
    void followsTheExactAnswerWithAMillionEvents(int dimensions, double efficiency, double tolerance) {
        var toy = LinearGaussian.standard(dimensions).withDetector(efficiency, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(1_000_000, Seed.of(7));
        var deviations = Following.of(method(List.of(64, 64), 512, 5, 2e-3), toy, problem, 5);
        assertThat(Following.told("networks, dimensions: " + dimensions, efficiency, deviations))
                .hasSize(5 * dimensions)
                .allSatisfy(d -> assertThat(d.larger()).as("%s", d).isLessThan(tolerance));
    }

    /// Misses set back to 1 give .07605/.92351 at iteration 5, which is not the answer, .19863/.80384, as
    /// [OmniFoldHistogramTest] has it; the tolerance is that of [#followsTheExactAnswer].
    @Test
    void isBiasedWhereMissesAreReset() {
        var toy = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(100_000, Seed.of(5));
        OmniFold keep = method(List.of(32, 32), 1024, 5, 5e-3, Misses.KEEP_PUSH);
        assertResetBiased(keep, toy, problem, 3 * Math.sqrt(2) * 0.0076);
    }

    /// Kept on misses the push gives .16635/.84340 at iteration 5: the test with the limit 0.01 would tell.
    @Tag("validation")
    @Test
    void isBiasedWherePushIsKeptOrMissesAreReset() {
        var toy = LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(1_000_000, Seed.of(7));
        OmniFold keep = method(List.of(64, 64), 512, 5, 2e-3, Misses.KEEP_PUSH);
        var kept = Following.of(keep, toy, problem, 5).getLast();
        assertThat(kept.mean()).isCloseTo(.16635 - .19863, within(0.01));
        assertThat(kept.std()).isCloseTo(.84340 - .80384, within(0.01));
        assertThat(kept.larger()).isGreaterThan(0.02);
        assertResetBiased(keep, toy, problem, 0.01);
    }

    private static void assertResetBiased(
            OmniFold keep, LinearGaussian toy, UnfoldingProblem problem, double tolerance) {
        var reset = Following.of(keep, toy, problem, 5, s -> OmniFoldHistogramTest.resetMisses(problem, s))
                .getLast();
        assertThat(reset.mean()).isCloseTo(.07605 - .19863, within(tolerance));
        assertThat(reset.std()).isCloseTo(.92351 - .80384, within(tolerance));
        assertThat(reset.larger()).isGreaterThan(2 * tolerance);
    }
}
