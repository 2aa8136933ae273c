package unfurl.uncertainty;

import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.unfold.UnfoldingProblem;

/// Data as they would be if an unfolded result were the truth: simulated events in numbers as measured.
///
/// Each simulated event inside the reco selection is measured a Poisson number of times, with the mean
/// v·push / u, and each background event with the mean b / u. What is measured has the weight u = Σd² / Σd,
/// which is 1 for data without weights, so that expectation and statistical errors are those of the data. An
/// event of negative weight is measured with the weight −u: the expectation is right, and the error is that
/// of more events.
public final class PseudoData {
    /// The largest mean that counts are drawn with.
    private static final double MOST = 700;

    private final UnfoldingProblem problem;
    private final double unit;

    private PseudoData(UnfoldingProblem problem) {
        this.problem = problem;
        this.unit = problem.data().sumOfSquares() / problem.data().sum();
    }

    /// The problem with a toy in place of the data.
    ///
    /// @param push  (n) takes the simulation to the truth of the toy
    /// @param draws the seed of the counts
    /// @throws NumericalException     when a simulated event is worth more than 700 of the data
    /// @throws unfurl.InputException when nothing is measured
    public static UnfoldingProblem thrown(UnfoldingProblem problem, Weights push, Seed draws) {
        return new PseudoData(problem).thrown(push, draws);
    }

    private UnfoldingProblem thrown(Weights push, Seed draws) {
        Weights signal = measured("simulation", problem.recoWeight().times(push), draws.child("signal"));
        Weights background = measured("background", problem.background(), draws.child("background"));
        int n = problem.size();
        int m = problem.data().size();
        int rows = problem.reco().rows();
        Weights all = Weights.tabulate(rows, i -> i < n ? signal.get(i) : i < n + m ? 0 : background.get(i - n - m));
        Mask kept = Mask.of(rows, i -> all.get(i) != 0);
        Sample simulation = Sample.of(problem);
        return new UnfoldingProblem(
                new UnfoldingProblem.Simulation(
                        simulation.gen(),
                        simulation.reco(),
                        simulation.passGen(),
                        simulation.passReco(),
                        simulation.genWeight(),
                        simulation.recoWeight()),
                new UnfoldingProblem.Detected(problem.reco().select(kept), all.select(kept)),
                new UnfoldingProblem.Detected(
                        problem.reco().select(Mask.of(rows, i -> i >= n + m)), problem.background()));
    }

    private Weights measured(String sample, Weights expected, Seed seed) {
        return Weights.tabulate(expected.size(), i -> {
            double mean = Math.abs(expected.get(i)) / unit;
            if (mean > MOST) {
                throw new NumericalException(
                        "event %d of the %s is worth %.4g events of the data (at most %.0f): no toy can be thrown from it"
                                .formatted(i, sample, mean, MOST));
            }
            return Math.signum(expected.get(i)) * unit * seed.poisson(i, mean);
        });
    }
}
