package unfurl.reweight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
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
        Features features = sample.features();
        if (features.particles().isPresent()) {
            throw new InputException("a ratio of histograms would ignore the particles of the events");
        }
        int[] cells = locate(grid, features.rows(), features, row -> row);
        double[] numerator = new double[grid.cells()];
        double[] denominator = new double[grid.cells()];
        double[] absolute = new double[grid.cells()];
        int present = 0;
        for (int i = 0; i < cells.length; i++) {
            double up = sample.numerator().get(i);
            double down = sample.denominator().get(i);
            if (up != 0 || down != 0) {
                int cell = requireCell(cells[i], i);
                numerator[cell] += up;
                denominator[cell] += down;
                absolute[cell] += Math.abs(up);
                present++;
            }
        }
        double mean = sample.numerator().sum() / sample.denominator().sum();
        var ratio = new HistogramRatio(grid, Weights.of(numerator), Weights.of(denominator), mean);
        return new RatioFit(ratio, new FitSummary(present, List.of(), notes(numerator, denominator, absolute)));
    }

    private static int[] locate(Grid grid, int events, Features features, IntUnaryOperator row) {
        if (features.columns() != grid.dimension()) {
            throw new IllegalArgumentException(
                    "%d features on a grid of %d axes".formatted(features.columns(), grid.dimension()));
        }
        return grid.locate(events, (event, axis) -> features.get(row.applyAsInt(event), axis));
    }

    private static int requireCell(int cell, int row) {
        if (cell == Axis.NOT_A_NUMBER) {
            throw new NumericalException("a feature of event %d is not a number: it lies in no bin".formatted(row));
        }
        return cell;
    }

    private static List<String> notes(double[] numerator, double[] denominator, double[] absolute) {
        double lost = 0;
        double all = 0;
        int negative = 0;
        for (int cell = 0; cell < numerator.length; cell++) {
            all += absolute[cell];
            lost += denominator[cell] == 0 ? absolute[cell] : 0;
            negative += numerator[cell] < 0 ? 1 : 0;
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
            int[] wanted = rows.indices();
            int[] cells = locate(grid, wanted.length, features, i -> wanted[i]);
            int unsupported = 0;
            double[] values = new double[features.rows()];
            for (int i = 0; i < cells.length; i++) {
                int cell = requireCell(cells[i], wanted[i]);
                boolean empty = denominator.get(cell) == 0;
                unsupported += empty ? 1 : 0;
                values[wanted[i]] = empty ? mean : numerator.get(cell) / denominator.get(cell);
            }
            return new Evaluation(Weights.of(values), 0, unsupported);
        }
    }
}
