package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.measurement.Recipe;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// Systematic effects that are reweightings whose result is known: replicas and the recipe of a measurement, with
/// histogram ratios.
class KnownShiftTest {
    private static final Axis BINS = Axis.equal("x", "", 8, -2, 2);
    private static final int ITERATIONS = 3;

    /// Prior N(0, 1), truth N(0.2, 0.8²), smearing 0.8: what three iterations leave of a prior is large.
    private static final ExpectedContents GAUSSIAN =
            new ExpectedContents(new LinearGaussian(1, 0, 1, 0.2, 0.8, 0, 0.8, 1, 0, 0));

    private static double[] contents(UnfoldingProblem problem, Weights weights) {
        return Spectra.contents(Grid.of(BINS), problem, weights);
    }

    /// The simulation is its own data, so that nothing fluctuates: the nominal result is the prior. A detector
    /// that sees f(x) times as many of the events at x makes the result 1/f of it, by algebra, when the
    /// iterations have converged: in a bin, 1 over the mean of f. Products of shifts to 2 % are known to 4 %.
    @Test
    @DisplayName("the shift of an efficiency that is a known function of gen is recovered to 2 % of its size")
    void efficiency() {
        UnfoldingProblem problem = new LinearGaussian(1, 0, 1, 0, 1, 0, 0.1, 1, 0, 0)
                .problem(100_000, Seed.of(20261127))
                .measuringItself(Weights.ones(100_000));
        Weights factor = Weights.tabulate(
                problem.size(), i -> 1 - 0.1 * (1 + Math.tanh(problem.gen().get(i, 0))) / 2);
        var method = new OmniFold(
                new HistogramEstimator(Grid.of(Axis.equal("y", "", 8, -2, 2))),
                new HistogramEstimator(Grid.of(BINS)),
                Misses.STEP_1B,
                0);
        double[] prior = contents(problem, problem.genWeight());
        double[] seen = contents(problem, problem.genWeight().times(factor));
        double[] shift = IntStream.range(0, prior.length)
                .mapToDouble(bin -> prior[bin] * (prior[bin] / seen[bin] - 1))
                .toArray();
        assertThat(shift[4]).isGreaterThan(0.04 * prior[4]);
        var effect = new Variation.SimulationFactors(Weights.ones(problem.size()), factor);
        Covariance found = Published.ofEffects(
                problem, Replica.Plan.of(method, 20), new Recipe.Hessian(), BINS, Published.NOMINAL, effect);
        assertThat(Published.distance(found, Covariance.ofShift(shift))).isLessThan(0.04);
    }

    /// What the Gaussian problem of another prior and another truth gives in bins, by algebra.
    private static double[] exact(double priorMean, double priorStd, double truthMean) {
        LinearGaussian.Moments moments = new LinearGaussian(1, priorMean, priorStd, truthMean, 0.8, 0, 0.8, 1, 0, 0)
                .exact(ITERATIONS)
                .getLast();
        return contents(
                GAUSSIAN.problem(),
                GAUSSIAN.simulated(moments.mean().getFirst(), moments.std().getFirst()));
    }

    private static Covariance found(Recipe recipe, Variation... effects) {
        Replica.Plan plan = Replica.Plan.of(ExpectedContents.METHOD, ITERATIONS);
        return Published.ofEffects(GAUSSIAN.problem(), plan, recipe, BINS, Published.NOMINAL, effects);
    }

    private static double[] shift(double... shifted) {
        double[] nominal = exact(0, 1, 0.2);
        return IntStream.range(0, nominal.length)
                .mapToDouble(bin -> shifted[bin] - nominal[bin])
                .toArray();
    }

    /// Weights of simulated events that make N(0, 1) N(0.3, 1.1²) at gen, in both steps, make the problem one of
    /// that prior. Nothing fluctuates, and the integrals are good to 10⁻⁸.
    @Test
    @DisplayName("the shift of a reweighted gen distribution is that of the other prior, by algebra")
    void prior() {
        Weights factor = Weights.tabulate(ExpectedContents.POINTS, p -> {
            double x = ExpectedContents.x(p);
            return ExpectedContents.normal(x, 0.3, 1.1) / ExpectedContents.normal(x, 0, 1);
        });
        Covariance found = found(new Recipe.Hessian(), new Variation.SimulationFactors(factor, factor));
        assertThat(Published.distance(found, Covariance.ofShift(shift(exact(0.3, 1.1, 0.2)))))
                .isLessThan(1e-6);
    }

    /// Weights of detected events that make the response N(x, σ²) N(x ± 0.1, σ²) make the data look as if they
    /// were shifted by ∓0.1: the problem of that truth.
    @Test
    @DisplayName("the shifts of a scale up and down, reweighted, are those of a truth that is shifted, by algebra")
    void scale() {
        Variation[] effects = DoubleStream.of(0.1, -0.1)
                .mapToObj(shift -> Weights.tabulate(
                        ExpectedContents.POINTS, p -> GAUSSIAN.response(p, shift) / GAUSSIAN.response(p, 0)))
                .map(factor -> new Variation.SimulationFactors(Weights.ones(ExpectedContents.POINTS), factor))
                .toArray(Variation[]::new);
        Covariance found = found(new Recipe.UpDown(), effects);
        Covariance expected = Covariance.ofShifts(List.of(shift(exact(0, 1, 0.1)), shift(exact(0, 1, 0.3))))
                .times(0.5);
        assertThat(Published.distance(found, expected)).isLessThan(1e-6);
    }
}
