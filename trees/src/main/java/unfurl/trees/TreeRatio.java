package unfurl.trees;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.reweight.Evaluation;
import unfurl.reweight.Ratio;

/// The ratio that trained trees give: exp of the mean over members of logit + log(Σ numerator / Σ
/// denominator).
///
/// It holds the trees as bytes; native memory is taken and given back within each evaluation.
record TreeRatio(List<Member> members, double logBalance, int inputs) implements Ratio {
    /// Rows that are copied to native memory at once.
    private static final int BATCH = 1 << 16;

    /// One group of trees.
    ///
    /// @param model  as the library writes it
    /// @param rounds how many of its trees count
    record Member(byte[] model, int rounds) {}

    @Override
    public Evaluation at(Features features, Mask rows, Workers workers) {
        if (features.columns() != inputs) {
            throw new IllegalArgumentException(
                    "trees of %d features cannot see %d".formatted(inputs, features.columns()));
        }
        int[] wanted = rows.indices();
        double[] logit = new double[wanted.length];
        for (Member member : members) {
            Booster booster = load(member, workers.threads());
            try {
                for (int from = 0; from < wanted.length; from += BATCH) {
                    add(booster, member, features, wanted, from, logit);
                }
            } finally {
                booster.dispose();
            }
        }
        double[] values = new double[features.rows()];
        for (int i = 0; i < wanted.length; i++) {
            values[wanted[i]] = Math.exp(logit[i] / members.size() + logBalance);
        }
        return new Evaluation(Weights.of(values), 0, 0);
    }

    private static Booster load(Member member, int threads) {
        return Xgboost.call("loading the trees", () -> {
            try {
                Booster booster = XGBoost.loadModel(new ByteArrayInputStream(member.model));
                booster.setParam("nthread", threads);
                booster.setParam("verbosity", 0);
                return booster;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    private static void add(Booster booster, Member member, Features features, int[] wanted, int from, double[] logit) {
        int count = Math.min(BATCH, wanted.length - from);
        float[] values = Rows.values(features, wanted, from, count);
        float[][] output = Xgboost.call(
                "evaluating the trees",
                () -> booster.inplace_predict(
                        values,
                        count,
                        features.columns(),
                        Float.NaN,
                        new int[] {0, member.rounds},
                        Booster.PredictionType.kMargin,
                        null));
        for (int i = 0; i < count; i++) {
            logit[from + i] += output[i][0];
        }
    }
}
