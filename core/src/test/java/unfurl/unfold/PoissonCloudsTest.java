package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.FitProgress;
import unfurl.reweight.NetworkEstimator;

/// OmniFold with networks on clouds against the exact answer of infinitely many events.
///
/// The toy: an event has a Poisson number of particles, each with a momentum x from an exponential; together
/// they have the intensity (λ/τ)·exp(−x/τ). The detector sees each with probability ε. Then an iteration takes
/// Poisson events to Poisson events. Let ν be their intensity and t that of the truth. Those of the simulation
/// and of the data at reco are εν and εt, so that the pull of an event is Π t(xᵢ)/ν(xᵢ) over the particles
/// seen, times a constant. Its mean given all particles is Π (1 − ε + ε·t(xᵢ)/ν(xᵢ)), which takes ν to (1 −
/// ε)·ν + ε·t. After k iterations ν is t + (1 − ε)ᵏ·(s − t), with s of the simulation: the mean number of
/// particles is ∫ν, and the mean sum of their momenta ∫xν.
class PoissonCloudsTest {
    private static final double EFFICIENCY = 0.6;
    private static final int EVENTS = 20_000;

    /// @param lambda mean number of particles
    /// @param tau    mean momentum of one
    private record Poisson(double lambda, double tau) {
        /// The mean sum of momenta.
        double momentum() {
            return lambda * tau;
        }

        Features events(Seed seed) {
            int[] first = new int[EVENTS + 1];
            for (int i = 0; i < EVENTS; i++) {
                first[i + 1] = first[i] + seed.child("count").poisson(i, lambda);
            }
            float[] momenta = new float[first[EVENTS]];
            for (int p = 0; p < momenta.length; p++) {
                momenta[p] = (float) (-Math.log(seed.child("momentum").uniform(p)) * tau);
            }
            return cloud(first, momenta);
        }
    }

    private static final Poisson TRUTH = new Poisson(4.6, 1.2);
    private static final Poisson SIMULATION = new Poisson(4, 1);

    static Stream<NetworkShape> shapes() {
        return Stream.of(
                new NetworkShape.Sets(List.of(12, 8), List.of(8), Activation.SILU),
                new NetworkShape.Attention(8, 2, 1, List.of(), Activation.SILU));
    }

    /// At reco the number of particles has a variance of ελ and the sum of momenta of 2ελτ², at most 2.8 and 8.0,
    /// so their means over data and simulation together have errors of √(2·2.8/20,000) = 0.017 and 0.028. An
    /// iteration adds t with ε·(1 + (1 − ε) + …), which is 1 and 1.4 times what is seen of it. The tolerance is
    /// three errors, the network's own, about as large, in quadrature; an iteration is worth 0.36 and 0.14
    /// particles.
    @ParameterizedTest
    @MethodSource("shapes")
    void followsTheExactAnswer(NetworkShape shape) {
        UnfoldingProblem problem = problem();
        var training = TrainingOptions.defaults()
                .withBatchSize(250)
                .withEpochs(8, 8)
                .withLearningRate(1e-2, new Schedule.OneCycle(0.2, 0));
        var estimator = new NetworkEstimator(shape, training, 1, 0.2, false, OptionalDouble.empty());
        var method = new OmniFold(estimator, estimator, Misses.STEP_1B, 100);
        Particles particles = problem.gen().particles().orElseThrow();
        OmniFold.State state = method.init(problem);
        try (var workers = new Workers(2)) {
            for (int iteration = 1; iteration <= 2; iteration++) {
                while (state.iteration() < iteration) {
                    state = method.step(problem, state, Seed.of(5), workers, FitProgress.NONE)
                            .state();
                }
                double left = Math.pow(1 - EFFICIENCY, iteration);
                double seen = (1 - left) / EFFICIENCY;
                assertThat(mean(state.push(), particles::count))
                        .as("particles after iteration %d", iteration)
                        .isCloseTo(mix(left, Poisson::lambda), within(3 * Math.sqrt(2) * seen * 0.017));
                assertThat(mean(state.push(), event -> momentum(particles, event)))
                        .as("momentum after iteration %d", iteration)
                        .isCloseTo(mix(left, Poisson::momentum), within(3 * Math.sqrt(2) * seen * 0.028));
            }
        }
    }

    private static double mix(double left, ToDoubleFunction<Poisson> of) {
        return left * of.applyAsDouble(SIMULATION) + (1 - left) * of.applyAsDouble(TRUTH);
    }

    private static UnfoldingProblem problem() {
        Features gen = SIMULATION.events(Seed.of(1));
        Features data = seen(TRUTH.events(Seed.of(3)), Seed.of(4));
        Features none = data.select(Mask.of(EVENTS, i -> false));
        var all = Mask.all(EVENTS);
        var ones = Weights.ones(EVENTS);
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(gen, seen(gen, Seed.of(2)), all, all, ones, ones),
                new UnfoldingProblem.Detected(data, ones),
                new UnfoldingProblem.Detected(none, Weights.ones(0)));
    }

    private static double mean(Weights weights, IntToDoubleFunction value) {
        return weights.dot(Weights.tabulate(weights.size(), value)) / weights.sum();
    }

    private static double momentum(Particles particles, int event) {
        double sum = 0;
        for (int i = 0; i < particles.count(event); i++) {
            sum += particles.get(event, i, 0);
        }
        return sum;
    }

    /// What is left of the particles.
    private static Features seen(Features events, Seed seed) {
        Particles particles = events.particles().orElseThrow();
        int[] first = new int[events.rows() + 1];
        float[] momenta = new float[events.rows() * (particles.most() + 1)];
        int kept = 0;
        for (int event = 0, p = 0; event < events.rows(); event++) {
            for (int i = 0; i < particles.count(event); i++, p++) {
                momenta[kept] = particles.get(event, i, 0);
                kept += seed.uniform(p) < EFFICIENCY ? 1 : 0;
            }
            first[event + 1] = kept;
        }
        return cloud(first, Arrays.copyOf(momenta, kept));
    }

    private static Features cloud(int[] first, float[] momenta) {
        return Features.owning(List.of(), first.length - 1, new float[0])
                .with(Particles.owning(List.of("momentum"), first, momenta));
    }
}
