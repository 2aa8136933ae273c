package unfurl.trees;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import unfurl.event.Features;

/// One member's trees, as bytes: native memory is taken and given back within each evaluation.
final class Trees {
    /// Rows that are copied to native memory at once.
    private static final int BATCH = 1 << 16;

    private final byte[] model;
    private final int rounds;

    /// @param model  as the library writes it; the caller must not use it again
    /// @param rounds how many of its trees count, the first ones
    Trees(byte[] model, int rounds) {
        this.model = model;
        this.rounds = rounds;
    }

    /// Adds the trees' logit of each chosen event.
    ///
    /// @param wanted the events' numbers
    /// @param logit  of the event `wanted[i]` at i; added to
    void addTo(double[] logit, Features features, int[] wanted, int threads) {
        Booster booster = load(threads);
        try {
            for (int from = 0; from < wanted.length; from += BATCH) {
                addBatch(booster, features, wanted, from, logit);
            }
        } finally {
            booster.dispose();
        }
    }

    private Booster load(int threads) {
        return Xgboost.call("loading the trees", () -> {
            try {
                Booster booster = XGBoost.loadModel(new ByteArrayInputStream(model));
                booster.setParam("nthread", threads);
                booster.setParam("verbosity", 0);
                return booster;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    private void addBatch(Booster booster, Features features, int[] wanted, int from, double[] logit) {
        int count = Math.min(BATCH, wanted.length - from);
        float[] values = Rows.values(features, wanted, from, count);
        float[][] output = Xgboost.call(
                "evaluating the trees",
                () -> booster.inplace_predict(
                        values,
                        count,
                        features.columns(),
                        Float.NaN,
                        new int[] {0, rounds},
                        Booster.PredictionType.kMargin,
                        null));
        for (int i = 0; i < count; i++) {
            logit[from + i] += output[i][0];
        }
    }
}
