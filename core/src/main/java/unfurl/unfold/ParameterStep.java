package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// Step 3: the nuisance parameters after an iteration's other steps.
///
/// For EM the pulled weights of reco are first calibrated: their sums of features, squares and products become exactly
/// those of the data. What a classifier leaves of them, in the tails above all, would move θ.
///
/// @param nuisances the parameters
/// @param problem   with a response ratio
/// @param state     after the iteration's other steps
record ParameterStep(Nuisances nuisances, UnfoldingProblem problem, OmniFold.State state, Workers workers) {

    /// (p) the next ones.
    double[] next() {
        List<Double> theta = state.theta();
        if (nuisances.step() == Nuisances.Step.EFFICIENT_SCORE) {
            var score = new EfficientScore(problem, theta, state.push(), workers);
            return new NuisanceEstimate(nuisances, theta, score).newton();
        }
        double[] start = theta.stream().mapToDouble(t -> t).toArray();
        Weights pulled = calibrated(problem.at(theta, workers).recoWeight().times(state.pull()));
        Weights pushed = problem.recoWeight().times(state.push());
        return new ExpectedLikelihood(problem, nuisances, pulled, pushed, start, workers).maximum();
    }

    /// (n) weights with which reco has the data's sums of the basis.
    private Weights calibrated(Weights pulled) {
        Functions basis = Basis.ofReco(problem, 0);
        double[] wanted = basis.sums(
                problem.measured().indices(), problem.detectorNumerator().toArray(), workers);
        double[] weight = problem.overDetector(pulled).toArray();
        double[] out = Calibration.of(basis, problem.passReco().indices(), weight, wanted, workers);
        return Weights.of(Arrays.copyOf(out, problem.size()));
    }
}
