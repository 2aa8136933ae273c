package unfurl.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// IBU keeps to the contract, to rounding.
class IbuContractTest implements UnfoldingContract {
    private static final Grid GRID = Grid.of(Axis.equal("x", "", 12, -2.4, 2.4));

    @Override
    public boolean random() {
        return false;
    }

    @Override
    public Weights push(UnfoldingProblem problem, Seed seed, Workers workers) {
        Weights spectrum = new Ibu(problem, GRID, GRID)
                .unfold(ITERATIONS, Ibu.SimulationStatistics.POISSON)
                .spectrum();
        int[] cells = GRID.locate(problem.size(), problem.gen()::get);
        double[] prior = sums(cells, problem.genWeight());
        return Weights.tabulate(problem.size(), i -> spectrum.get(cells[i]) / prior[cells[i]]);
    }

    /// Folding the spectrum, Σ_c ε_c U_c, gives the data less background and fakes.
    @Override
    public void assertTotalsConserved(UnfoldingProblem problem) {
        Weights push;
        try (var workers = new Workers(1)) {
            push = push(problem, Seed.of(1), workers);
        }
        int n = problem.size();
        int[] cells = GRID.locate(problem.reco().rows(), problem.reco()::get);
        double[] data = sums(cells, problem.detectorNumerator());
        double[] matched = sums(cells, problem.overDetector(problem.recoWeight().where(problem.passGen())));
        double[] fakes = sums(
                cells,
                problem.overDetector(
                        problem.recoWeight().where(problem.passGen().not())));
        double purified = 0;
        for (int e = 0; e < data.length; e++) {
            purified += data[e] * matched[e] / (matched[e] + fakes[e]);
        }
        Weights folded = problem.recoWeight().where(problem.passGen()).times(push);
        assertThat(folded.size()).isEqualTo(n);
        assertThat(folded.sum()).isCloseTo(purified, within(1e-11 * purified));
    }

    private static double[] sums(int[] cells, Weights weights) {
        double[] sums = new double[GRID.cells()];
        for (int i = 0; i < weights.size(); i++) {
            sums[cells[i]] += weights.get(i);
        }
        return sums;
    }
}
