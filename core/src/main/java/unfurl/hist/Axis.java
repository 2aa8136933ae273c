package unfurl.hist;

import java.util.Arrays;
import java.util.Objects;
import unfurl.InputException;

/// The bins of one observable: half-open intervals `[edge(i), edge(i+1))` with an underflow below and an
/// overflow above.
///
/// A value equal to the last edge is overflow. Cells are numbered with the flows: 0 is the underflow, 1 …
/// bins() are the bins and bins()+1 is the overflow.
public final class Axis {
    /// The cell of something that is not a number.
    public static final int NOT_A_NUMBER = -1;

    private static final int SLOTS_PER_BIN = 8;
    private static final int MOST_SLOTS = 4096;

    private final String label;
    private final String unit;
    private final double[] edges;
    private final int[] firstBin;
    private final double slotsPerUnit;

    private Axis(String label, String unit, double[] edges) {
        this.label = Objects.requireNonNull(label);
        this.unit = Objects.requireNonNull(unit);
        this.edges = edges;
        requireRising();
        this.firstBin = firstBins(edges);
        this.slotsPerUnit = (firstBin.length - 1) / (edges[bins()] - edges[0]);
        if (!(slotsPerUnit > 0 && Double.isFinite(slotsPerUnit))) {
            throw new InputException("the edges of axis '%s' lie too close together or too far apart: %s to %s"
                    .formatted(label, edges[0], edges[bins()]));
        }
    }

    /// Bins between the edges given.
    ///
    /// @param label what the axis shows, for people
    /// @param unit  unit of the edges, such as `GeV`; empty for a pure number
    /// @param edges at least two, finite and strictly increasing
    /// @throws InputException when they are not
    public static Axis of(String label, String unit, double... edges) {
        return new Axis(label, unit, edges.clone());
    }

    /// Bins of one width.
    ///
    /// @param bins how many, at least 1
    /// @param low  the first edge
    /// @param high the last edge
    /// @throws InputException when `low` is not below `high` or there are no bins
    public static Axis equal(String label, String unit, int bins, double low, double high) {
        if (bins < 1) {
            throw new InputException("axis '%s' needs at least one bin, not %d".formatted(label, bins));
        }
        double[] edges = new double[bins + 1];
        Arrays.setAll(edges, i -> i == bins ? high : low + (high - low) * i / bins);
        return new Axis(label, unit, edges);
    }

    private void requireRising() {
        if (edges.length < 2) {
            throw new InputException("axis '%s' needs at least two edges, not %d".formatted(label, edges.length));
        }
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
                throw new InputException(
                        "the edges of axis '%s' must be finite and strictly increasing; edge %d is %s%s"
                                .formatted(label, i, edges[i], i == 0 ? "" : " after " + edges[i - 1]));
            }
        }
    }

    /// What the axis shows.
    public String label() {
        return label;
    }

    /// The unit of the edges, empty for a pure number.
    public String unit() {
        return unit;
    }

    /// How many bins, the flows left out.
    public int bins() {
        return edges.length - 1;
    }

    /// How many cells, the flows included: bins() + 2.
    public int cells() {
        return edges.length + 1;
    }

    /// Edge `i` of 0 … bins().
    public double edge(int i) {
        return edges[i];
    }

    /// A copy of the edges, bins() + 1 of them.
    public double[] edges() {
        return edges.clone();
    }

    /// The width of bin `i` of 0 … bins()−1.
    public double width(int i) {
        return edges[i + 1] - edges[i];
    }

    /// The middle of bin `i` of 0 … bins()−1.
    public double centre(int i) {
        return 0.5 * (edges[i] + edges[i + 1]);
    }

    /// The cell that holds a value: 0 below the first edge, bins()+1 from the last edge on, [#NOT_A_NUMBER] for
    /// NaN.
    public int cell(double value) {
        if (value >= edges[edges.length - 1]) {
            return edges.length;
        }
        if (value < edges[0]) {
            return 0;
        }
        if (Double.isNaN(value)) {
            return NOT_A_NUMBER;
        }
        return cellInside(value);
    }

    /// Looks up which bins the value can lie in by its distance from the first edge, then lets the edges
    /// decide. One slot of slack on either side takes up the rounding of that distance.
    private int cellInside(double value) {
        int slot = (int) ((value - edges[0]) * slotsPerUnit);
        int below = firstBin[Math.max(0, slot - 1)];
        int above = firstBin[Math.min(firstBin.length - 1, slot + 2)] + 1;
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (value < edges[middle]) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return below + 1;
    }

    /// The bin at the start of each of equal slots between the first and the last edge, and the last bin.
    private static int[] firstBins(double[] edges) {
        int bins = edges.length - 1;
        int slots = Math.min(SLOTS_PER_BIN * bins, MOST_SLOTS);
        int[] first = new int[slots + 1];
        int bin = 0;
        for (int slot = 0; slot < slots; slot++) {
            double start = edges[0] + (edges[bins] - edges[0]) / slots * slot;
            while (bin + 1 < bins && edges[bin + 1] <= start) {
                bin++;
            }
            first[slot] = bin;
        }
        first[slots] = bins - 1;
        return first;
    }

    /// The same bins under another label and unit.
    public Axis named(String otherLabel, String otherUnit) {
        return new Axis(otherLabel, otherUnit, edges);
    }

    /// The number of the edge that `value` is, or −1: equal within 10⁻⁹ of the narrower of the bins beside it.
    int edgeAt(double value) {
        for (int i = 0; i < edges.length; i++) {
            double narrower = Math.min(i > 0 ? width(i - 1) : width(i), i < bins() ? width(i) : width(i - 1));
            if (Math.abs(edges[i] - value) <= 1e-9 * narrower) {
                return i;
            }
        }
        return -1;
    }

    /// Whether the edges and the unit are the same; labels may differ.
    public boolean sameBins(Axis other) {
        return unit.equals(other.unit) && Arrays.equals(edges, other.edges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Axis that && label.equals(that.label) && sameBins(that);
    }

    @Override
    public int hashCode() {
        return 31 * label.hashCode() + Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        return "%s%s, %d bins from %s to %s"
                .formatted(label, unit.isEmpty() ? "" : " [" + unit + "]", bins(), edges[0], edges[bins()]);
    }
}
