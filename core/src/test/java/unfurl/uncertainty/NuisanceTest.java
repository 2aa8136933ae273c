package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// Templates of weights as functions of a nuisance, and toys of them, unfolded with histogram ratios.
class NuisanceTest {
    private static final Seed SEED = Seed.of(20261127);
    private static final Axis GEN = Axis.equal("x", "", 6, -1.3, 1.7);
    private static final OmniFold METHOD = new OmniFold(
            new HistogramEstimator(Grid.of(Axis.equal("x", "", 8, -2, 2.4))),
            new HistogramEstimator(Grid.of(GEN)),
            Misses.STEP_1B,
            0);

    /// 2000 true and 3000 simulated events, with misses, fakes and some 40 background events.
    private static final UnfoldingProblem PROBLEM = new LinearGaussian(
                    1, 0.2, 0.8, 0.2, 0.8, 0, 0.5, LinearGaussian.SLOPED, 0.1, 0.03)
            .problem(3000, 2000, SEED.child("problem"));

    private static final Weights ONES = Weights.ones(PROBLEM.size());
    private static final Weights NO_BACKGROUND_CHANGE =
            Weights.ones(PROBLEM.background().size());

    private static Factors reco(DoubleUnaryOperator factor) {
        return new Factors(
                ONES,
                Weights.tabulate(
                        PROBLEM.size(), i -> factor.applyAsDouble(PROBLEM.reco().get(i, 0))),
                NO_BACKGROUND_CHANGE);
    }

    private static Factors gen(DoubleUnaryOperator factor) {
        Weights factors = Weights.tabulate(
                PROBLEM.size(), i -> factor.applyAsDouble(PROBLEM.gen().get(i, 0)));
        return new Factors(factors, factors, NO_BACKGROUND_CHANGE);
    }

    private static Factors background(double factor) {
        return new Factors(ONES, ONES, NO_BACKGROUND_CHANGE.times(factor));
    }

    private static Nuisance nuisance(String name, Factors up) {
        return new Nuisance(name, new WeightTemplate(up, List.of()), Optional.empty());
    }

    private static double[] unfolded(Variation variation, Seed draws, Workers workers) {
        Weights weights = new Replica("toy", variation, SEED, draws)
                .unfold(PROBLEM, Replica.Plan.of(METHOD, 2), 0, workers)
                .weights();
        return Spectra.contents(Grid.of(GEN), PROBLEM, weights);
    }

    private static Covariance toys(Variation variation, int count, String name) {
        double[][] values = new double[count][];
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            workers.run(
                    count, k -> values[k] = unfolded(variation, SEED.child(name).child(k), workers));
        }
        return Covariance.ofReplicas(List.of(values));
    }

    /// The shift by one standard deviation, to second order in its size: half the difference of up and down.
    private static double[] shift(Factors template) {
        try (var alone = new Workers(1)) {
            double[] up = unfolded(applied(template), SEED, alone);
            double[] down = unfolded(applied(template.power(-1)), SEED, alone);
            return IntStream.range(0, up.length)
                    .mapToDouble(i -> (up[i] - down[i]) / 2)
                    .toArray();
        }
    }

    private static Variation applied(Factors factors) {
        return new Variation.Together(List.of(
                new Variation.SimulationFactors(factors.gen(), factors.reco()),
                new Variation.BackgroundFactors(factors.background())));
    }

    /// The sample covariance of K Gaussian vectors has the variance (C_ij² + C_ii·C_jj)/(K−1) in each element;
    /// four standard deviations of 21 elements are exceeded once in 750. What exp(θ·log t) adds to a linear
    /// response is of order (log t)²: less than 4 % of an element of templates of 12 %.
    private static void requireAgree(Covariance found, Covariance expected, double perDegree) {
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j <= i; j++) {
                double scale =
                        Math.sqrt(expected.get(i, j) * expected.get(i, j) + expected.get(i, i) * expected.get(j, j));
                assertThat(found.get(i, j))
                        .as("element %d, %d", i, j)
                        .isCloseTo(expected.get(i, j), within(scale * (4 * Math.sqrt(perDegree) + 0.04)));
            }
        }
    }

    private static Covariance sum(Covariance... parts) {
        return Covariance.of(
                parts[0].size(),
                (i, j) ->
                        Arrays.stream(parts).mapToDouble(part -> part.get(i, j)).sum());
    }

    @Test
    @DisplayName("the weight is exp(θ log t): 1, t, 1/t, √t, and a product over θ; down counts below 0")
    void algebra() {
        var up = new Factors(Weights.of(1, 2, 0.25), Weights.of(1, 3, 0.5), Weights.of(4));
        var down = new Factors(Weights.of(1, 0.8, 5), Weights.of(2, 3, 4), Weights.of(0.1));
        Nuisance one = nuisance("a", up);
        var both = new Nuisance("a", one.up(), Optional.of(new WeightTemplate(down, List.of())));
        requireClose(one.at(0), Factors.none(3, 1));
        requireClose(one.at(1), up);
        requireClose(one.at(-1), new Factors(Weights.of(1, 0.5, 4), Weights.of(1, 1 / 3.0, 2), Weights.of(0.25)));
        requireClose(
                one.at(0.5),
                new Factors(
                        Weights.of(1, Math.sqrt(2), 0.5), Weights.of(1, Math.sqrt(3), Math.sqrt(0.5)), Weights.of(2)));
        requireClose(one.at(0.7).times(one.at(-1.9)), one.at(-1.2));
        requireClose(both.at(-1), down);
        requireClose(both.at(-2), down.times(down));
        requireClose(both.at(2), up.times(up));
    }

    /// A few roundings of exp and log, whose arguments are below 5.
    private static void requireClose(Factors found, Factors expected) {
        requireClose(found.gen(), expected.gen());
        requireClose(found.reco(), expected.reco());
        requireClose(found.background(), expected.background());
    }

    private static void requireClose(Weights found, Weights expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-14 * expected.get(i)));
        }
    }

    @Test
    @DisplayName("a factor that is not above 0 is refused with its event")
    void notPositive() {
        assertThatThrownBy(() -> new Factors(Weights.of(1, 1), Weights.of(1, -0.5), Weights.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("reco weight of simulated event 1 is -0.5");
        assertThatThrownBy(() -> background(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("weight of background event 0 is 0.0");
    }

    @Test
    @DisplayName("θ is a function of the seed and the name, normal with mean 0 and standard deviation 1")
    void theta() {
        Nuisance a = nuisance("a", background(2));
        Nuisance alike = nuisance("a", reco(y -> 2));
        Nuisance b = nuisance("b", background(2));
        double sum = 0;
        double squares = 0;
        double product = 0;
        int n = 10_000;
        for (int k = 0; k < n; k++) {
            Seed toy = SEED.child(k);
            assertThat(alike.theta(toy)).isEqualTo(a.theta(toy));
            sum += a.theta(toy);
            squares += a.theta(toy) * a.theta(toy);
            product += a.theta(toy) * b.theta(toy);
        }
        // Standard deviations 1/√n, √(2/n) and 1/√n; four of them.
        assertThat(sum / n).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        assertThat(product / n).isCloseTo(0, within(4 / Math.sqrt(n)));
    }

    @Test
    @DisplayName("the template of a variation is the ratio of its weights, gen, reco and background")
    void template() {
        Factors factors =
                gen(x -> 1 + 0.1 * Math.tanh(x)).times(reco(y -> 1.05)).times(background(1.3));
        try (var alone = new Workers(1)) {
            WeightTemplate template = WeightTemplate.of(applied(factors), PROBLEM, SEED, alone);
            UnfoldingProblem again = template.factors().applied(PROBLEM);
            UnfoldingProblem expected = factors.applied(PROBLEM);
            requireClose(again.genWeight(), expected.genWeight());
            requireClose(again.recoWeight(), expected.recoWeight());
            requireClose(again.background(), expected.background());
        }
        assertThat(WeightTemplate.isLearned(applied(factors))).isFalse();
    }

    /// A detector that finds an event of reco y with a probability higher by 0.3·tanh y, as the same events with
    /// another weight and no other value: the factors learned in bins of gen and reco are the means of 1 + 0.3
    /// tanh y in each bin but for the statistics of both samples, which are the same events: none. The mean of
    /// the weights is exact, and so is that of each bin of reco.
    @Test
    @DisplayName("the template of a re-simulation is learned, and keeps the yield that it has")
    void resimulation() {
        UnfoldingProblem large =
                LinearGaussian.standard(1).withDetector(0.5, 0, 0).problem(30_000, SEED.child("large"));
        int n = large.size();
        Weights weight = Weights.tabulate(
                n,
                i -> large.recoWeight().get(i)
                        * (1 + 0.3 * Math.tanh(large.reco().get(i, 0))));
        var variation = new Variation.Resimulation(Sample.of(large).reco(), large.passReco(), weight);
        Axis axis = Axis.equal("x", "", 24, -3, 3);
        try (var workers = new Workers(2)) {
            WeightTemplate template = WeightTemplate.learn(
                    variation,
                    large,
                    new HistogramEstimator(Grid.of(Axis.equal("gen", "", 4, -3, 3), axis)),
                    SEED,
                    workers);
            assertThat(WeightTemplate.isLearned(variation)).isTrue();
            assertThat(template.learned()).hasSize(1);
            Weights found = large.recoWeight().times(template.factors().reco());
            assertThat(found.sum()).isCloseTo(weight.sum(), within(1e-9 * weight.sum()));
            assertThat(template.factors().gen()).isEqualTo(Weights.ones(n));
            for (int bin = 0; bin < axis.bins() + 2; bin++) {
                double expected = inBin(large, axis, bin, weight);
                assertThat(inBin(large, axis, bin, found)).isCloseTo(expected, within(1e-9 * expected));
            }
        }
    }

    private static double inBin(UnfoldingProblem problem, Axis axis, int bin, Weights weights) {
        int[] cells = Grid.of(axis)
                .locate(problem.size(), (event, d) -> problem.reco().get(event, d));
        return IntStream.range(0, cells.length)
                .filter(i -> cells[i] == bin)
                .mapToDouble(weights::get)
                .sum();
    }

    /// The tolerance is half of an element of the diagonal. In the middle the shifts are more than half of it, so
    /// that shifts left out, or counted twice, show.
    @Test
    @DisplayName("toys have the covariance of bootstraps plus Σδδᵀ of the nuisances")
    void covariance() {
        Factors efficiency = reco(y -> 1.12);
        Factors slope = reco(y -> Math.exp(0.1 * Math.tanh(y)));
        Factors rate = background(1.3);
        Variation data = Bootstraps.ofData(PROBLEM);
        Variation simulation = Bootstraps.ofSimulation(PROBLEM);
        var nuisances = new Variation.Nuisances(
                List.of(nuisance("efficiency", efficiency), nuisance("slope", slope), nuisance("rate", rate)));
        int count = 300;
        Covariance found = toys(new Variation.Together(List.of(nuisances, data, simulation)), count, "toys");
        Covariance statistical = sum(toys(data, count, "data"), toys(simulation, count, "simulation"));
        Covariance shifts = Covariance.ofShifts(List.of(shift(efficiency), shift(slope), shift(rate)));
        for (int i = 1; i < GEN.bins() - 1; i++) {
            assertThat(shifts.get(i, i)).isGreaterThan(1.05 * statistical.get(i, i));
        }
        // The bootstraps' own fluctuation is at most that of the toys.
        requireAgree(found, sum(statistical, shifts), 2.0 / (count - 1));
    }

    @Test
    @DisplayName("effects of one nuisance add their shifts, effects of two their squares")
    void correlation() {
        Factors first = reco(y -> 1.05);
        Factors second = reco(y -> Math.exp(0.05 * (1 + 0.3 * Math.tanh(y))));
        double[] ofFirst = shift(first);
        double[] ofSecond = shift(second);
        double[] both = IntStream.range(0, GEN.bins())
                .mapToDouble(i -> ofFirst[i] + ofSecond[i])
                .toArray();
        int count = 150;
        var one = new Variation.Nuisances(List.of(nuisance("a", first), nuisance("a", second)));
        var two = new Variation.Nuisances(List.of(nuisance("a", first), nuisance("b", second)));
        Covariance correlated = toys(one, count, "correlated");
        Covariance independent = toys(two, count, "independent");
        requireAgree(correlated, Covariance.ofShift(both), 1.0 / (count - 1));
        requireAgree(independent, Covariance.ofShifts(List.of(ofFirst, ofSecond)), 1.0 / (count - 1));
        // Equal shifts: 4δ² against 2δ².
        assertThat(correlated.get(3, 3) / independent.get(3, 3)).isGreaterThan(1.5);
    }
}
