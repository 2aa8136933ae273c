package unfurl.report;

import java.util.List;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;

/// The correlation of the total uncertainties of bins: those of one observable, or of several jointly.
///
/// @param blocks the observables, in the order of the rows
/// @param values (n·n) for the n bins of all blocks: row after row, from −1 to 1, symmetric; NaN in the row
///               and the column of a bin without uncertainty
public record Correlation(List<Block> blocks, Numbers values) {
    private static final double ROUNDING = 1e-6;

    /// The bins of one observable.
    ///
    /// @param name  of the observable
    /// @param label in the markup of [Label]
    /// @param unit  in the same markup; empty when it has none
    /// @param edges (bins + 1) finite and increasing
    public record Block(String name, String label, String unit, Numbers edges) {
        /// @throws unfurl.InputException when the label or the unit cannot be read
        public Block {
            Label.parse(label);
            Label.parse(unit);
            Binned.exact(edges, Numbers.tabulate(edges.size() - 1, i -> 0));
        }

        int bins() {
            return edges.size() - 1;
        }
    }

    public Correlation {
        blocks = List.copyOf(blocks);
        int bins = blocks.stream().mapToInt(Block::bins).sum();
        if (bins < 1 || values.size() != bins * bins) {
            throw new IllegalArgumentException("%d correlations for %d bins".formatted(values.size(), bins));
        }
        for (int i = 0; i < bins; i++) {
            for (int j = 0; j <= i; j++) {
                require(values.get(i * bins + j), values.get(j * bins + i), i, j);
            }
        }
    }

    /// The map of one observable.
    public static Correlation of(String name, String label, String unit, Numbers edges, Numbers values) {
        return new Correlation(List.of(new Block(name, label, unit, edges)), values);
    }

    /// How many bins, of all blocks.
    public int bins() {
        return blocks.stream().mapToInt(Block::bins).sum();
    }

    /// The correlation of bins `i` and `j`.
    public double get(int i, int j) {
        return values.get(i * bins() + j);
    }

    private static void require(double value, double mirrored, int i, int j) {
        if (Math.abs(value) > 1 + ROUNDING) {
            throw new IllegalArgumentException("the correlation of bins %d and %d is %s".formatted(i, j, value));
        }
        if (Math.abs(value - mirrored) > ROUNDING || Double.isNaN(value) != Double.isNaN(mirrored)) {
            throw new IllegalArgumentException("the correlation of bins %d and %d is %s, of %d and %d it is %s"
                    .formatted(i, j, value, j, i, mirrored));
        }
    }
}
