package unfurl.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.FitProgress;
import unfurl.reweight.NetworkEstimator;
import unfurl.unfold.DetectorSample;
import unfurl.unfold.LearnedResponse;
import unfurl.unfold.Misses;
import unfurl.unfold.NuisanceParameter;
import unfurl.unfold.NuisancePrior;
import unfurl.unfold.Nuisances;
import unfurl.unfold.OmniFold;
import unfurl.unfold.ProfileGaussian;
import unfurl.unfold.UnfoldingProblem;
import unfurl.unfold.UnfoldingProblem.Detected;
import unfurl.unfold.UnfoldingProblem.Simulation;

/// The Gaussian problem whose detector is known from simulations alone: one at a θ of each event, 0.7 to 2.2, that is
/// also the nominal one, and 16 at one θ each.
@Tag("validation")
class LearnedGaussianTest {
    private static final int EVENTS = 100_000;
    private static final int SAMPLES = 16;
    private static final double LOW = 0.7;
    private static final double HIGH = 2.2;
    private static final Seed SEED = Seed.of(5);
    private static final ProfileGaussian TOY = ProfileGaussian.standard();

    private static Features features(Table table, String... names) {
        float[] values = new float[table.rows() * names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (float) table.column(names[i % names.length], "the test").at(i / names.length);
        }
        return Features.owning(List.of(names), table.rows(), values);
    }

    private static Simulation simulation(Features gen, Features reco) {
        Weights ones = Weights.ones(EVENTS);
        return new Simulation(gen, reco, Mask.all(EVENTS), Mask.all(EVENTS), ones, ones);
    }

    private static DetectorSample spread() {
        Table table = TOY.simulation(EVENTS, LOW, HIGH, SEED.child("simulation"));
        return new DetectorSample(
                simulation(features(table, "x"), features(table, "x_reco", "y2_reco")),
                features(table, ProfileGaussian.THETA));
    }

    private static NetworkEstimator networks(int width, int members, int batch, int epochs) {
        return new NetworkEstimator(
                new NetworkShape.Dense(List.of(width, width), Activation.SILU),
                TrainingOptions.defaults()
                        .withBatchSize(batch)
                        .withEpochs(epochs, epochs)
                        .withLearningRate(5e-3, new Schedule.OneCycle(0.2, 0)),
                members,
                0.2,
                false,
                OptionalDouble.empty());
    }

    /// The error of θ for so many data is 0.005, and so is that of a number of simulated events as large.
    @Test
    @DisplayName("θ is found within 0.02 with a learned response, which passes its checks")
    void finds() {
        DetectorSample spread = spread();
        var samples = new ArrayList<>(List.of(spread));
        for (int k = 0; k < SAMPLES; k++) {
            double theta = LOW + (HIGH - LOW) * k / (SAMPLES - 1);
            Table table = TOY.simulation(EVENTS, theta, SEED.child("sample").child(k));
            samples.add(DetectorSample.at(
                    simulation(features(table, "x"), features(table, "x_reco", "y2_reco")),
                    List.of(ProfileGaussian.THETA),
                    theta));
        }
        Table data = TOY.nature(EVENTS, SEED.child("nature"));
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            NetworkEstimator ofResponse = networks(64, 2, 4096, 12);
            LearnedResponse response = LearnedResponse.learn(
                    ofResponse,
                    spread.simulation(),
                    samples,
                    LearnedResponse.Efficiency.KEPT,
                    SEED.child("learn"),
                    workers);
            ResponseChecks checks =
                    ResponseChecks.of(response, ofResponse, spread.simulation(), samples, SEED.child("check"), workers);
            System.out.println(checks.sentence());
            assertThat(checks.refusal(1000)).isEmpty();
            var problem = new UnfoldingProblem(
                            spread.simulation(),
                            new Detected(features(data, "x_reco", "y2_reco"), Weights.ones(EVENTS)),
                            Detected.none(List.of("x_reco", "y2_reco")))
                    .withResponse(response);
            assertThat(fitted(problem, workers)).isCloseTo(1.5, within(0.02));
        }
    }

    private static double fitted(UnfoldingProblem problem, Workers workers) {
        NetworkEstimator networks = networks(32, 1, 1024, 5);
        var theta = new NuisanceParameter(ProfileGaussian.THETA, 1, new NuisancePrior.Flat(), LOW, HIGH);
        var method =
                new OmniFold(networks, networks, Misses.STEP_1B, 100, new Nuisances(List.of(theta), Nuisances.Step.EM));
        OmniFold.State state = method.init(problem);
        while (state.iteration() < 10) {
            state = method.step(problem, state, Seed.of(1), workers, FitProgress.NONE)
                    .state();
        }
        System.out.println("theta " + state.theta());
        return state.theta().getFirst();
    }
}
