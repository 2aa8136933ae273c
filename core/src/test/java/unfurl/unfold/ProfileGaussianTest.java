package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.FitProgress;
import unfurl.reweight.NetworkEstimator;

class ProfileGaussianTest {
    @Test
    void exact() {
        var exact = ProfileGaussian.standard().exact(1, 10);
        double[] theta = {1.27541, 1.40430, 1.45938, 1.48159, 1.49074, 1.49485};
        double[] mean = {.53333, .70607, .76503, .78651, .79469};
        for (int k = 0; k < theta.length; k++) {
            assertThat(exact.get(k).theta()).isCloseTo(theta[k], within(6e-6));
        }
        for (int k = 0; k < mean.length; k++) {
            assertThat(exact.get(k).mean()).isCloseTo(mean[k], within(6e-6));
        }
        assertThat(exact.get(9).theta()).isCloseTo(1.49917, within(6e-6));
    }

    @Test
    void follows() {
        int events = Integer.getInteger("n", 100_000);
        int epochs = Integer.getInteger("epochs", 5);
        int members = Integer.getInteger("members", 1);
        int batch = Integer.getInteger("batch", 1024);
        double rate = Double.parseDouble(System.getProperty("rate", "5e-3"));
        var toy = ProfileGaussian.standard();
        var problem = toy.problem(events, Seed.of(Integer.getInteger("seed", 5)));
        var training = TrainingOptions.defaults()
                .withBatchSize(batch)
                .withEpochs(epochs, epochs)
                .withLearningRate(rate, new Schedule.OneCycle(0.2, 0));
        var estimator = new NetworkEstimator(
                new NetworkShape.Dense(List.of(32, 32), Activation.SILU),
                training,
                members,
                0.2,
                Boolean.getBoolean("warm"),
                OptionalDouble.empty());
        double start = Double.parseDouble(System.getProperty("start", "1.0"));
        var method = new OmniFold(
                estimator,
                estimator,
                Misses.STEP_1B,
                100,
                new Nuisances(
                        List.of(new NuisanceParameter("theta", start, new NuisancePrior.Flat(), 0.5, 3)),
                        Nuisances.Step.EM));
        var exact = toy.exact(start, 10);
        var state = method.init(problem);
        long t = System.nanoTime();
        try (var workers = new Workers(2)) {
            while (state.iteration() < 10) {
                var step = method.step(problem, state, Seed.of(1), workers, FitProgress.NONE);
                state = step.state();
                if (state.next() == Stage.STEP_1) {
                    var e = exact.get(state.iteration() - 1);
                    double mean = problem.gen().rows() == 0 ? 0 : moment(problem, state, 0);
                    double std = Math.sqrt(moment(problem, state, mean));
                    System.err.printf(
                            "%2d theta %.5f (%+.5f) mean %.5f (%+.5f) std %.5f (%+.5f) nEff %.0f change %.4f  %.1f s%n",
                            state.iteration(),
                            state.theta().getFirst(),
                            state.theta().getFirst() - e.theta(),
                            mean,
                            mean - e.mean(),
                            std,
                            std - e.std(),
                            step.info().nEff(),
                            step.info().change(),
                            1e-9 * (System.nanoTime() - t));
                }
            }
        }
    }

    private static double moment(UnfoldingProblem problem, OmniFold.State state, double about) {
        double sum = 0, total = 0;
        for (int i = 0; i < problem.size(); i++) {
            double w = problem.genWeight().get(i) * state.push().get(i);
            double x = problem.gen().get(i, 0);
            sum += w * (about == 0 ? x : (x - about) * (x - about));
            total += w;
        }
        return sum / total;
    }
}
