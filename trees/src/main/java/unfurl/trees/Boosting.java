package unfurl.trees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitSummary;
import unfurl.study.TreeOptions;

/// One member's training: tree after tree, each on the derivatives of the loss that we compute, until the
/// validation loss no longer falls.
///
/// Derivatives are rounded to a grid on which sums of all of them are exact in double precision, so that they
/// do not depend on who adds up what.
///
/// Source: J. H. Friedman, Annals of Statistics 29 (2001) 1189; with second derivatives, Chen, Guestrin,
/// arXiv:1603.02754, eq. (6) and (7).
final class Boosting implements AutoCloseable {
    /// Bits of the significand of a double.
    private static final int EXACT_BITS = 52;

    private final TreeOptions options;
    private final Rows training;
    private final Rows validation;
    private final Seed seed;
    private final Workers workers;
    private final Booster booster;
    private final float[] first;
    private final float[] second;

    /// What came out.
    ///
    /// @param trees up to the best round
    /// @param curve the losses
    record Outcome(Trees trees, FitSummary.Curve curve) {}

    /// Hears of each round: how many are over, and the validation loss.
    @FunctionalInterface
    interface Listener {
        void round(int rounds, double validationLoss);
    }

    /// @param training   is not closed
    /// @param validation is not closed
    /// @param seed       chooses the events and features that each tree sees
    /// @param threads    of the native library
    Boosting(TreeOptions options, Rows training, Rows validation, Seed seed, Workers workers, int threads) {
        this.options = options;
        this.training = training;
        this.validation = validation;
        this.seed = seed;
        this.workers = workers;
        this.first = new float[training.count()];
        this.second = new float[training.count()];
        training.weighBins();
        this.booster = Xgboost.call(
                "beginning",
                () -> XGBoost.train(
                        training.matrix(),
                        parameters(threads),
                        0,
                        Map.of("validation", validation.matrix()),
                        null,
                        null));
    }

    private Map<String, Object> parameters(int threads) {
        var out = new HashMap<String, Object>();
        // The objective is ours; this one only says that nothing is done to the sum of the leaves.
        out.put("objective", "reg:squarederror");
        out.put("base_score", 0);
        out.put("tree_method", "hist");
        out.put("max_bin", options.bins());
        out.put("max_depth", options.depth());
        out.put("eta", options.learningRate());
        out.put("min_child_weight", options.minChildWeight());
        out.put("lambda", options.l2());
        out.put("colsample_bytree", options.columns());
        out.put("seed", seed.child("columns").bits(0) >>> 33);
        out.put("seed_per_iteration", true);
        out.put("nthread", threads);
        out.put("verbosity", 0);
        return out;
    }

    Outcome run(Listener listener) {
        var trainLosses = new ArrayList<Double>();
        var losses = new ArrayList<Double>();
        int best = 0;
        derive(0);
        for (int round = 1; round <= options.rounds() && losses.size() - 1 - best < options.earlyStopping(); round++) {
            int tree = round - 1;
            Xgboost.act("growing tree " + round, () -> booster.boost(training.matrix(), tree, first, second));
            trainLosses.add(derive(round));
            double loss = validation.loss(logits(validation), round, workers, Rows.Derivatives.NONE);
            best = losses.isEmpty() || loss < losses.get(best) ? losses.size() : best;
            losses.add(loss);
            listener.round(round, loss);
        }
        byte[] model = Xgboost.call("storing the trees", () -> booster.toByteArray("ubj"));
        return new Outcome(new Trees(model, best + 1), new FitSummary.Curve(trainLosses, losses, best));
    }

    private float[][] logits(Rows rows) {
        return Xgboost.call("evaluating the trees", () -> booster.predict(rows.matrix(), true));
    }

    /// Writes the derivatives for the next tree.
    ///
    /// @return the training loss
    private double derive(int round) {
        Seed sampled = seed.child("events").child(round);
        double grid = grid();
        return training.loss(logits(training), round, workers, (row, d, dd) -> {
            boolean seen = options.subsample() == 1 || sampled.uniform(training.event(row)) < options.subsample();
            first[row] = seen ? onGrid(d, grid) : 0;
            second[row] = seen ? onGrid(dd, grid) : 0;
        });
    }

    /// A power of two: multiples of it as large as the largest row, as many as there are rows, add up exactly.
    private double grid() {
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(training.count());
        return Math.scalb(1.0, Math.getExponent(training.largest()) + 1 + rowBits - EXACT_BITS);
    }

    private static float onGrid(double value, double grid) {
        return (float) (Math.rint(value / grid) * grid);
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
