package unfurl.unfold;

import java.util.ArrayList;
import java.util.List;
import unfurl.event.Weights;

/// Where the yields are: sums of weights through an iteration, line by line.
///
/// @param entries in the order of the computation
public record Ledger(List<Entry> entries) {
    /// One line.
    ///
    /// @param label what is summed, in words
    /// @param value Σ weights
    /// @param nEff  the effective number of events in it
    public record Entry(String label, double value, double nEff) {}

    /// Copies the list.
    public Ledger {
        entries = List.copyOf(entries);
    }

    /// The entry of that label.
    ///
    /// @throws IllegalArgumentException when there is none
    public Entry entry(String label) {
        return entries.stream()
                .filter(e -> e.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry '" + label + "'"));
    }

    /// What the state of an unfolding adds up to.
    public static Ledger of(UnfoldingProblem problem, OmniFold.State state) {
        var push = state.push();
        var gen = problem.genWeight();
        var reco = problem.recoWeight();
        var entries = new ArrayList<Entry>();
        entries.add(entry("data", problem.data()));
        entries.add(entry("background", problem.background()));
        entries.add(new Entry("data − background", problem.dataYield(), subtractedNEff(problem)));
        entries.add(entry("simulation, reco", reco));
        entries.add(entry("  of which fakes", reco.where(problem.passGen().not())));
        entries.add(entry("simulation, gen", gen));
        entries.add(entry("  of which misses", gen.where(problem.passReco().not())));
        entries.add(entry("pulled, reco", reco.times(state.pull())));
        entries.add(entry("pulled, gen", state.pulled(problem)));
        entries.add(entry("unfolded, gen", gen.times(push)));
        entries.add(entry(
                "  of which misses, unfolded",
                gen.times(push).where(problem.passReco().not())));
        entries.add(entry("unfolded, folded back to reco", reco.times(push)));
        entries.add(entry(
                "  of which fakes, unfolded",
                reco.times(push).where(problem.passGen().not())));
        return new Ledger(entries);
    }

    /// (Σd − Σb)²/(Σd² + Σb²): the background's statistics widen the difference.
    private static double subtractedNEff(UnfoldingProblem problem) {
        double squares = problem.data().sumOfSquares() + problem.background().sumOfSquares();
        return problem.dataYield() * problem.dataYield() / squares;
    }

    private static Entry entry(String label, Weights weights) {
        return new Entry(label, weights.sum(), weights.nEff());
    }
}
