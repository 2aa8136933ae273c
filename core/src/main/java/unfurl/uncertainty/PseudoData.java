package unfurl.uncertainty;

import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.unfold.UnfoldingProblem;

/// Data as they would be if an unfolded result were the truth: simulated events in numbers as measured.
///
/// Each simulated event inside the reco selection is measured a Poisson number of times, with the mean
/// v·push / u, and each background event with the mean b / u. What is measured has the weight u = Σd² / Σd,
/// which is 1 for data without weights, so that expectation and statistical errors are those of the data. An
/// event of negative weight is measured with the weight −u: the expectation is right, and the error is that
/// of more events. An event that is measured is one row for simulation and data, with a weight in each, so that it
/// never trains under one label and validates under the other.
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
        return problem.measuring(
                measured("simulation", problem.recoWeight().times(push), draws.child("signal")),
                measured("background", problem.background(), draws.child("background")));
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
