package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import unfurl.event.Features;
import unfurl.event.Weights;

/// The means of a response ratio w over reco in cells of gen. They are 1 where w keeps the efficiency, and else
/// what the efficiency is multiplied by.
///
/// Source: arXiv:2409.10421, section 3.2.
///
/// @param all     how far the means are from 1 in the cells of a feature
/// @param largest the mean less 1 of the cell where it is farthest from 1
/// @param error   of that, by the statistics of the cell
public record GenMeans(Closure all, double largest, double error) {
    private static final int CELLS = 10;
    private static final Comparator<GenMeans> BY_WORSE = Comparator.comparing(GenMeans::all, Closure.BY_WORSE);

    /// Those of the feature where they agree with 1 least; empty where no feature has two cells.
    ///
    /// @param gen     features of the simulation
    /// @param matched (n) the reco weights of events that pass gen and reco, 0 of others
    /// @param w       (n) the response ratio
    /// @param points  how many such w are checked
    static Optional<GenMeans> worst(Features gen, Weights matched, Weights w, int points) {
        var all = new ArrayList<GenMeans>();
        for (int j = 0; j < gen.columns(); j++) {
            int column = j;
            Cells cells = Cells.of(i -> gen.get(i, column), matched, CELLS);
            if (cells.count() > 1) {
                all.add(ofFeature(gen, column, cells, matched, w, points));
            }
        }
        return all.stream().max(BY_WORSE);
    }

    private static GenMeans ofFeature(Features gen, int column, Cells cells, Weights matched, Weights w, int points) {
        double[] content = new double[cells.count()];
        double[] difference = new double[cells.count()];
        double[] variance = new double[cells.count()];
        for (int i = 0; i < matched.size(); i++) {
            if (matched.get(i) != 0) {
                int cell = cells.of(gen.get(i, column));
                double excess = matched.get(i) * (w.get(i) - 1);
                content[cell] += matched.get(i);
                difference[cell] += excess;
                variance[cell] += excess * excess;
            }
        }
        double chiSquare = 0;
        double squares = 0;
        int farthest = 0;
        for (int cell = 0; cell < content.length; cell++) {
            double square = difference[cell] * difference[cell];
            chiSquare += square == 0 ? 0 : square / variance[cell];
            squares += (square - variance[cell]) / content[cell];
            if (Math.abs(difference[cell] / content[cell]) > Math.abs(difference[farthest] / content[farthest])) {
                farthest = cell;
            }
        }
        return new GenMeans(
                Closure.of(
                        gen.names().get(column),
                        chiSquare,
                        content.length,
                        Math.sqrt(Math.max(0, squares / matched.sum())),
                        gen.columns() * points),
                difference[farthest] / content[farthest],
                Math.sqrt(variance[farthest]) / content[farthest]);
    }
}
