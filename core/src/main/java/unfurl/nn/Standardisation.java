package unfurl.nn;

import java.util.Arrays;
import unfurl.event.Features;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// What a network does to its inputs first: x ← (x − mean)/scale, feature by feature.
final class Standardisation {
    private final float[] mean;
    private final float[] inverseScale;

    /// @param mean         (d) taken over
    /// @param inverseScale (d) 1/scale, taken over
    Standardisation(float[] mean, float[] inverseScale) {
        this.mean = mean;
        this.inverseScale = inverseScale;
    }

    /// Mean and standard deviation over the given rows, each counting with the size |a·w⁺| + |b·w⁻| (or |w|) of
    /// its balanced weight. A feature that does not vary there, or has no other values than 0 and 1, has scale 1.
    static Standardisation fit(Features features, Loss loss, int[] rows, Workers workers) {
        int d = features.columns();
        float[] mean = new float[d];
        float[] inverse = new float[d];
        double total = Sums.sum(rows.length, i -> loss.size(rows[i]));
        workers.run(d, j -> {
            double m = Sums.sum(rows.length, i -> loss.size(rows[i]) * features.get(rows[i], j)) / total;
            double variance = Sums.sum(rows.length, i -> {
                        double from = features.get(rows[i], j) - m;
                        return loss.size(rows[i]) * from * from;
                    })
                    / total;
            float scale = (float) Math.sqrt(variance);
            mean[j] = (float) m;
            inverse[j] = scale == 0 || hasFixedScale(features, rows, j) ? 1 : 1 / scale;
        });
        return new Standardisation(mean, inverse);
    }

    /// Whether the feature has one value alone, or is an indicator: in units of the standard deviation of a rare
    /// one, its few events would lie hundreds of units away, where a network may say anything.
    private static boolean hasFixedScale(Features features, int[] rows, int column) {
        float first = features.get(rows[0], column);
        boolean constant = true;
        boolean indicator = true;
        for (int row : rows) {
            float value = features.get(row, column);
            constant &= value == first;
            indicator &= value == 0 || value == 1;
        }
        return constant || indicator;
    }

    /// (d), for the kernels: not to be changed.
    float[] mean() {
        return mean;
    }

    /// (d), for the kernels: not to be changed.
    float[] inverseScale() {
        return inverseScale;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardisation that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(inverseScale, that.inverseScale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(inverseScale);
    }

    @Override
    public String toString() {
        return "standardisation of %d features".formatted(mean.length);
    }
}
