package unfurl.reweight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Grid;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// The ratio of two histograms: exact for densities that are constant in each cell. OmniFold with it is IBU.
///
/// @param grid one axis for each feature, in order; the flows are cells like any other
public record HistogramEstimator(Grid grid) implements RatioEstimator {
    /// The share of the numerator that may lie in cells without a denominator before the fit is refused.
    private static final double LOST_LIMIT = 0.05;

    @Override
    public RatioFit fit(
            RatioSample sample, Optional<Ratio> previous, Seed seed, Workers workers, FitProgress progress) {
        int[] cells = locate(grid, sample.features());
        Weights numerator = sums(cells, sample.numerator());
        Weights denominator = sums(cells, sample.denominator());
        Weights absolute = sums(
                cells,
                Weights.tabulate(cells.length, i -> Math.abs(sample.numerator().get(i))));
        var cellRatios = new HistogramRatio(
                grid,
                numerator,
                denominator,
                sample.numerator().sum() / sample.denominator().sum());
        var report = new FitSummary(sample.present().count(), List.of(), notes(numerator, denominator, absolute));
        return new RatioFit(cellRatios, report);
    }

    private Weights sums(int[] cells, Weights weights) {
        double[] sums = new double[grid.cells()];
        for (int i = 0; i < cells.length; i++) {
            sums[cells[i]] += weights.get(i);
        }
        return Weights.of(sums);
    }

    private static int[] locate(Grid grid, Features features) {
        if (features.columns() != grid.dimension()) {
            throw new IllegalArgumentException(
                    "%d features on a grid of %d axes".formatted(features.columns(), grid.dimension()));
        }
        return grid.locate(features.rows(), features::get);
    }

    private static List<String> notes(Weights numerator, Weights denominator, Weights absolute) {
        double lost = 0;
        double all = 0;
        int negative = 0;
        for (int cell = 0; cell < numerator.size(); cell++) {
            all += absolute.get(cell);
            lost += denominator.get(cell) == 0 ? absolute.get(cell) : 0;
            negative += numerator.get(cell) < 0 ? 1 : 0;
        }
        if (lost > LOST_LIMIT * all) {
            throw new InputException(
                    "%.3g %% of the events to be described lie in bins without a single simulated event (at most %.0f %% may): "
                                    .formatted(100 * lost / all, 100 * LOST_LIMIT)
                            + "the samples do not overlap, or the bins are too fine");
        }
        var notes = new ArrayList<String>();
        if (lost > 0) {
            notes.add("%.3g %% of the numerator lies in bins without a denominator".formatted(100 * lost / all));
        }
        if (negative > 0) {
            notes.add("the ratio is negative in %d bins".formatted(negative));
        }
        return notes;
    }

    /// A ratio that is constant in each cell of a grid.
    private record HistogramRatio(Grid grid, Weights numerator, Weights denominator, double mean) implements Ratio {
        @Override
        public Evaluation at(Features features, Mask rows, Workers workers) {
            int[] cells = locate(grid, features);
            int unsupported = 0;
            double[] values = new double[cells.length];
            for (int row : rows.indices()) {
                boolean empty = denominator.get(cells[row]) == 0;
                unsupported += empty ? 1 : 0;
                values[row] = empty ? mean : numerator.get(cells[row]) / denominator.get(cells[row]);
            }
            return new Evaluation(Weights.of(values), 0, unsupported);
        }
    }
}
