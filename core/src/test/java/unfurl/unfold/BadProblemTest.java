package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.Activation;
import unfurl.nn.NetworkShape;
import unfurl.nn.Schedule;
import unfurl.nn.TrainingOptions;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HistogramEstimator;
import unfurl.reweight.NetworkEstimator;
import unfurl.reweight.RatioEstimator;

/// What cannot be unfolded is refused: bad input before anything is computed, a failing computation where
/// it fails.
class BadProblemTest {
    private static final Events GOOD =
            Events.draw(LinearGaussian.standard(1).withDetector(LinearGaussian.SLOPED, 0.1, 0.1), 1000, 1);

    private static final RatioEstimator HISTOGRAM = new HistogramEstimator(Grid.of(Axis.equal("x", "", 12, -2.4, 2.4)));

    private static void refuses(Events events, String... messages) {
        var check = assertThatThrownBy(events::problem).isInstanceOf(InputException.class);
        for (String message : messages) {
            check.hasMessageContaining(message);
        }
    }

    private static Events simulated(UnaryOperator<Events.Simulated> change) {
        return GOOD.replaced(e -> List.of(change.apply(e)), List::of);
    }

    @Test
    void weightsThatAreAllZero() {
        refuses(
                simulated(e -> e.times(0)),
                "the simulation inside the gen selection",
                "sum of weights of 0.0 over 1000");
        refuses(simulated(e -> e.withRecoWeight(0)), "the simulation inside the reco selection");
        refuses(GOOD.replaced(List::of, e -> List.of(e.times(0))), "the data", "must be positive");
    }

    @Test
    void samplesWithoutEvents() {
        refuses(new Events(GOOD.simulation(), List.of(), List.of()), "the data", "over 0 events");
        refuses(new Events(List.of(), GOOD.data(), List.of()), "the simulation inside the gen selection");
    }

    @Test
    void selectionsThatNothingPasses() {
        refuses(
                simulated(e -> new Events.Simulated(e.gen(), e.reco(), e.passGen(), !e.passGen(), 1, 1)),
                "the matched simulation (passGen and passReco)");
    }

    @Test
    void backgroundAboveData() {
        refuses(
                new Events(GOOD.simulation(), /* data= */ GOOD.background(), /* background= */ GOOD.data()),
                "the background",
                "is not below the data",
                "nothing is left to unfold");
    }

    @Test
    void dataThatDoNotOverlapWithTheSimulation() {
        refuses(
                GOOD.replaced(List::of, e -> List.of(new Events.Measured(e.reco() + 50, 1))),
                "100 % of the data lie outside",
                "the simulation's range of the reco feature 'x'",
                "the samples do not overlap");
    }

    @Test
    void featuresThatAreNotFinite() {
        var simulation = new ArrayList<>(GOOD.simulation());
        simulation.set(3, new Events.Simulated(Double.NaN, 0, true, true, 1, 1));
        refuses(
                new Events(simulation, GOOD.data(), List.of()),
                "the gen feature 'x' of event 3 of the simulation is NaN");
        var data = new ArrayList<>(GOOD.data());
        data.set(7, new Events.Measured(Double.POSITIVE_INFINITY, 1));
        refuses(
                new Events(GOOD.simulation(), data, List.of()),
                "the reco feature 'x' of event 7 of the data is Infinity");
    }

    /// Outside a selection the features are padding that nobody looks at.
    @Test
    void featuresOutsideASelectionMayBeAnything() {
        var simulation = new ArrayList<>(GOOD.simulation());
        simulation.add(new Events.Simulated(0, Double.NaN, true, false, 1, 1));
        simulation.add(new Events.Simulated(Double.NaN, 0, false, true, 1, 1));
        UnfoldingProblem problem = new Events(simulation, GOOD.data(), GOOD.background()).problem();
        for (RatioEstimator estimator : List.of(HISTOGRAM, network(1e-3))) {
            unfold(new OmniFold(estimator, estimator, Misses.STEP_1B, 10), problem, 1);
        }
    }

    /// Simulation in the even bins and data in the odd ones: ranges overlap, events do not.
    @Test
    void dataInBinsWithoutSimulationNameTheStep() {
        Events comb = GOOD.replaced(
                e -> List.of(new Events.Simulated(e.gen(), Math.floor(e.reco() * 2), e.passGen(), e.passReco(), 1, 1)),
                e -> List.of(new Events.Measured(Math.floor(e.reco() * 2) + 0.5, 1)));
        var fine = new HistogramEstimator(Grid.of(Axis.equal("x", "", 400, -10.05, 10.05)));
        assertThatThrownBy(() -> unfold(new OmniFold(fine, HISTOGRAM, Misses.STEP_1B, 10), comb.problem(), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lie in bins without a single simulated event")
                .hasMessageContaining("asked by   iteration 1, step1");
    }

    @Test
    void tooFewEffectiveEventsNameIterationAndStep() {
        var method = new OmniFold(HISTOGRAM, HISTOGRAM, Misses.STEP_1B, 5000);
        assertThatThrownBy(() -> unfold(method, GOOD.problem(), 1))
                .isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("iteration 1, step1: the weighted sample is worth")
                .hasMessageContaining("fewer than the 5000.0 allowed");
    }

    /// A push a thousand times too large on the fakes alone collapses the next step of a state that was
    /// made by hand.
    @Test
    void lossThatIsNotFiniteNamesIterationAndStep() {
        RatioEstimator wild = network(1e30);
        var method = new OmniFold(HISTOGRAM, wild, Misses.STEP_1B, 10);
        assertThatThrownBy(() -> unfold(method, GOOD.problem(), 1))
                .isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("iteration 1, step1b: ");
    }

    /// A learning rate of 30 leaves a network whose odds have nothing to do with the classes.
    @Test
    void ratioThatCollapsesNamesIterationAndStep() {
        var method = new OmniFold(network(30), HISTOGRAM, Misses.STEP_1B, 0);
        assertThatThrownBy(() -> unfold(method, GOOD.problem(), 5))
                .isInstanceOf(NumericalException.class)
                .hasMessageStartingWith("iteration 1, step1: the fitted ratio gives a yield of")
                .hasMessageContaining("it has collapsed");
    }

    @Test
    void weightsThatOverflowNameTheEvent() {
        Weights one = Weights.of(1e200, 1);
        assertThatThrownBy(() -> one.times(Weights.of(1e200, 1)))
                .isInstanceOf(NumericalException.class)
                .hasMessage("the weight of event 0 is Infinity");
    }

    private static RatioEstimator network(double rate) {
        var training = TrainingOptions.defaults()
                .withBatchSize(128)
                .withEpochs(3, 3)
                .withLearningRate(rate, new Schedule.Constant())
                .withAveraging(0);
        return new NetworkEstimator(
                new NetworkShape.Dense(List.of(8), Activation.RELU), training, 1, 0.2, false, OptionalDouble.empty());
    }

    private static void unfold(OmniFold method, UnfoldingProblem problem, int iterations) {
        OmniFold.State state = method.init(problem);
        try (var workers = new Workers(1)) {
            while (state.iteration() < iterations) {
                state = method.step(problem, state, Seed.of(1), workers, FitProgress.NONE)
                        .state();
            }
        }
    }
}
