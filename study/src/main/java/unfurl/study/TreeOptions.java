package unfurl.study;

/// How gradient-boosted trees are trained. Every default is in [#defaults()].
///
/// Sums of hessians, in which `minChildWeight` and `l2` are counted, are those of events whose mean weight is 1:
/// an event that cannot be told to be of either class adds 1/4.
///
/// @param rounds         trees of one member at most, at least 1
/// @param depth          levels of splits in a tree, from 1 to 16
/// @param learningRate   by which each tree's answer is multiplied, above 0 and at most 1
/// @param minChildWeight the least sum of hessians in a leaf, above 0: among events of both signs a smaller sum
///                       is noise
/// @param subsample      share of the events that each tree sees, above 0 and at most 1
/// @param columns        share of the features that each tree sees, above 0 and at most 1
/// @param l2             added to the sum of hessians of a leaf, at least 0
/// @param bins           of each feature, between which splits are looked for, from 2 to 4096
/// @param earlyStopping  rounds without a lower validation loss after which training stops, at least 1
public record TreeOptions(
        int rounds,
        int depth,
        double learningRate,
        double minChildWeight,
        double subsample,
        double columns,
        double l2,
        int bins,
        int earlyStopping) {
    /// @throws IllegalArgumentException out of range
    public TreeOptions {
        require(rounds >= 1, "rounds", "at least 1", rounds);
        require(depth >= 1 && depth <= 16, "depth", "from 1 to 16", depth);
        require(learningRate > 0 && learningRate <= 1, "learningRate", "above 0 and at most 1", learningRate);
        require(finite(minChildWeight) && minChildWeight > 0, "minChildWeight", "above 0", minChildWeight);
        require(subsample > 0 && subsample <= 1, "subsample", "above 0 and at most 1", subsample);
        require(columns > 0 && columns <= 1, "columns", "above 0 and at most 1", columns);
        require(finite(l2) && l2 >= 0, "l2", "at least 0", l2);
        require(bins >= 2 && bins <= 4096, "bins", "from 2 to 4096", bins);
        require(earlyStopping >= 1, "earlyStopping", "at least 1", earlyStopping);
    }

    /// The defaults: at most 500 trees of depth 4, learning rate 0.1, 20 rounds of patience, everything else as
    /// the fields say.
    public static TreeOptions defaults() {
        return new TreeOptions(500, 4, 0.1, 20, 1, 1, 1, 256, 20);
    }

    private static boolean finite(double value) {
        return Double.isFinite(value);
    }

    private static void require(boolean holds, String name, String range, Number value) {
        if (!holds) {
            throw new IllegalArgumentException("%s must be %s, not %s".formatted(name, range, value));
        }
    }
}
