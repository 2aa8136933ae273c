package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;

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
    /// derives as 0.0024 at most: 0.0076, along each axis, and three of them are 0.023. Trees draw steps,
    /// and stop before they follow the noise of single ones: a tenth of the way from prior to truth, which
    /// is 0.2 in mean and in standard deviation, may be left in one dimension, and a sixth in four, where a
    /// step is a box. In quadrature 0.031 and 0.040.
    @ParameterizedTest
    @CsvSource({"1, 2, 0.031", "4, 4, 0.040"})
    void followsTheExactAnswer(int dimensions, int depth, double tolerance) {
        var toy = LinearGaussian.standard(dimensions).withDetector(LinearGaussian.SLOPED, 0.1, 0.1);
        UnfoldingProblem problem = toy.problem(100_000, Seed.of(5));
        var options = new TreeOptions(60, depth, 0.3, 50, 1, 1, 1, 256, 8);
        var deviations = Following.of(method(options, 1), toy, problem, 5);
        assertThat(deviations)
                .hasSize(5 * dimensions)
                .allSatisfy(d -> assertThat(d.larger()).as("%s", d).isLessThan(tolerance));
    }
}
