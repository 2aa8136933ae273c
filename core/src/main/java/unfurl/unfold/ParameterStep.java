package unfurl.unfold;

import java.util.Arrays;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// Step 3: the nuisance parameters after an iteration's other steps.
///
/// For EM the pulled weights of reco are first calibrated: their sums of features, squares and products become exactly
/// those of the data. What a classifier leaves of them, in the tails above all, would move θ.
///
/// @param nuisances the parameters
/// @param nominal   the problem with the detector that was simulated
/// @param present   the problem with the detector of the present parameters
/// @param state     after the iteration's other steps
record ParameterStep(
        Nuisances nuisances,
        UnfoldingProblem nominal,
        UnfoldingProblem present,
        OmniFold.State state,
        Workers workers) {

    /// (p) the next ones.
    double[] next() {
        if (nuisances.step() == Nuisances.Step.EFFICIENT_SCORE) {
            var score = new EfficientScore(nominal, state.theta(), state.push(), workers);
            return NuisanceFit.newton(nuisances, state.theta(), score);
        }
        double[] theta = state.theta().stream().mapToDouble(t -> t).toArray();
        Weights pulled = calibrated(present.recoWeight().times(state.pull()));
        Weights pushed = nominal.recoWeight().times(state.push());
        return new ExpectedLikelihood(nominal, nuisances, pulled, pushed, theta, workers).maximum();
    }

    /// (n) weights with which reco has the data's sums of the basis.
    private Weights calibrated(Weights pulled) {
        Features reco = nominal.reco();
        double[] measured = nominal.detectorNumerator().toArray();
        int[] data = IntStream.range(0, measured.length)
                .filter(row -> measured[row] != 0)
                .toArray();
        Functions basis = new Basis(reco, nominal.detected(), 0).on(reco);
        double[] weight = Arrays.copyOf(pulled.toArray(), reco.rows());
        double[] out = Calibration.of(
                basis, nominal.passReco().indices(), weight, basis.sums(data, measured, workers), workers);
        return Weights.of(Arrays.copyOf(out, nominal.size()));
    }
}
