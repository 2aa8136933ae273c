package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.NetworkEstimator;

/// OmniFold with deep sets keeps to the contract within the spread between seeds. Here an event of observable x
/// is seen as a cloud of one to three particles whose momenta add up to x, and as nothing else.
class OmniFoldCloudContractTest implements OmniFoldContract {
    @Override
    public OmniFold method() {
        var training = TrainingOptions.defaults()
                .withBatchSize(256)
                .withEpochs(8, 8)
                .withLearningRate(5e-3, new Schedule.OneCycle(0.2, 0));
        var shape = new NetworkShape.Sets(List.of(12), List.of(16), Activation.SILU);
        var estimator = new NetworkEstimator(shape, training, 2, 0.05, false, OptionalDouble.empty());
        return new OmniFold(estimator, estimator, Misses.STEP_1B, 100);
    }

    @Override
    public boolean random() {
        return true;
    }

    @Override
    public OmniFold.State unfold(UnfoldingProblem problem, Seed seed, Workers workers) {
        return OmniFoldContract.super.unfold(clouds(problem), seed, workers);
    }

    private static UnfoldingProblem clouds(UnfoldingProblem problem) {
        int n = problem.size();
        int m = problem.data().size();
        Features reco = clouds(problem.reco());
        var simulation = new UnfoldingProblem.Simulation(
                clouds(problem.gen()),
                reco.select(Mask.of(reco.rows(), i -> i < n)),
                problem.passGen(),
                problem.passReco(),
                problem.genWeight(),
                problem.recoWeight());
        var data = new UnfoldingProblem.Detected(
                reco.select(Mask.of(reco.rows(), i -> i >= n && i < n + m)), problem.data());
        var background =
                new UnfoldingProblem.Detected(reco.select(Mask.of(reco.rows(), i -> i >= n + m)), problem.background());
        return new UnfoldingProblem(simulation, data, background);
    }

    private static Features clouds(Features events) {
        int[] first = new int[events.rows() + 1];
        float[] momenta = new float[3 * events.rows()];
        for (int i = 0; i < events.rows(); i++) {
            float x = events.get(i, 0);
            int count = 1 + Math.floorMod(Float.floatToIntBits(x), 3);
            first[i + 1] = first[i] + count;
            for (int particle = 0; particle < count; particle++) {
                momenta[first[i] + particle] = x / count + 0.3f * (particle - 0.5f * (count - 1));
            }
        }
        var particles = Particles.owning(List.of("momentum"), first, Arrays.copyOf(momenta, first[events.rows()]));
        return Features.owning(List.of(), events.rows(), new float[0]).with(particles);
    }
}
