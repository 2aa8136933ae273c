package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Response ratios by themselves.
class ResponseRatioTest {
    private static final Weights UP = Weights.of(1.2, 0.7, 1);
    private static final Weights DOWN = Weights.of(0.9, 1.6, 1);
    private static final TemplateResponse BOTH = new TemplateResponse("a", UP, Optional.of(DOWN));

    private static double[] log(ResponseRatio ratio, double... theta) {
        try (var alone = new Workers(1)) {
            return ratio.log(theta, alone);
        }
    }

    private static double[][] gradient(ResponseRatio ratio, double... theta) {
        try (var alone = new Workers(1)) {
            return ratio.gradient(theta, alone);
        }
    }

    @Test
    @DisplayName("templates are met at ±1, nothing changes at 0, and beyond ±1 they are powers")
    void templates() {
        for (int i = 0; i < 3; i++) {
            assertThat(log(BOTH, 1)[i]).isCloseTo(Math.log(UP.get(i)), within(1e-12));
            assertThat(log(BOTH, -1)[i]).isCloseTo(Math.log(DOWN.get(i)), within(1e-12));
            assertThat(log(BOTH, 0)[i]).isZero();
            assertThat(log(BOTH, 2.5)[i]).isCloseTo(2.5 * Math.log(UP.get(i)), within(1e-12));
            assertThat(log(BOTH, -2)[i]).isCloseTo(2 * Math.log(DOWN.get(i)), within(1e-12));
            assertThat(log(new TemplateResponse("a", UP, Optional.empty()), -0.5)[i])
                    .isCloseTo(-0.5 * Math.log(UP.get(i)), within(1e-12));
        }
    }

    @Test
    @DisplayName("slopes are those of differences, on both sides of ±1 and of 0 too")
    void slopes() {
        double h = 1e-6;
        for (double theta : new double[] {-1.4, -1 - h, -1 + h, -0.6, -h, h, 0.3, 1 - h, 1 + h, 1.7}) {
            for (int i = 0; i < 3; i++) {
                double difference = (log(BOTH, theta + h)[i] - log(BOTH, theta - h)[i]) / (2 * h);
                assertThat(gradient(BOTH, theta)[0][i]).isCloseTo(difference, within(1e-5));
            }
        }
    }

    @Test
    @DisplayName("a product has the sum of logarithms, each factor of its own parameters")
    void product() {
        var closed = new ClosedResponse(3, List.of("b"), true, b -> new double[] {b[0], 2 * b[0], b[0] * b[0]});
        ResponseRatio product = ResponseRatio.product(List.of("b", "a"), List.of(BOTH, closed));
        assertThat(log(product, 3, 1)[0]).isCloseTo(Math.log(1.2) + 3, within(1e-12));
        assertThat(gradient(product, 3, 1)[0]).containsExactly(new double[] {1, 2, 6}, within(1e-8));
        assertThat(gradient(product, 3, 1)[1]).containsExactly(gradient(BOTH, 1)[0], within(1e-12));
        assertThat(product.keepsEfficiency()).isFalse();
        assertThatThrownBy(() -> ResponseRatio.product(List.of("b"), List.of(BOTH)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a template that is not above 0 is refused")
    void refused() {
        assertThatThrownBy(() -> new TemplateResponse("a", Weights.of(1, 0), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event 1");
    }

    /// Their definition.
    @Test
    @DisplayName("calibrated weights have the sums that any ratio which keeps the efficiency has")
    void calibration() {
        var toy = ProfileGaussian.standard();
        UnfoldingProblem problem = toy.problem(20_000, Seed.of(1));
        try (var workers = new Workers(2)) {
            Weights weight = problem.at(List.of(1.4), workers).recoWeight();
            double[] slope = problem.response().gradient(new double[] {1.4}, workers)[0];
            for (int power = 0; power <= 2; power++) {
                int k = power;
                Weights x = Weights.tabulate(
                        problem.size(), i -> Math.pow(problem.gen().get(i, 0), k));
                assertThat(weight.dot(x)).isCloseTo(x.sum(), within(1e-6 * problem.size()));
                assertThat(weight.dot(Weights.tabulate(problem.size(), i -> x.get(i) * slope[i])))
                        .isCloseTo(0, within(1e-6 * problem.size()));
            }
        }
    }

    /// The bits of sums over blocks do not depend on who adds them.
    @Test
    @DisplayName("the fit of the parameters has the same bits at any number of threads")
    void threads() {
        UnfoldingProblem problem = ProfileGaussian.standard().problem(20_000, Seed.of(1));
        var flat = new NuisanceParameter("theta", 1, new NuisancePrior.Flat(), 0.5, 3);
        var nuisances = new Nuisances(List.of(flat), Nuisances.Step.EFFICIENT_SCORE);
        try (var one = new Workers(1);
                var three = new Workers(3)) {
            Weights ones = Weights.ones(problem.size());
            var a = NuisanceFit.of(problem, nuisances, List.of(1.2), ones, one);
            var b = NuisanceFit.of(problem, nuisances, List.of(1.2), ones, three);
            assertThat(a).isEqualTo(b);
        }
    }
}
