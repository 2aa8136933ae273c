package unfurl.bench;

import org.bytedeco.pytorch.Tensor;
import unfurl.event.Mask;
import unfurl.nn.CrossEntropy;
import unfurl.nn.Network;
import unfurl.nn.TrainingSample;

/// Events as PyTorch has them.
///
/// @param features    (n × d), standardised
/// @param labels      (n) 1 for the numerator
/// @param weights     (n), balanced: each class weighs half of the training and validating events'
///                    number
/// @param totalWeight their sum
record TorchEvents(Tensor features, Tensor labels, Tensor weights, double totalWeight) {
    /// The chosen events of a sample in which no event is in both classes and all are chosen to train
    /// or to validate.
    ///
    /// @param start whose standardisation is applied
    static TorchEvents of(TrainingSample sample, Mask chosen, Network start) {
        if (!(sample.objective() instanceof CrossEntropy classes)) {
            throw new IllegalArgumentException("only a cross-entropy has classes");
        }
        int[] rows = chosen.indices();
        int columns = sample.features().columns();
        float[] mean = start.mean();
        float[] inverse = start.inverseScale();
        float[] features = new float[rows.length * columns];
        float[] labels = new float[rows.length];
        float[] weights = new float[rows.length];
        double half = 0.5 * classes.rows();
        double up = half / classes.positive().sum();
        double down = half / classes.negative().sum();
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            for (int j = 0; j < columns; j++) {
                features[i * columns + j] = (sample.features().get(row, j) - mean[j]) * inverse[j];
            }
            labels[i] = classes.positive().get(row) != 0 ? 1 : 0;
            weights[i] = (float)
                    (classes.positive().get(row) * up + classes.negative().get(row) * down);
            total += weights[i];
        }
        return new TorchEvents(
                Tensor.create(features, rows.length, columns),
                Tensor.create(labels, rows.length),
                Tensor.create(weights, rows.length),
                total);
    }

    long size() {
        return labels.size(0);
    }

    /// The same events in another order, copied.
    TorchEvents inOrder(Tensor order) {
        return new TorchEvents(
                features.index_select(0, order),
                labels.index_select(0, order),
                weights.index_select(0, order),
                totalWeight);
    }

    /// Some of them, without a copy.
    TorchEvents part(long from, long count) {
        return new TorchEvents(
                features.narrow(0, from, count),
                labels.narrow(0, from, count),
                weights.narrow(0, from, count),
                totalWeight);
    }
}
