package unfurl.nn;

import java.util.Arrays;
import java.util.stream.IntStream;
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

    /// Mean and standard deviation over the given rows, each counting with the size |a·w⁺| + |b·w⁻| (or
    /// |w|) of
    /// its balanced weight. A feature that does not vary there has scale 1.
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
            boolean constant = IntStream.of(rows).allMatch(row -> features.get(row, j) == features.get(rows[0], j));
            mean[j] = (float) m;
            inverse[j] = constant || scale == 0 ? 1 : 1 / scale;
        });
        return new Standardisation(mean, inverse);
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
