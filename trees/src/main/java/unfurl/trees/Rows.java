package unfurl.trees;

import ml.dmlc.xgboost4j.java.DMatrix;
import unfurl.NumericalException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.math.Sums;
import unfurl.math.Workers;

/// The events on one side of the split: their features, in native memory, and both of their weights, scaled.
///
/// The loss is that of [unfurl.nn.CrossEntropy]: L = Σ a·softplus(−z) + b·softplus(z) over Σ a + b, with a the
/// scaled numerator weight and b the scaled denominator weight of a row.
final class Rows implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final String what;
    private final int[] rows;
    private final double[] up;
    private final double[] down;
    private final double weight;
    private final DMatrix matrix;

    /// @param what    `training` or `validation`
    /// @param chosen  which events, none of them absent
    /// @throws NumericalException when there are none, their weights do not sum to more than 0, or a feature is
    ///                            not finite
    Rows(String what, Balance balance, Features features, Mask chosen) {
        this.what = what;
        this.rows = chosen.indices();
        this.up = new double[rows.length];
        this.down = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            up[i] = balance.up(rows[i]);
            down[i] = balance.down(rows[i]);
        }
        this.weight = Sums.sum(rows.length, i -> up[i] + down[i]);
        if (!(weight > 0)) {
            throw new NumericalException("the weights of the %d %s rows sum to %s; a mean loss needs a sum above 0"
                    .formatted(rows.length, what, weight));
        }
        float[] values = values(features, rows, 0, rows.length);
        this.matrix = Xgboost.call(
                "copying the features", () -> new DMatrix(values, rows.length, features.columns(), Float.NaN));
    }

    /// The features of rows `order[from] … order[from+count−1]`, one row after the other: no more numbers than the
    /// one array of all [Features] has.
    ///
    /// @throws NumericalException when one is not finite: trees would take NaN for a missing value
    static float[] values(Features features, int[] order, int from, int count) {
        int d = features.columns();
        float[] out = new float[Math.multiplyExact(count, d)];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < d; j++) {
                float value = features.get(order[from + i], j);
                if (!Float.isFinite(value)) {
                    throw new NumericalException("the feature '%s' of event %d is %s"
                            .formatted(features.names().get(j), order[from + i], value));
                }
                out[i * d + j] = value;
            }
        }
        return out;
    }

    int count() {
        return rows.length;
    }

    /// The number of an event in the sample.
    int event(int i) {
        return rows[i];
    }

    DMatrix matrix() {
        return matrix;
    }

    /// Says how much each event counts where the bins of the features are chosen. It counts nowhere else.
    void weighBins() {
        float[] sizes = new float[rows.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (float) (Math.abs(up[i]) + Math.abs(down[i]));
        }
        Xgboost.act("choosing bins", () -> matrix.setWeight(sizes));
    }

    /// The largest size of a row's weights: no derivative is larger.
    double largest() {
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            largest = Math.max(largest, Math.abs(up[i]) + Math.abs(down[i]));
        }
        return largest;
    }

    /// The mean loss, and what `each` does with the derivatives of each row's loss.
    ///
    /// @param logit (n × 1) of each row
    /// @param round for messages
    /// @throws NumericalException when the loss is not finite
    double loss(float[][] logit, int round, Workers workers, Derivatives each) {
        int blocks = Math.ceilDiv(rows.length, BLOCK);
        double[] losses = new double[blocks];
        workers.run(blocks, block -> {
            int end = Math.min(rows.length, (block + 1) * BLOCK);
            for (int i = block * BLOCK; i < end; i++) {
                losses[block] += row(i, logit[i][0], each);
            }
        });
        double mean = Sums.sum(blocks, block -> losses[block]) / weight;
        if (!Double.isFinite(mean)) {
            throw new NumericalException("the %s loss is %s after round %d".formatted(what, mean, round));
        }
        return mean;
    }

    /// Takes dL/dz and d²L/dz² of a row; is called for different rows at once.
    @FunctionalInterface
    interface Derivatives {
        Derivatives NONE = (row, first, second) -> {};

        void take(int row, double first, double second);
    }

    private double row(int i, double z, Derivatives each) {
        double e = Math.exp(-Math.abs(z));
        double likely = 1 / (1 + e);
        double unlikely = e / (1 + e);
        double sigmoid = z >= 0 ? likely : unlikely;
        double rest = z >= 0 ? unlikely : likely;
        each.take(i, down[i] * sigmoid - up[i] * rest, (up[i] + down[i]) * likely * unlikely);
        double log = Math.log1p(e);
        return up[i] * (log + Math.max(-z, 0)) + down[i] * (log + Math.max(z, 0));
    }

    @Override
    public void close() {
        matrix.dispose();
    }
}
