package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// What step 3 maximises, and where it finds its maximum.
class ExpectedLikelihoodTest {
    private static final int N = 40;
    private static final Weights PULLED = Weights.tabulate(N, i -> 1 + 0.02 * i);
    private static final Weights PUSHED = Weights.tabulate(N, i -> 1 + 0.01 * (i % 7));

    private static UnfoldingProblem problem() {
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = i;
        }
        Features features = Features.owning(List.of("x"), N, x);
        Mask all = Mask.all(N);
        Weights ones = Weights.ones(N);
        var a = new TemplateResponse("a", Weights.tabulate(N, i -> Math.exp(0.02 * i - 0.4)), Optional.empty());
        var b = new TemplateResponse(
                "b", Weights.tabulate(N, i -> 1 + 0.3 * Math.sin(i)), Optional.of(Weights.tabulate(N, i -> 1.1)));
        return new UnfoldingProblem(
                        new UnfoldingProblem.Simulation(features, features, all, all, ones, ones),
                        new UnfoldingProblem.Detected(features, ones),
                        UnfoldingProblem.Detected.none(List.of("x")))
                .withResponse(ResponseRatio.product(List.of("a", "b"), List.of(a, b)));
    }

    private static Nuisances nuisances(double high, boolean free) {
        NuisancePrior prior = new NuisancePrior.Gaussian(0.2, 0.5);
        var b = new NuisanceParameter("b", 0, prior, -3, 3);
        return new Nuisances(
                List.of(new NuisanceParameter("a", 0, prior, -3, high), free ? b : b.heldAt(0.4)), Nuisances.Step.EM);
    }

    private static ExpectedLikelihood of(Nuisances nuisances, Workers workers) {
        double[] start = nuisances.starts().stream().mapToDouble(t -> t).toArray();
        return new ExpectedLikelihood(problem(), nuisances, PULLED, PUSHED, start, workers);
    }

    @Test
    @DisplayName("its slope is that of differences")
    void slope() {
        try (var workers = new Workers(1)) {
            ExpectedLikelihood q = of(nuisances(3, true), workers);
            double h = 1e-5;
            double[] at = {0.3, -0.6};
            for (int k = 0; k < 2; k++) {
                double[] up = at.clone();
                double[] down = at.clone();
                up[k] += h;
                down[k] -= h;
                double difference = (q.at(up).value() - q.at(down).value()) / (2 * h);
                assertThat(q.at(at).derivatives().gradient()[k]).isCloseTo(difference, within(1e-5));
            }
        }
    }

    /// A scan in steps of 0.01 knows nothing of slopes.
    @Test
    @DisplayName("its maximum is that of a scan")
    void maximum() {
        try (var workers = new Workers(1)) {
            ExpectedLikelihood q = of(nuisances(3, true), workers);
            double[] found = q.maximum();
            double best = Double.NEGATIVE_INFINITY;
            double[] where = new double[2];
            for (int i = -150; i <= 150; i++) {
                for (int j = -150; j <= 150; j++) {
                    double value = q.at(new double[] {0.01 * i, 0.01 * j}).value();
                    if (value > best) {
                        best = value;
                        where = new double[] {0.01 * i, 0.01 * j};
                    }
                }
            }
            assertThat(found).containsExactly(where, within(0.01));
            assertThat(q.at(found).value()).isGreaterThanOrEqualTo(best);
            assertThat(q.at(found).derivatives().gradient()).containsExactly(new double[] {0, 0}, within(1e-3));
        }
    }

    @Test
    @DisplayName("a parameter stops at its bound while the other goes on, and one that is held stays")
    void bounds() {
        try (var workers = new Workers(1)) {
            double unbound = of(nuisances(3, true), workers).maximum()[0];
            double bound = unbound - 0.1;
            ExpectedLikelihood q = of(nuisances(bound, true), workers);
            double[] found = q.maximum();
            assertThat(found[0]).isEqualTo(bound);
            assertThat(q.at(found).derivatives().gradient()[0]).isPositive();
            assertThat(q.at(found).derivatives().gradient()[1]).isCloseTo(0, within(1e-3));
            assertThat(of(nuisances(3, false), workers).maximum()[1]).isEqualTo(0.4);
        }
    }

    /// Of a response that says it rises where it falls.
    @Test
    @DisplayName("where no step along the slope raises it, far from a maximum, it is not said to be at its maximum")
    void noRise() {
        UnfoldingProblem problem = problem();
        ResponseRatio response = problem.response();
        var lying = new ResponseRatio() {
            @Override
            public int events() {
                return response.events();
            }

            @Override
            public List<String> parameters() {
                return response.parameters();
            }

            @Override
            public boolean keepsEfficiency() {
                return response.keepsEfficiency();
            }

            @Override
            public double[] log(double[] theta, Workers workers) {
                return response.log(theta, workers);
            }

            @Override
            public double[][] gradient(double[] theta, Workers workers) {
                double[][] gradient = response.gradient(theta, workers);
                Arrays.stream(gradient).forEach(values -> Arrays.setAll(values, i -> -values[i]));
                return gradient;
            }
        };
        try (var workers = new Workers(1)) {
            var q = new ExpectedLikelihood(
                    problem.withResponse(lying), nuisances(3, true), PULLED, PUSHED, new double[] {0, 0}, workers);
            assertThatThrownBy(q::maximum)
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("does not rise from [0.0, 0.0]");
        }
    }
}
