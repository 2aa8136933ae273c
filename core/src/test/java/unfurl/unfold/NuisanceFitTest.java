package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// What reco tells of θ when the spectrum is free, against algebra.
class NuisanceFitTest {
    private static final int EVENTS = 50_000;
    private static final Nuisances FLAT = nuisances(new NuisancePrior.Flat());

    private static Nuisances nuisances(NuisancePrior prior) {
        return new Nuisances(
                List.of(new NuisanceParameter(ProfileGaussian.THETA, 1, prior, 0.5, 3)), Nuisances.Step.EM);
    }

    private static NuisanceFit fit(UnfoldingProblem problem, Nuisances nuisances, double theta) {
        try (var workers = new Workers(2)) {
            return NuisanceFit.of(problem, nuisances, List.of(theta), Weights.ones(problem.size()), workers);
        }
    }

    /// The same problem with reco features of which some are left out.
    private static UnfoldingProblem seeing(UnfoldingProblem problem, int column) {
        int n = problem.size();
        Features simulated =
                column(problem.reco(), column, Mask.of(problem.reco().rows(), i -> i < n));
        Features data = column(problem.reco(), column, Mask.of(problem.reco().rows(), i -> i >= n));
        return new UnfoldingProblem(
                        new UnfoldingProblem.Simulation(
                                problem.gen(),
                                simulated,
                                problem.passGen(),
                                problem.passReco(),
                                problem.genWeight(),
                                problem.recoWeight()),
                        new UnfoldingProblem.Detected(data, problem.data()),
                        UnfoldingProblem.Detected.none(List.of("y")))
                .withResponse(problem.response());
    }

    private static Features column(Features all, int column, Mask rows) {
        int[] chosen = rows.indices();
        float[] values = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            values[i] = all.get(chosen[i], column);
        }
        return Features.owning(List.of("y"), chosen.length, values);
    }

    /// With t = (y1/ε² + y2/θ²)/(1/ε² + 1/θ²), sufficient for x, and D = y2 − y1 of variance v = ε² + θ²,
    /// independent of t: E[(y2 − x)² | y] is c²D² + 2cD(1 − a)(t − m) and a function of t, with c = θ²/v,
    /// a = s²/Var(t) and Var(t) = s² + ε²θ²/v. A change of the spectrum is a function of t, so that the information
    /// is the variance of the first two terms over θ⁶; with x known it is 2/θ².
    private static double information(ProfileGaussian toy, double theta) {
        double square = theta * theta;
        double v = toy.smearing() * toy.smearing() + square;
        double ofMean = toy.smearing() * toy.smearing() * square / v;
        double s2 = toy.priorStd() * toy.priorStd();
        double c = square / v;
        double rest = ofMean * ofMean / (s2 + ofMean);
        return (2 * Math.pow(c, 4) * v * v + 4 * c * c * v * rest) / Math.pow(theta, 6);
    }

    /// A twentieth is three errors of a mean of fourth powers over 5·10⁴ events.
    @Test
    @DisplayName("the information on θ with a free spectrum")
    void information() {
        var toy = ProfileGaussian.standard();
        UnfoldingProblem problem = toy.problem(EVENTS, Seed.of(2));
        NuisanceFit fit = fit(problem, FLAT, 1);
        double expected = EVENTS * information(toy, 1);
        assertThat(expected).isCloseTo(EVENTS * (1.0 / 2 + 1.0 / 3), within(1e-6));
        assertThat(fit.information().get(0, 0)).isCloseTo(expected, within(0.05 * expected));
        assertThat(fit.slowest().share()).isCloseTo(information(toy, 1) / 2, within(0.02));
        assertThat(unknown(problem, FLAT, 1)).isEmpty();
    }

    /// Where data and simulation are one distribution and every weight is 1 the variance is twice that of the data,
    /// less what calibration knows of the simulation.
    @Test
    @DisplayName("the error of θ counts data and simulation, and the interval agrees with it")
    void error() {
        var toy = new ProfileGaussian(0, 1, 0, 1, 1, 1, 1);
        NuisanceFit fit = fit(toy.problem(EVENTS, Seed.of(3)), FLAT, 1);
        double ofData = 1 / Math.sqrt(EVENTS * information(toy, 1));
        assertThat(fit.error(0)).isBetween(ofData, 1.05 * Math.sqrt(2) * ofData);
        NuisanceFit.Interval interval = fit.intervals().getFirst();
        assertThat(interval.high() - 1).isCloseTo(fit.error(0), within(0.1 * fit.error(0)));
        assertThat(1 - interval.low()).isCloseTo(fit.error(0), within(0.1 * fit.error(0)));
    }

    private static Optional<NuisanceFit.Direction> unknown(
            UnfoldingProblem problem, Nuisances nuisances, double theta) {
        try (var workers = new Workers(2)) {
            var score = new EfficientScore(problem, List.of(theta), Weights.ones(problem.size()), workers);
            return new NuisanceEstimate(nuisances, List.of(theta), score).unknown();
        }
    }

    @Test
    @DisplayName("y1 alone tells nothing of θ, and y2 alone nothing that the spectrum could not do as well")
    void degenerate() {
        for (int events : new int[] {EVENTS, 20_000}) {
            UnfoldingProblem problem = ProfileGaussian.standard().problem(events, Seed.of(2));
            for (int column : new int[] {0, 1}) {
                assertThat(unknown(seeing(problem, column), FLAT, 1)).hasValueSatisfying(direction -> {
                    assertThat(direction.words()).isEqualTo("theta");
                    assertThat(direction.share()).isLessThan(0.01);
                });
            }
        }
    }

    /// With I of the data 0 the posterior is the prior: its error is the width, and it ends a width from the centre.
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.03, 0.1, 0.3})
    @DisplayName("with a prior a parameter of which the data tell nothing is what the prior says")
    void priorAlone(double width) {
        UnfoldingProblem problem = ProfileGaussian.standard().problem(20_000, Seed.of(2));
        Nuisances nuisances = nuisances(new NuisancePrior.Gaussian(1, width));
        for (int column : new int[] {0, 1}) {
            UnfoldingProblem blind = seeing(problem, column);
            assertThat(unknown(blind, nuisances, 1)).isEmpty();
            NuisanceFit fit = fit(blind, nuisances, 1);
            assertThat(fit.error(0)).isCloseTo(width, within(1e-9));
            assertThat(fit.intervals().getFirst().high()).isCloseTo(1 + width, within(1e-9));
            assertThat(fit.perWidth(0, new NuisancePrior.Gaussian(1, width)).getFirst())
                    .isCloseTo(width, within(1e-9));
            assertThat(fit.ofDataAlone()).containsExactly(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    @DisplayName("a log-normal prior tells a parameter above its median as well as below")
    void logNormal() {
        UnfoldingProblem blind = seeing(ProfileGaussian.standard().problem(20_000, Seed.of(2)), 0);
        for (double theta : new double[] {0.9, 1.1}) {
            assertThat(unknown(blind, nuisances(new NuisancePrior.LogNormal(1, 0.1)), theta))
                    .isEmpty();
        }
    }

    /// The formulas are those of a fit with a flat prior at the same θ.
    @Test
    @DisplayName("the error from the data alone is that without a prior")
    void ofDataAlone() {
        UnfoldingProblem problem = ProfileGaussian.standard().problem(EVENTS, Seed.of(2));
        double flat = fit(problem, FLAT, 1).error(0);
        NuisanceFit fit = fit(problem, nuisances(new NuisancePrior.Gaussian(1, flat)), 1);
        assertThat(fit.error(0)).isLessThan(0.9 * flat);
        assertThat(fit.ofDataAlone().getFirst()).isCloseTo(flat, within(1e-12));
    }

    /// θ and a shift of y2, of which log w is unit·shift·(y2 − x)/θ² − (unit·shift)²/(2θ²) at θ = 1.
    private static NuisanceFit withShift(double unit) {
        var toy = ProfileGaussian.standard();
        UnfoldingProblem problem = toy.problem(EVENTS, Seed.of(2));
        var shift = new ClosedResponse(EVENTS, List.of("shift"), true, at -> {
            double by = unit * at[0];
            double[] log = new double[EVENTS];
            Arrays.setAll(
                    log, i -> by * (problem.reco().get(i, 1) - problem.gen().get(i, 0)) - by * by / 2);
            return log;
        });
        var both = ResponseRatio.product(List.of(ProfileGaussian.THETA, "shift"), List.of(problem.response(), shift));
        var nuisances = new Nuisances(
                List.of(
                        new NuisanceParameter(ProfileGaussian.THETA, 1, new NuisancePrior.Flat(), 0.5, 3),
                        new NuisanceParameter("shift", 0, new NuisancePrior.Flat(), -0.1 / unit, 0.1 / unit)),
                Nuisances.Step.EM);
        try (var workers = new Workers(2)) {
            return NuisanceFit.of(
                    problem.withResponse(both), nuisances, List.of(1.0, 0.0), Weights.ones(EVENTS), workers);
        }
    }

    /// Another unit is another name of the same number; what is left are the last digits of derivatives.
    @Test
    @DisplayName("the unit of one parameter changes nothing of another")
    void units() {
        NuisanceFit one = withShift(1);
        NuisanceFit million = withShift(1e6);
        assertThat(one.error(0)).isPositive();
        assertThat(million.error(0)).isCloseTo(one.error(0), within(1e-5 * one.error(0)));
        assertThat(1e6 * million.error(1)).isCloseTo(one.error(1), within(1e-5 * one.error(1)));
        assertThat(million.correlation(0, 1)).isCloseTo(one.correlation(0, 1), within(1e-5));
        assertThat(million.slowest().words()).isEqualTo(one.slowest().words());
        assertThat(million.slowest().share()).isCloseTo(one.slowest().share(), within(1e-5));
    }
}
