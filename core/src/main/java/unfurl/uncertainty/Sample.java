package unfurl.uncertainty;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.unfold.UnfoldingProblem;

/// Simulated events at both levels.
///
/// @param gen        (n × d) gen features
/// @param reco       (n × e) reco features
/// @param passGen    (n) inside the gen selection
/// @param passReco   (n) inside the reco selection
/// @param genWeight  (n) w
/// @param recoWeight (n) v
public record Sample(Features gen, Features reco, Mask passGen, Mask passReco, Weights genWeight, Weights recoWeight) {
    /// The simulation of a problem, whose weights outside a selection are 0.
    static Sample of(UnfoldingProblem problem) {
        int n = problem.size();
        return new Sample(
                problem.gen(),
                problem.reco().select(Mask.of(problem.reco().rows(), i -> i < n)),
                problem.passGen(),
                problem.passReco(),
                problem.genWeight(),
                problem.recoWeight());
    }

    Mask matched() {
        return passGen.and(passReco);
    }

    Mask fakes() {
        return passReco.and(passGen.not());
    }

    /// Σ w inside the gen selection.
    double genYield() {
        return genWeight.where(passGen).sum();
    }

    /// The same events with both weights multiplied.
    Sample times(Weights factor) {
        return new Sample(gen, reco, passGen, passReco, genWeight.times(factor), recoWeight.times(factor));
    }
}
