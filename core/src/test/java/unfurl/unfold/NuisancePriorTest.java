package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;

/// Priors by themselves, and how they move an estimate.
class NuisancePriorTest {
    static final int EVENTS = 20_000;
    /// Resolutions of y1 = x, y2 = x + a and y3 = x + b.
    static final double[] SMEARING = {0.5, 0.7, 0.9};
    private static final double[] TRUE_SHIFT = {0, 0.05, -0.08};

    static Stream<NuisancePrior> priors() {
        return Stream.of(
                new NuisancePrior.Gaussian(0.3, 0.2), new NuisancePrior.LogNormal(1.2, 0.3), new NuisancePrior.Flat());
    }

    @ParameterizedTest
    @MethodSource("priors")
    @DisplayName("slopes are those of differences, and vanish at the centre")
    void slopes(NuisancePrior prior) {
        double h = 1e-5;
        for (double theta : new double[] {0.4, 1, 2.5}) {
            double difference = (prior.log(theta + h) - prior.log(theta - h)) / (2 * h);
            assertThat(prior.slope(theta)).isCloseTo(difference, within(1e-6));
        }
        if (!Double.isNaN(prior.centre())) {
            assertThat(prior.slope(prior.centre())).isZero();
            assertThat(prior.information(prior.centre())).isCloseTo(1 / (prior.width() * prior.width()), within(1e-9));
        }
    }

    @Test
    @DisplayName("a width that is not positive, a range without inside and a start outside are refused")
    void refused() {
        assertThatThrownBy(() -> new NuisancePrior.Gaussian(0, 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new NuisancePrior.LogNormal(-1, 0.1)).isInstanceOf(InputException.class);
        var flat = new NuisancePrior.Flat();
        assertThatThrownBy(() -> new NuisanceParameter("a", 0, flat, 1, 1)).hasMessageContaining("range");
        assertThatThrownBy(() -> new NuisanceParameter("a", 2, flat, 0, 1)).hasMessageContaining("starts at 2");
        var a = new NuisanceParameter("a", 0, flat, -1, 1);
        assertThatThrownBy(() -> new Nuisances(List.of(a, a), Nuisances.Step.EM))
                .hasMessageContaining("two");
    }

    @Test
    @DisplayName("a prior says its numbers in words, the large ones too")
    void words() {
        assertThat(new NuisancePrior.Gaussian(0.5, 200_000).describe()).isEqualTo("Gaussian 0.5 ± 200000");
        assertThat(new NuisancePrior.LogNormal(1, 0.25).describe()).isEqualTo("log-normal 1, width 0.25");
    }

    /// 10⁴ draws: their mean has an error of a hundredth of the width, and their standard deviation one of 0.7 %.
    @Test
    @DisplayName("centres that are drawn scatter by the width, of a log-normal those of the logarithm")
    void drawn() {
        int n = 10_000;
        var gaussian = new double[n];
        var log = new double[n];
        for (int i = 0; i < n; i++) {
            double z = Seed.of(4).gaussian(i);
            gaussian[i] = new NuisancePrior.Gaussian(0.3, 0.2).drawn(z).centre();
            log[i] = Math.log(new NuisancePrior.LogNormal(1.2, 0.3).drawn(z).centre());
        }
        assertScatters(gaussian, 0.3, 0.2);
        assertScatters(log, Math.log(1.2), 0.3);
        assertThat(new NuisancePrior.Gaussian(0.5, 0.25).drawn(2)).isEqualTo(new NuisancePrior.Gaussian(1, 0.25));
        assertThat(new NuisancePrior.Flat().drawn(1.5)).isEqualTo(new NuisancePrior.Flat());
    }

    private static void assertScatters(double[] values, double mean, double width) {
        double sum = Arrays.stream(values).sum() / values.length;
        double square = Arrays.stream(values).map(x -> (x - sum) * (x - sum)).sum() / (values.length - 1);
        assertThat(sum).isCloseTo(mean, within(4 * 0.01 * width));
        assertThat(Math.sqrt(square)).isCloseTo(width, within(4 * 0.007 * width));
    }

    private static Features reco(Seed seed, boolean nature) {
        float[] values = new float[3 * EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            double x = gen(seed, nature, i);
            for (int j = 0; j < 3; j++) {
                double shift = nature ? TRUE_SHIFT[j] : 0;
                values[3 * i + j] =
                        (float) (x + shift + SMEARING[j] * seed.child(j).gaussian(i));
            }
        }
        return Features.owning(List.of("y1", "y2", "y3"), EVENTS, values);
    }

    private static double gen(Seed seed, boolean nature, int i) {
        double z = seed.child("gen").gaussian(i);
        return nature ? 0.2 + 1.1 * z : z;
    }

    /// y2 and y3 are shifted by a and b: log w = a·(y2 − x)/σ² − a²/(2σ²), and the same of b.
    static UnfoldingProblem problem() {
        Seed simulated = Seed.of(8).child("simulation");
        Features reco = reco(simulated, false);
        float[] x = new float[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            x[i] = (float) gen(simulated, false, i);
        }
        Mask all = Mask.all(EVENTS);
        Weights ones = Weights.ones(EVENTS);
        var response = new ClosedResponse(EVENTS, List.of("a", "b"), true, theta -> {
            double[] log = new double[EVENTS];
            for (int i = 0; i < EVENTS; i++) {
                for (int j = 1; j < 3; j++) {
                    double square = SMEARING[j] * SMEARING[j];
                    log[i] += theta[j - 1] * (reco.get(i, j) - x[i] - theta[j - 1] / 2) / square;
                }
            }
            return log;
        });
        return new UnfoldingProblem(
                        new UnfoldingProblem.Simulation(
                                Features.owning(List.of("x"), EVENTS, x), reco, all, all, ones, ones),
                        new UnfoldingProblem.Detected(reco(Seed.of(8).child("nature"), true), ones),
                        UnfoldingProblem.Detected.none(List.of("y1", "y2", "y3")))
                .withResponse(response);
    }

    private static double[] fitted(UnfoldingProblem problem, Nuisances.Step step, NuisancePrior a, NuisancePrior b) {
        var nuisances = new Nuisances(
                List.of(new NuisanceParameter("a", 0, a, -1, 1), new NuisanceParameter("b", 0, b, -1, 1)), step);
        OmniFold method = ProfileGaussianTest.method(nuisances, 3, 1);
        OmniFold.State state = method.init(problem);
        try (var workers = new Workers(2)) {
            while (state.iteration() < (step == Nuisances.Step.EM ? 14 : 5)) {
                state = method.step(problem, state, Seed.of(1), workers, FitProgress.NONE)
                        .state();
            }
        }
        return state.theta().stream().mapToDouble(t -> t).toArray();
    }

    /// Differences to y1 hold all that is known of a and b with a free spectrum: I = n·C⁻¹ with
    /// C = [[ε₁² + ε₂², ε₁²], [ε₁², ε₁² + ε₃²]], and the posterior's maximum is (I + P)⁻¹·(I·θ + P·μ).
    /// The estimate θ without priors is on the same events, so that their fluctuations are in both.
    @ParameterizedTest
    @EnumSource(Nuisances.Step.class)
    @DisplayName("priors move two correlated shifts to the maximum of the exact posterior")
    void movesAsThePosterior(Nuisances.Step step) {
        UnfoldingProblem problem = problem();
        double[] free = fitted(problem, step, new NuisancePrior.Flat(), new NuisancePrior.Flat());
        double[] mean = {0.08, -0.08};
        double[] width = {0.006, 0.02};
        double[] moved = fitted(
                problem,
                step,
                new NuisancePrior.Gaussian(mean[0], width[0]),
                new NuisancePrior.Gaussian(mean[1], width[1]));
        double common = SMEARING[0] * SMEARING[0];
        RealMatrix covariance = MatrixUtils.createRealMatrix(new double[][] {
            {common + SMEARING[1] * SMEARING[1], common}, {common, common + SMEARING[2] * SMEARING[2]}
        });
        RealMatrix information = MatrixUtils.inverse(covariance).scalarMultiply(EVENTS);
        RealMatrix prior = MatrixUtils.createRealDiagonalMatrix(
                new double[] {1 / (width[0] * width[0]), 1 / (width[1] * width[1])});
        double[] right = information.operate(free);
        double[] ofPrior = prior.operate(mean);
        double[] expected = new LUDecomposition(information.add(prior))
                .getSolver()
                .solve(MatrixUtils.createRealVector(new double[] {right[0] + ofPrior[0], right[1] + ofPrior[1]}))
                .toArray();
        // The true shifts are (0.05, −0.08) with errors of 0.006 and 0.007 of data, and of simulation as much again.
        assertThat(free[0]).isCloseTo(TRUE_SHIFT[1], within(3 * 0.006 * Math.sqrt(2)));
        assertThat(free[1]).isCloseTo(TRUE_SHIFT[2], within(3 * 0.0073 * Math.sqrt(2)));
        assertThat(moved[0] - free[0]).isGreaterThan(0.01);
        // Networks that are trained anew leave a tenth of a standard deviation.
        assertThat(moved[0]).isCloseTo(expected[0], within(0.0015));
        assertThat(moved[1]).isCloseTo(expected[1], within(0.0015));
    }

    private static Nuisances both(NuisancePrior prior) {
        return new Nuisances(
                List.of(new NuisanceParameter("a", 0, prior, -1, 1), new NuisanceParameter("b", 0, prior, -1, 1)),
                Nuisances.Step.EM);
    }

    private static NuisanceFit known(UnfoldingProblem problem, NuisancePrior prior) {
        try (var workers = new Workers(2)) {
            return NuisanceFit.of(problem, both(prior), List.of(0.05, -0.08), Weights.ones(EVENTS), workers);
        }
    }

    /// The same formulas in two ways: along the line on which the other follows, and the whole inverse.
    @Test
    @DisplayName("the errors of two correlated parameters from the data alone are those without priors")
    void ofDataAlone() {
        UnfoldingProblem problem = problem();
        NuisanceFit flat = known(problem, new NuisancePrior.Flat());
        NuisanceFit fit = known(problem, new NuisancePrior.Gaussian(0, 0.01));
        for (int k = 0; k < 2; k++) {
            assertThat(fit.ofDataAlone().get(k)).isCloseTo(flat.error(k), within(1e-9));
            assertThat(fit.error(k)).isLessThan(0.9 * flat.error(k));
        }
    }

    @Test
    @DisplayName("the data alone tell neither of two parameters of which they know the sum")
    void alike() {
        UnfoldingProblem problem = problem();
        ResponseRatio both = problem.response();
        var sum = new ClosedResponse(EVENTS, List.of("a", "b"), true, theta -> {
            try (var alone = new Workers(1)) {
                return both.log(new double[] {theta[0] + theta[1], 0}, alone);
            }
        });
        UnfoldingProblem alike = problem.withResponse(sum);
        NuisancePrior prior = new NuisancePrior.Gaussian(0, 0.01);
        NuisanceFit fit = known(alike, prior);
        assertThat(fit.ofDataAlone()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        Weights ones = Weights.ones(EVENTS);
        List<Double> theta = List.of(0.05, -0.08);
        try (var workers = new Workers(2)) {
            NuisanceFit.requireKnown(alike, both(prior), theta, ones, workers);
            assertThatThrownBy(
                            () -> NuisanceFit.requireKnown(alike, both(new NuisancePrior.Flat()), theta, ones, workers))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("along 0.71·a − 0.71·b");
        }
    }
}
