package unfurl.trees;

import java.util.List;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.reweight.Evaluation;
import unfurl.reweight.Ratio;

/// The ratio that trained trees give: exp of the mean over members of logit + log(Σ numerator / Σ
/// denominator).
///
/// @param members    at least one
/// @param logBalance log of the yields' ratio, which takes the balance back out
/// @param inputs     how many features the trees were trained on
record TreeRatio(List<Trees> members, double logBalance, int inputs) implements Ratio {
    @Override
    public Evaluation at(Features features, Mask rows, Workers workers) {
        if (features.columns() != inputs) {
            throw new IllegalArgumentException(
                    "trees of %d features cannot see %d".formatted(inputs, features.columns()));
        }
        int[] wanted = rows.indices();
        double[] logit = new double[wanted.length];
        for (Trees member : members) {
            member.addTo(logit, features, wanted, workers.threads());
        }
        double[] values = new double[features.rows()];
        for (int i = 0; i < wanted.length; i++) {
            values[wanted[i]] = Math.exp(logit[i] / members.size() + logBalance);
        }
        return new Evaluation(Weights.of(values), 0, 0);
    }
}
