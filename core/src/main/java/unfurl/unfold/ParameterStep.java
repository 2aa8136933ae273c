package unfurl.unfold;

import java.util.Arrays;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Step 3: the nuisance parameters after an iteration's other steps.
///
/// The pulled weights of reco are first calibrated: the sums of a [Basis] of reco become exactly those of the data.
/// What a classifier leaves of them, in the tails above all, would move θ.
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
        Seed seed,
        Workers workers) {
    private static final int STEPS = Integer.getInteger("steps", 40);

    /// (p) the next ones.
    double[] next() {
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
        Functions basis = new Basis(reco, nominal.detected(), STEPS, seed.child("basis")).on(reco);
        double[] weight = Arrays.copyOf(pulled.toArray(), reco.rows());
        double[] out = Calibration.of(
                basis, nominal.passReco().indices(), weight, basis.sums(data, measured, workers), workers);
        return Weights.of(Arrays.copyOf(out, nominal.size()));
    }
}
