package unfurl.bench;

import java.util.stream.IntStream;
import unfurl.math.Seed;

/// The order in which [unfurl.nn.Trainer] takes its training events, epoch after epoch, where they
/// are the first rows of the sample.
final class EpochOrder {
    private final Seed seed;
    private final int[] rows;
    private int epoch;

    /// @param seed of the training
    /// @param rows how many train
    EpochOrder(Seed seed, int rows) {
        this.seed = seed;
        this.rows = IntStream.range(0, rows).toArray();
    }

    /// The order of the next epoch; overwritten by the one after.
    int[] next() {
        epoch++;
        seed.child("epoch").child(epoch).shuffle(rows);
        return rows;
    }
}
