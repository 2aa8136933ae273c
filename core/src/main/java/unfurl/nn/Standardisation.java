package unfurl.nn;

import java.util.Arrays;
import unfurl.event.Features;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// What a network does to its inputs first: x ← (x − mean)/scale, feature by feature.
///
/// With clouds of particles there are the features of an event, then those of a particle, then the number of
/// particles, of mean 0 and of scale the mean number: sums over particles are divided by it.
final class Standardisation {
    private static final int BLOCK = 4096;

    private final float[] mean;
    private final float[] inverseScale;

    /// @param mean         (d) taken over
    /// @param inverseScale (d) 1/scale, taken over
    Standardisation(float[] mean, float[] inverseScale) {
        this.mean = mean;
        this.inverseScale = inverseScale;
    }

    /// Mean and standard deviation over the given rows, each counting with the size |a·w⁺| + |b·w⁻| (or |w|) of
    /// its balanced weight. A feature that does not vary there has scale 1. So has an indicator, whose values are
    /// 0 and 1: in units of the standard deviation of a rare one, its few events would lie hundreds of units
    /// away, where a network may say anything.
    ///
    /// Reads the features twice, row by row; the sums run over fixed blocks of rows.
    static Standardisation fit(Features features, Loss loss, int[] rows, Workers workers) {
        int d = features.columns();
        double total = Sums.sum(rows.length, i -> loss.size(rows[i]));
        boolean[][] varies = new boolean[Math.ceilDiv(rows.length, BLOCK)][d];
        boolean[][] isNumber = new boolean[varies.length][d];
        double[] centre = means(rows, d, total, workers, (row, block, sums) -> {
            double size = loss.size(row);
            for (int j = 0; j < d; j++) {
                float value = features.get(row, j);
                sums[j] += size * value;
                varies[block][j] |= value != features.get(rows[0], j);
                isNumber[block][j] |= value != 0 && value != 1;
            }
        });
        double[] variance = means(rows, d, total, workers, (row, block, sums) -> {
            double size = loss.size(row);
            for (int j = 0; j < d; j++) {
                double from = features.get(row, j) - centre[j];
                sums[j] += size * from * from;
            }
        });
        float[] mean = new float[d];
        float[] inverse = new float[d];
        for (int j = 0; j < d; j++) {
            float scale = (float) Math.sqrt(variance[j]);
            mean[j] = (float) centre[j];
            inverse[j] = scale != 0 && inAny(varies, j) && inAny(isNumber, j) ? 1 / scale : 1;
        }
        var ofEvents = new Standardisation(mean, inverse);
        return features.particles()
                .map(particles -> ofEvents.followedBy(ParticleScales.fit(particles, loss, rows, workers)))
                .orElse(ofEvents);
    }

    private Standardisation followedBy(Standardisation other) {
        return new Standardisation(joined(mean, other.mean), joined(inverseScale, other.inverseScale));
    }

    private static float[] joined(float[] a, float[] b) {
        float[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    /// What one row adds to the sums (d) of its block.
    @FunctionalInterface
    private interface Term {
        void add(int row, int block, double[] sums);
    }

    private static double[] means(int[] rows, int d, double total, Workers workers, Term term) {
        double[][] sums = new double[Math.ceilDiv(rows.length, BLOCK)][d];
        workers.run(sums.length, block -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, rows.length - from);
            for (int i = from; i < from + count; i++) {
                term.add(rows[i], block, sums[block]);
            }
        });
        double[] means = new double[d];
        Arrays.setAll(means, j -> Sums.sum(sums.length, block -> sums[block][j]) / total);
        return means;
    }

    private static boolean inAny(boolean[][] blocks, int column) {
        boolean any = false;
        for (boolean[] block : blocks) {
            any |= block[column];
        }
        return any;
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
