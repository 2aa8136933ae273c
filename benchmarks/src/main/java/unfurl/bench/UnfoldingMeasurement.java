package unfurl.bench;

import java.util.ArrayList;
import java.util.List;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Sums;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.FitSummary;
import unfurl.unfold.LinearGaussian;
import unfurl.unfold.OmniFold;
import unfurl.unfold.Stage;
import unfurl.unfold.UnfoldingProblem;

/// Unfolds the 4-D Gaussian and holds each step to its exact answer.
///
/// @param truth      the problem, whose exact iterations are known
/// @param iterations of the unfolding
/// @param problem    its events
/// @param training   seed of the trainings
/// @param workers    threads
record UnfoldingMeasurement(
        LinearGaussian truth, int iterations, UnfoldingProblem problem, Seed training, Workers workers) {
    /// The part of what the first step can learn that a step may miss, with the published number of
    /// events.
    private static final double MISSED = 0.01;

    private static final double PUBLISHED_EVENTS = 1e6;

    /// What a step came to.
    ///
    /// @param iteration from 1
    /// @param stage     1 at reco, 2 at gen
    /// @param loss      the least validation loss
    /// @param best      the loss of the exact iteration's ratio
    /// @param excess    by how much the ratio's loss exceeds that of the exact iteration, over all events:
    ///                  what this step missed and what those before it missed and it took over
    /// @param allowed   the most that the excess may be
    record StepResult(int iteration, Stage stage, double loss, double best, double excess, double allowed) {}

    /// What an iteration came to: the worst over the dimensions.
    ///
    /// @param mean      of the exact iteration
    /// @param std       of the exact iteration
    /// @param meanError the largest deviation from it
    /// @param stdError  the largest deviation from it
    record Moments(double mean, double std, double meanError, double stdError) {}

    /// A measured unfolding.
    ///
    /// @param recipe  how it was done
    /// @param seconds by the time of day, without making the events
    record Result(UnfoldingRecipe recipe, double seconds, List<StepResult> steps, List<Moments> moments) {}

    /// @param seed of the events; the trainings have the next one
    static UnfoldingMeasurement of(int events, int iterations, long seed, Workers workers) {
        LinearGaussian truth = LinearGaussian.standard(4);
        return new UnfoldingMeasurement(
                truth, iterations, truth.problem(events, Seed.of(seed)), Seed.of(seed + 1), workers);
    }

    /// @throws NumericalException when a step's ratio, or an iteration's moments, are farther from the exact ones than
    ///                            is allowed
    Result measure(UnfoldingRecipe recipe, FitProgress progress) {
        OmniFold.State state = recipe.method(1).init(problem);
        var steps = new ArrayList<StepResult>();
        var moments = new ArrayList<Moments>();
        double seconds = 0;
        while (state.iteration() < iterations) {
            OmniFold.State before = state;
            OmniFold method = recipe.method(state.iteration() + 1);
            double start = Clock.WALL.now();
            var step = method.step(problem, state, training, workers, progress);
            seconds += Clock.WALL.now() - start;
            state = step.state();
            if (step.info().fit().isPresent()) {
                steps.add(result(step.info(), before, state));
            }
            if (state.iteration() > before.iteration()) {
                moments.add(moments(state));
            }
        }
        var result = new Result(recipe, seconds, steps, moments);
        check(result);
        return result;
    }

    private StepResult result(OmniFold.Info info, OmniFold.State before, OmniFold.State after) {
        GaussianPair exact = exact(info.iteration(), info.stage());
        Features features = info.stage() == Stage.STEP_1 ? problem.reco() : problem.gen();
        boolean first = info.stage() == Stage.STEP_1;
        Weights push = before.push();
        Weights ratio = first ? after.pull() : after.push();
        Weights logit =
                Weights.tabulate(problem.size(), i -> Math.log(first ? ratio.get(i) / push.get(i) : ratio.get(i)));
        Weights weights = first ? problem.recoWeight().times(push) : problem.genWeight();
        double excess = exact.excess(features, logit, weights);
        FitSummary.Curve curve = info.fit().orElseThrow().curves().getFirst();
        double loss = curve.validation().get(curve.bestEpoch());
        return new StepResult(info.iteration(), info.stage(), loss, exact.bestLoss(), excess, allowed());
    }

    /// The exact classes of a step: data over the last iteration at reco, this iteration over the
    /// prior at gen.
    private GaussianPair exact(int iteration, Stage stage) {
        int d = truth.dimensions();
        List<LinearGaussian.Moments> exact = truth.exact(iterations);
        double mean = iteration == 1
                ? truth.priorMean()
                : exact.get(iteration - 2).mean().getFirst();
        double std = iteration == 1
                ? truth.priorStd()
                : exact.get(iteration - 2).std().getFirst();
        double noise = truth.smearing();
        return switch (stage) {
            case STEP_1 ->
                new GaussianPair(
                        d, truth.truthMean(), Math.hypot(truth.truthStd(), noise), mean, Math.hypot(std, noise));
            case STEP_2 ->
                new GaussianPair(
                        d,
                        exact.get(iteration - 1).mean().getFirst(),
                        exact.get(iteration - 1).std().getFirst(),
                        truth.priorMean(),
                        truth.priorStd());
            case STEP_1B, STEP_2B, STEP_3 -> throw new IllegalStateException("everything is detected and nothing fake");
        };
    }

    /// What is missed falls with the number of events, so fewer events may miss more, up to a half.
    private double allowed() {
        double missed = Math.min(0.5, MISSED * Math.max(1, PUBLISHED_EVENTS / problem.size()));
        return missed * (Math.log(2) - exact(1, Stage.STEP_1).bestLoss());
    }

    private Moments moments(OmniFold.State state) {
        LinearGaussian.Moments exact = truth.exact(iterations).get(state.iteration() - 1);
        double meanError = 0;
        double stdError = 0;
        Weights unfolded = problem.genWeight().times(state.push());
        double total = unfolded.sum();
        int n = problem.size();
        for (int j = 0; j < truth.dimensions(); j++) {
            int column = j;
            double mean = Sums.sum(n, i -> unfolded.get(i) * problem.gen().get(i, column)) / total;
            double squares = Sums.sum(n, i -> {
                double from = problem.gen().get(i, column) - mean;
                return unfolded.get(i) * from * from;
            });
            meanError = Math.max(meanError, Math.abs(mean - exact.mean().get(j)));
            stdError = Math.max(
                    stdError, Math.abs(Math.sqrt(squares / total) - exact.std().get(j)));
        }
        return new Moments(exact.mean().getFirst(), exact.std().getFirst(), meanError, stdError);
    }

    private void check(Result result) {
        for (StepResult step : result.steps()) {
            if (!(step.excess() <= step.allowed())) {
                throw new NumericalException(
                        "%s, iteration %d, %s: the loss exceeds the best one by %.3g, and at most %.3g is allowed; no time is given"
                                .formatted(
                                        result.recipe().name(),
                                        step.iteration(),
                                        step.stage().label(),
                                        step.excess(),
                                        step.allowed()));
            }
        }
        for (int i = 0; i < result.moments().size(); i++) {
            Moments moments = result.moments().get(i);
            double deviation = Math.max(moments.meanError(), moments.stdError());
            if (!(deviation <= deviationAllowed())) {
                throw new NumericalException(
                        "%s, iteration %d: a mean or standard deviation is off the exact one by %.3g, and at most %.3g is allowed; no time is given"
                                .formatted(result.recipe().name(), i + 1, deviation, deviationAllowed()));
            }
        }
    }

    /// What networks on 10⁶ events in four dimensions are held to in the validation, and more with fewer
    /// events, as their statistics grow.
    private double deviationAllowed() {
        return 0.02 * Math.max(1, Math.sqrt(PUBLISHED_EVENTS / problem.size()));
    }
}
