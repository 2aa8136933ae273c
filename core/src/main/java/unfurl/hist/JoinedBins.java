package unfurl.hist;

import java.util.Arrays;

/// Neighbouring bins joined into groups of about equal content. Never changed after it is made.
public final class JoinedBins {
    private final int[] groupOf;

    private JoinedBins(int[] groupOf) {
        this.groupOf = groupOf;
    }

    /// The groups in which the middle of each bin's content has its place when all content, the sign left out,
    /// is divided into equal parts. A bin that holds several parts leaves fewer groups.
    ///
    /// @param contents of at least one bin
    /// @param most     how many groups there are at most, 1 or more
    public static JoinedBins ofEqualContent(double[] contents, int most) {
        double total = Arrays.stream(contents).map(Math::abs).sum();
        int[] groupOf = new int[contents.length];
        double before = 0;
        int last = 0;
        for (int bin = 0; bin < contents.length; bin++) {
            double content = Math.abs(contents[bin]);
            int part = (int) Math.min(most - 1, most * (before + content / 2) / total);
            groupOf[bin] = bin == 0 ? 0 : groupOf[bin - 1] + (part > last ? 1 : 0);
            last = part;
            before += content;
        }
        return new JoinedBins(groupOf);
    }

    /// How many groups there are.
    public int count() {
        return groupOf[groupOf.length - 1] + 1;
    }

    /// The group, 0 … count()−1, that a bin is in.
    public int groupOf(int bin) {
        return groupOf[bin];
    }

    /// The sum over the bins of each group.
    ///
    /// @param values of each bin
    public double[] sums(double[] values) {
        double[] sums = new double[count()];
        for (int bin = 0; bin < groupOf.length; bin++) {
            sums[groupOf[bin]] += values[bin];
        }
        return sums;
    }

    /// The edges of the groups.
    ///
    /// @param axis the bins
    public double[] edges(Axis axis) {
        double[] edges = new double[count() + 1];
        edges[count()] = axis.edge(axis.bins());
        for (int bin = groupOf.length - 1; bin >= 0; bin--) {
            edges[groupOf[bin]] = axis.edge(bin);
        }
        return edges;
    }

    @Override
    public String toString() {
        return "%d bins in %d groups".formatted(groupOf.length, count());
    }
}
