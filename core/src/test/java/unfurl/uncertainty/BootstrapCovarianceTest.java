package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.hist.Grid;
import unfurl.math.Matrix;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.measurement.Recipe;
import unfurl.reweight.HistogramEstimator;
import unfurl.unfold.Ibu;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.UnfoldingProblem;

/// The covariance that a measurement makes of bootstraps, unfolded with histogram ratios, beside the one that IBU
/// propagates exactly.
class BootstrapCovarianceTest {
    private static final int REPLICAS = 1000;
    private static final int ITERATIONS = 3;
    private static final Seed SEED = Seed.of(20261127).child("covariance");
    private static final Axis GEN = Axis.equal("x", "", 4, -1, 1.4);
    private static final Grid RECO = Grid.of(Axis.equal("y", "", 6, -1.2, 1.6));
    private static final OmniFold METHOD =
            new OmniFold(new HistogramEstimator(RECO), new HistogramEstimator(Grid.of(GEN)), Misses.STEP_1B, 0);
    private static final UnfoldingProblem PROBLEM = problem();

    /// With misses, fakes and scale factors between 0.8 and 1.2: reco weights that are not the gen weights.
    private static UnfoldingProblem problem() {
        UnfoldingProblem drawn = LinearGaussian.standard(1)
                .withDetector(LinearGaussian.SLOPED, 0.1, 0)
                .problem(4000, 4000, SEED.child("events"));
        return drawn.reweighted(
                drawn.genWeight(),
                Weights.tabulate(
                        drawn.size(),
                        i -> drawn.recoWeight().get(i)
                                * (1 + 0.2 * Math.sin(20 * drawn.reco().get(i, 0)))),
                drawn.data(),
                drawn.background());
    }

    private static Weights unfolded(Variation variation, Seed draws, Workers workers) {
        return new Replica("bootstrap", variation, SEED, draws)
                .unfold(PROBLEM, Replica.Plan.of(METHOD, ITERATIONS), 0, workers)
                .weights();
    }

    private static Covariance ofBootstraps(Variation variation) {
        Weights[] replicas = new Weights[REPLICAS];
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            workers.run(REPLICAS, k -> replicas[k] = unfolded(variation, SEED.child(k), workers));
            Weights nominal = unfolded(new Variation.None(), SEED, workers);
            return Published.covariance(PROBLEM, nominal, List.of(replicas), new Recipe.Bootstrap(), GEN);
        }
    }

    private static Ibu.Result ibu() {
        return new Ibu(PROBLEM, Grid.of(GEN), RECO).unfold(ITERATIONS, Ibu.SimulationStatistics.POISSON);
    }

    @Test
    @DisplayName("bootstraps of the data have the covariance that IBU propagates of the data's counts")
    void data() {
        requireAgree(ofBootstraps(Bootstraps.ofData(PROBLEM)), ibu().data());
    }

    @Test
    @DisplayName("bootstraps of the simulation have the covariance that IBU propagates of its counts")
    void simulation() {
        requireAgree(ofBootstraps(Bootstraps.ofSimulation(PROBLEM)), ibu().simulation());
    }

    /// (K − 1) S of K Gaussian vectors has Wishart's distribution: S_ij has the variance
    /// (C_ij² + C_ii C_jj)/(K − 1), and (K − 1) tr C⁻¹S is χ² of n(K − 1) degrees of freedom, so that tr C⁻¹S/n is
    /// 1 to √(2/(n(K − 1))). Four standard deviations of the ten elements and the trace, of two tests, are exceeded
    /// once in 700. A linear propagation leaves out what is of the order of one over the events of a bin, some 300:
    /// less than a tenth of an error of an element on the diagonal.
    private static void requireAgree(Covariance found, Matrix withFlows) {
        int bins = GEN.bins();
        Covariance expected = Covariance.of(bins, (i, j) -> withFlows.get(i + 1, j + 1));
        for (int i = 0; i < bins; i++) {
            for (int j = 0; j <= i; j++) {
                double c = expected.get(i, j);
                double error = Math.sqrt((c * c + expected.get(i, i) * expected.get(j, j)) / (REPLICAS - 1));
                assertThat(found.get(i, j)).as("element %d, %d", i, j).isCloseTo(c, within(4 * error));
            }
        }
        RealMatrix whitened = MatrixUtils.inverse(matrix(expected)).multiply(matrix(found));
        assertThat(whitened.getTrace() / bins).isCloseTo(1, within(4 * Math.sqrt(2.0 / (bins * (REPLICAS - 1)))));
    }

    private static RealMatrix matrix(Covariance covariance) {
        RealMatrix out = MatrixUtils.createRealMatrix(covariance.size(), covariance.size());
        for (int i = 0; i < covariance.size(); i++) {
            for (int j = 0; j < covariance.size(); j++) {
                out.setEntry(i, j, covariance.get(i, j));
            }
        }
        return out;
    }
}
