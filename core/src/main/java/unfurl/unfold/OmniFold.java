package unfurl.unfold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Sums;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.FitSummary;
import unfurl.reweight.Ratio;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioSample;

/// OmniFold: iterative, unbinned unfolding by reweighting, with acceptance, efficiency and background.
///
/// An iteration is four fits ([Stage]); a step is one of them. With histogram ratios it is iterative
/// Bayesian unfolding. Every fitted ratio is scaled so that the yield it should give is given exactly;
/// the scale is in the info.
///
/// With nuisance parameters it is Profile OmniFold: the four fits are of the problem with the detector of the present
/// parameters ([UnfoldingProblem#at]), and a fifth step moves these.
///
/// Source: Andreassen, Komiske, Metodiev, Nachman, Thaler, PRL 124 (2020) 182001, arXiv:1911.09107;
/// acceptance effects: Andreassen, Komiske, Metodiev, Nachman, Suresh, Thaler, arXiv:2105.04448. Step 2
/// fits the ratio to the prior, as the authors' code does; the paper fits it to the push weights before.
/// With a perfect estimator the two agree. Nuisance parameters: Zhu, Desai, Kuusela, Mikuni, Nachman, Wasserman,
/// arXiv:2409.10421.
///
/// @param detector     learns ratios at reco (steps 1 and 2b)
/// @param particle     learns ratios at gen (steps 1b and 2)
/// @param misses       what pull a miss gets
/// @param minimumNEff  the effective number of unfolded events below which the run stops
/// @param nuisances    the detector's unknown parameters, of which the problem has the response ratio
public record OmniFold(
        RatioEstimator detector, RatioEstimator particle, Misses misses, double minimumNEff, Nuisances nuisances)
        implements Unfolding<OmniFold.State, OmniFold.Info> {

    /// Where an unfolding is.
    ///
    /// @param iteration how many iterations are complete
    /// @param next      the stage that comes next
    /// @param pull      (n) factors that take simulation to data at reco
    /// @param unseen    (n) the pull of what the detector does not see of an event: of misses, and of the part
    ///                  that a scale factor takes from a matched event
    /// @param push      (n) factors that are a function of gen (a fake's: of reco): unfolded is w · push
    /// @param ratios    the last fitted ratio of each stage
    /// @param theta     (p) the nuisance parameters
    public record State(
            int iteration,
            Stage next,
            Weights pull,
            Weights unseen,
            Weights push,
            Map<Stage, Ratio> ratios,
            List<Double> theta) {
        /// Copies map and list.
        public State {
            ratios = Map.copyOf(ratios);
            theta = List.copyOf(theta);
        }

        /// (n) the pulled weight of each event inside the gen selection: v · pull + (w − v) · unseen.
        ///
        /// @param problem with the detector of these parameters
        public Weights pulled(UnfoldingProblem problem) {
            Weights seen = problem.seen();
            Weights rest = problem.unseen();
            return Weights.tabulate(seen.size(), i -> seen.get(i) * pull.get(i) + rest.get(i) * unseen.get(i));
        }

        /// The same with other ratios, which the next stage's estimator goes on from if it warm-starts.
        ///
        /// @param others a ratio of each stage
        public State startingFrom(Map<Stage, Ratio> others) {
            return new State(iteration, next, pull, unseen, push, others, theta);
        }

        private State withPull(Weights ofSeen, Weights ofUnseen) {
            return new State(iteration, next, ofSeen, ofUnseen, push, ratios, theta);
        }

        private State withPush(Weights factors) {
            return new State(iteration, next, pull, unseen, factors, ratios, theta);
        }

        private State withTheta(double[] fitted) {
            List<Double> values = Arrays.stream(fitted).boxed().toList();
            return new State(iteration, next, pull, unseen, push, ratios, values);
        }

        private State withRatio(Ratio fitted) {
            var all = new EnumMap<Stage, Ratio>(Stage.class);
            all.putAll(ratios);
            all.put(next, fitted);
            return startingFrom(all);
        }

        private State before(Stage following) {
            int complete = following == Stage.STEP_1 ? iteration + 1 : iteration;
            return new State(complete, following, pull, unseen, push, ratios, theta);
        }
    }

    /// What happened in a step.
    ///
    /// @param iteration which iteration the step belongs to, from 1
    /// @param stage     which fit it was
    /// @param fit       how the fit went; empty when the stage had nothing to fit
    /// @param scale     the factor that made the ratio give the exact yield; 1 for a perfect ratio
    /// @param clipped   how many ratios were held at the estimator's bound
    /// @param nEff      the effective number of events with the new weights
    /// @param change    root mean square change of the factors over the weighted events, relative to their mean; in
    ///                  step 3 of the factors w(θ) of v
    /// @param theta     (p) the nuisance parameters after the step
    @SuppressWarnings("AvoidCommonTypeNames")
    public record Info(
            int iteration,
            Stage stage,
            Optional<FitSummary> fit,
            double scale,
            int clipped,
            double nEff,
            double change,
            List<Double> theta) {
        /// Copies the list.
        public Info {
            theta = List.copyOf(theta);
        }
    }

    /// The method for a detector that is known.
    public OmniFold(RatioEstimator detector, RatioEstimator particle, Misses misses, double minimumNEff) {
        this(detector, particle, misses, minimumNEff, Nuisances.NONE);
    }

    /// @throws IllegalArgumentException when the bound on the effective number of events is negative
    public OmniFold {
        if (!(minimumNEff >= 0)) {
            throw new IllegalArgumentException("minimumNEff must not be negative, but is " + minimumNEff);
        }
    }

    @Override
    public State init(UnfoldingProblem problem) {
        Weights ones = Weights.ones(problem.size());
        return new State(0, Stage.STEP_1, ones, ones, ones, Map.of(), nuisances.starts());
    }

    /// The stages of an iteration, in order.
    public List<Stage> stages() {
        var stages = new ArrayList<>(List.of(Stage.values()));
        if (nuisances.isEmpty()) {
            stages.remove(Stage.STEP_3);
        }
        return stages;
    }

    /// The stage after another; after the last comes [Stage#STEP_1] of the next iteration.
    private Stage after(Stage stage) {
        List<Stage> stages = stages();
        return stages.get((stages.indexOf(stage) + 1) % stages.size());
    }

    @Override
    public Step<State, Info> step(
            UnfoldingProblem problem, State state, Seed seed, Workers workers, FitProgress progress) {
        Stage stage = state.next();
        UnfoldingProblem present = problem.at(state.theta(), workers);
        Seed own = seed.child("iteration").child(state.iteration() + 1).child(stage.label());
        String where = "iteration %d, %s".formatted(state.iteration() + 1, stage.label());
        try {
            Optional<ScaledRatio> learned = sample(present, state)
                    .map(sample -> ScaledRatio.learn(
                            stage.isAtReco() ? detector : particle,
                            sample,
                            Optional.ofNullable(state.ratios().get(stage)),
                            stage.isAtReco() ? present.detected() : present.passGen(),
                            own,
                            workers,
                            progress));
            State moved = stage == Stage.STEP_3
                    ? state.withTheta(new ParameterStep(nuisances, problem, state, workers).next())
                    : learned.map(ratio -> moved(present, state, ratio.values()))
                            .orElse(state);
            return done(present, state, problem.at(moved.theta(), workers), moved, learned);
        } catch (NumericalException failure) {
            throw new NumericalException(where + ": " + failure.getMessage(), failure);
        } catch (InputException failure) {
            throw failure.askedBy(where);
        }
    }

    /// What the next stage fits; empty when it has no ratio to fit.
    public Optional<RatioSample> sample(UnfoldingProblem problem, State state, Workers workers) {
        return sample(problem.at(state.theta(), workers), state);
    }

    private Optional<RatioSample> sample(UnfoldingProblem problem, State state) {
        Weights seen = problem.seen();
        return switch (state.next()) {
            case STEP_1 -> {
                Weights before = problem.overDetector(problem.recoWeight().times(state.push()));
                yield Optional.of(new RatioSample(problem.reco(), problem.detectorNumerator(), before));
            }
            case STEP_1B ->
                misses != Misses.STEP_1B || problem.unseen().sumOfSquares() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new RatioSample(problem.gen(), seen.times(state.pull()), seen.times(state.push())));
            case STEP_2 ->
                Optional.of(
                        misses == Misses.EFFICIENCY_AFTER
                                ? new RatioSample(problem.gen(), seen.times(state.pull()), seen)
                                : new RatioSample(problem.gen(), state.pulled(problem), problem.genWeight()));
            case STEP_2B ->
                problem.fakes().count() == 0
                        ? Optional.empty()
                        : Optional.of(new RatioSample(
                                problem.reco(),
                                problem.overDetector(seen.times(state.push())),
                                problem.overDetector(seen)));
            case STEP_3 -> Optional.empty();
        };
    }

    /// The state with the factors that a ratio gives.
    private static State moved(UnfoldingProblem problem, State state, Weights ratio) {
        Weights push = state.push();
        return switch (state.next()) {
            // pull = push · r(reco) of every event that passes reco. What is not seen keeps the push, until step 1b
            // learns better.
            case STEP_1 -> state.withPull(where(problem.passReco(), i -> push.get(i) * ratio.get(i), push), push);
            // The pull of what the detector does not see = push · E[r | gen].
            case STEP_1B -> {
                Weights unseen = problem.unseen();
                Mask some = Mask.of(unseen.size(), i -> unseen.get(i) != 0);
                yield state.withPull(state.pull(), where(some, i -> push.get(i) * ratio.get(i), push));
            }
            // push = ratio of pulled to prior, a function of gen, of every event that passes gen.
            case STEP_2 -> state.withPush(where(problem.passGen(), ratio::get, push));
            // push = E[push | reco] of every fake.
            case STEP_2B -> state.withPush(where(problem.fakes(), ratio::get, push));
            case STEP_3 -> throw new IllegalStateException("step 3 has no ratio");
        };
    }

    private static Weights where(Mask some, IntToDoubleFunction value, Weights others) {
        return Weights.tabulate(others.size(), i -> some.get(i) ? value.applyAsDouble(i) : others.get(i));
    }

    /// The step's end.
    ///
    /// @param before  with the detector of the parameters before
    /// @param problem with that of those after
    /// @param moved   the state with what the stage has changed
    private Step<State, Info> done(
            UnfoldingProblem before,
            State state,
            UnfoldingProblem problem,
            State moved,
            Optional<ScaledRatio> learned) {
        Stage stage = state.next();
        double nEff = weighted(problem, stage, moved).nEff();
        if (nEff < minimumNEff) {
            throw new NumericalException("the weighted sample is worth %.1f events, fewer than the %.1f allowed%s"
                    .formatted(
                            nEff, minimumNEff, learned.map(ScaledRatio::notes).orElse("")));
        }
        var info = new Info(
                state.iteration() + 1,
                stage,
                learned.map(ScaledRatio::report),
                learned.map(ScaledRatio::scale).orElse(1.0),
                learned.map(ScaledRatio::clipped).orElse(0),
                nEff,
                relativeChange(before, factorsOf(before, stage, state), factorsOf(problem, stage, moved)),
                moved.theta());
        return new Step<>(
                learned.map(fitted -> moved.withRatio(fitted.ratio()))
                        .orElse(moved)
                        .before(after(stage)),
                info);
    }

    /// The sample whose weights a stage has changed.
    private static Weights weighted(UnfoldingProblem problem, Stage stage, State state) {
        return switch (stage) {
            case STEP_1 -> problem.recoWeight().times(state.pull());
            case STEP_1B -> state.pulled(problem);
            case STEP_2 -> problem.genWeight().times(state.push());
            case STEP_2B, STEP_3 -> problem.recoWeight().times(state.push());
        };
    }

    /// The factors that a stage sets.
    private static Weights factorsOf(UnfoldingProblem problem, Stage stage, State state) {
        return switch (stage) {
            case STEP_1 -> state.pull();
            case STEP_1B -> state.unseen();
            case STEP_2, STEP_2B -> state.push();
            case STEP_3 -> problem.recoWeight();
        };
    }

    /// Weight 0 is an absent event here too, and weight 2 the event twice.
    private static double relativeChange(UnfoldingProblem problem, Weights before, Weights after) {
        Weights importance = problem.importance();
        double squares = Sums.sum(before.size(), i -> importance.get(i) * square(after.get(i) - before.get(i)));
        return Math.sqrt(squares * importance.sum()) / Math.abs(importance.dot(before));
    }

    private static double square(double x) {
        return x * x;
    }
}
