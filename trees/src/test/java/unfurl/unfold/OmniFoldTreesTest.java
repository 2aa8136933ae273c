package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.math.Seed;
import unfurl.study.TreeOptions;
import unfurl.trees.TreeEstimator;

/// OmniFold with trees against the exact answer of infinitely many events.
class OmniFoldTreesTest {
    private static OmniFold method(TreeOptions options, int members) {
        var estimator = new TreeEstimator(options, members, 0.2);
        return new OmniFold(estimator, estimator, Misses.STEP_1B, 100);
    }

    /// At 10⁵ events the statistical error is √10 times that of 10⁶, which [OmniFoldHistogramTest]
    /// derives as 0.0024 at most: 0.0076, along each axis. The tolerance is three of them, the trees' own error,
    /// about as large, in quadrature.
    @ParameterizedTest
    @CsvSource({"1, 2", "4, 4"})
    void followsTheExactAnswer(int dimensions, int depth) {
        var toy = LinearGaussian.standard(dimensions).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(100_000, Seed.of(5));
        var options = new TreeOptions(60, depth, 0.3, 50, 1, 1, 1, 256, 8);
        var deviations = Following.of(method(options, 1), toy, problem, 5);
        assertThat(deviations)
                .hasSize(5 * dimensions)
                .allSatisfy(d -> assertThat(d.larger()).as("%s", d).isLessThan(3 * Math.sqrt(2) * 0.0076));
    }

    /// What the project promises of networks: 10⁶ events, misses, fakes and background, within 0.01 in one
    /// dimension and 0.02 in four, at each of five iterations.
    @Tag("validation")
    @ParameterizedTest
    @CsvSource({"1, 0.01", "4, 0.02"})
    void followsTheExactAnswerWithAMillionEvents(int dimensions, double tolerance) {
        var toy = LinearGaussian.standard(dimensions).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(1_000_000, Seed.of(7));
        var options = new TreeOptions(300, 4, 0.15, 100, 1, 1, 1, 256, 10);
        var deviations = Following.of(method(options, 2), toy, problem, 5);
        assertThat(deviations)
                .hasSize(5 * dimensions)
                .allSatisfy(d -> assertThat(d.larger()).as("%s", d).isLessThan(tolerance));
    }
}
