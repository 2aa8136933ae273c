package unfurl.unfold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;

/// How an unfolding follows the exact answer.
final class Following {
    private Following() {}

    /// Mean and standard deviation along one axis after an iteration, less the exact ones.
    record Deviation(int iteration, int axis, double mean, double std) {
        double larger() {
            return Math.max(Math.abs(mean), Math.abs(std));
        }
    }

    static List<Deviation> of(OmniFold method, LinearGaussian toy, UnfoldingProblem problem, int iterations) {
        return of(method, toy, problem, iterations, state -> state);
    }

    /// @param before what is done to a state before each step
    static List<Deviation> of(
            OmniFold method,
            LinearGaussian toy,
            UnfoldingProblem problem,
            int iterations,
            UnaryOperator<OmniFold.State> before) {
        List<LinearGaussian.Moments> exact = toy.exact(iterations);
        var deviations = new ArrayList<Deviation>();
        OmniFold.State state = method.init(problem);
        try (var workers = new Workers(2)) {
            while (state.iteration() < iterations) {
                state = method.step(problem, before.apply(state), Seed.of(1), workers, FitProgress.NONE)
                        .state();
                if (state.next() == Stage.STEP_1) {
                    LinearGaussian.Moments expected = exact.get(state.iteration() - 1);
                    for (int axis = 0; axis < toy.dimensions(); axis++) {
                        LinearGaussian.Moments found = moments(problem, state.push(), axis);
                        deviations.add(new Deviation(
                                state.iteration(),
                                axis,
                                found.mean().getFirst() - expected.mean().get(axis),
                                found.std().getFirst() - expected.std().get(axis)));
                    }
                }
            }
        }
        return deviations;
    }

    /// Says how large the largest of the deviations is, for `validation/README.md`, and hands them on.
    static List<Deviation> told(String what, double efficiency, List<Deviation> deviations) {
        double worst = deviations.stream().mapToDouble(Deviation::larger).max().orElseThrow();
        String shape = efficiency == LinearGaussian.SLOPED ? "sloped" : "flat";
        System.err.printf("%s, %s efficiency: largest deviation from the exact answer %.4f%n", what, shape, worst);
        return deviations;
    }

    static LinearGaussian.Moments moments(UnfoldingProblem problem, Weights push, int axis) {
        Weights unfolded = problem.genWeight().times(push);
        double total = unfolded.sum();
        Weights x = Weights.tabulate(unfolded.size(), i -> problem.gen().get(i, axis));
        double mean = unfolded.dot(x) / total;
        double variance = unfolded.dot(x.times(x)) / total - mean * mean;
        return new LinearGaussian.Moments(List.of(mean), List.of(Math.sqrt(variance)));
    }
}
