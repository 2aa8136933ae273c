package unfurl.uncertainty;

import java.util.Arrays;
import java.util.stream.IntStream;
import unfurl.event.Weights;
import unfurl.hist.Grid;
import unfurl.unfold.UnfoldingProblem;

/// Contents of bins of several unfoldings, an array for each.
final class Spectra {
    private Spectra() {}

    /// Σ weights of each cell that is no flow, in the grid's order.
    ///
    /// @param grid    an axis for each gen feature
    /// @param weights (n) of the simulated events
    static double[] contents(Grid grid, UnfoldingProblem problem, Weights weights) {
        int[] cells = grid.locate(problem.size(), problem.gen()::get);
        double[] sums = new double[grid.cells()];
        for (int i = 0; i < cells.length; i++) {
            sums[cells[i]] += weights.get(i);
        }
        return IntStream.range(0, sums.length)
                .filter(cell -> !grid.isFlow(cell))
                .mapToDouble(cell -> sums[cell])
                .toArray();
    }

    /// The mean of a bin.
    static double mean(double[][] spectra, int bin) {
        return Arrays.stream(spectra).mapToDouble(s -> s[bin]).average().orElseThrow();
    }

    /// The unbiased sample variance of each bin.
    static double[] variances(double[][] spectra) {
        return IntStream.range(0, spectra[0].length)
                .mapToDouble(bin -> {
                    double mean = mean(spectra, bin);
                    return Arrays.stream(spectra)
                                    .mapToDouble(s -> (s[bin] - mean) * (s[bin] - mean))
                                    .sum()
                            / (spectra.length - 1);
                })
                .toArray();
    }
}
