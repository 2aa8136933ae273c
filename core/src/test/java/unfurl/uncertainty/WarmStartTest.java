package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.FitProgress;
import unfurl.reweight.NetworkEstimator;
import unfurl.reweight.Ratio;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.Misses;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;
import unfurl.unfold.UnfoldingProblem;

/// Whether bootstraps whose networks go on from the nominal ones spread as much as those that are trained from
/// nothing.
@Tag("validation")
class WarmStartTest {
    private static final int EVENTS = 20_000;
    private static final int BOOTSTRAPS = 24;
    private static final int ITERATIONS = 2;
    private static final Seed SEED = Seed.of(20261127).child("warm");
    private static final Grid BINS = Grid.of(Axis.equal("x", "", 6, -1.3, 1.7));
    private static final UnfoldingProblem PROBLEM = LinearGaussian.standard(1)
            .withDetector(LinearGaussian.SLOPED, 0, 0)
            .problem(2 * EVENTS, EVENTS, SEED.child("events"));
    private static final NetworkEstimator NETWORKS = new NetworkEstimator(
            new NetworkShape.Dense(List.of(24, 24), Activation.SILU),
            TrainingOptions.defaults(),
            1,
            0.2,
            false,
            OptionalDouble.empty());

    private final Workers workers = new Workers(Runtime.getRuntime().availableProcessors());

    private static OmniFold method(NetworkEstimator networks) {
        return new OmniFold(networks, networks, Misses.STEP_1B, 0);
    }

    /// The ratios of each iteration of the nominal unfolding.
    private List<Map<Stage, Ratio>> nominal() {
        OmniFold method = method(NETWORKS);
        OmniFold.State state = method.init(PROBLEM);
        var ratios = new ArrayList<Map<Stage, Ratio>>();
        while (ratios.size() < ITERATIONS) {
            state = method.step(PROBLEM, state, SEED, workers, FitProgress.NONE).state();
            if (state.iteration() > ratios.size()) {
                ratios.add(state.ratios());
            }
        }
        return ratios;
    }

    /// Contents of the bins of each bootstrap; says how long they took.
    private double[][] bootstraps(String what, Replica.Plan plan) {
        Variation data = Bootstraps.ofData(PROBLEM);
        double[][] contents = new double[BOOTSTRAPS][];
        long begin = System.nanoTime();
        workers.run(BOOTSTRAPS, k -> {
            var replica = new Replica("bootstrap", data, SEED, SEED.child(k));
            Weights weights = replica.unfold(PROBLEM, plan, 0, workers).weights();
            contents[k] = Spectra.contents(BINS, PROBLEM, weights);
        });
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - begin) / 1e9);
        return contents;
    }

    /// Deviations from the mean of the bootstraps, in each bin relative to what the first ones spread.
    private static double[] deviations(double[][] contents, double[] variances) {
        double[] out = new double[BOOTSTRAPS * variances.length];
        for (int bin = 0; bin < variances.length; bin++) {
            double mean = Spectra.mean(contents, bin);
            for (int k = 0; k < BOOTSTRAPS; k++) {
                out[k * variances.length + bin] = (contents[k][bin] - mean) / Math.sqrt(variances[bin]);
            }
        }
        return out;
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /// Both see the same counts. Six bins of 24 bootstraps, whose yields are one, have some 5 · 23 degrees of
    /// freedom: the ratio of two spreads with correlation ρ is known to √((1 − ρ²)/115), of which three are
    /// allowed. A third of the epochs is as good as all; fewer may add noise, and must not hide any.
    @Test
    @DisplayName("bootstraps that go on from the nominal networks spread as those from nothing")
    void spreads() {
        double[][] cold = bootstraps("from nothing", Replica.Plan.of(method(NETWORKS), ITERATIONS));
        double[] variances = Spectra.variances(cold);
        double[] fromNothing = deviations(cold, variances);
        List<Map<Stage, Ratio>> ratios = nominal();
        for (int epochs : new int[] {1, 2, 3}) {
            double[][] warm = bootstraps(
                    epochs + " epochs", new Replica.Plan(method(NETWORKS.goingOn(epochs)), ITERATIONS, ratios));
            double[] goingOn = deviations(warm, variances);
            double ratio = Math.sqrt(product(goingOn, goingOn) / product(fromNothing, fromNothing));
            double correlation = product(goingOn, fromNothing)
                    / Math.sqrt(product(goingOn, goingOn) * product(fromNothing, fromNothing));
            double error = Math.sqrt((1 - correlation * correlation) / 115);
            System.out.printf("%d epochs: spread %.3f ± %.3f, correlation %.3f%n", epochs, ratio, error, correlation);
            assertThat(ratio).as("spread with %d epochs", epochs).isGreaterThan(1 - 3 * error);
            if (epochs == 3) {
                assertThat(ratio).isLessThan(1 + 3 * error);
            }
        }
    }
}
