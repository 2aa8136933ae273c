package unfurl.reweight;

import java.util.List;
import java.util.OptionalDouble;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Workers;
import unfurl.nn.Network;

/// The ratio that trained networks give: exp of the mean over members of logit + log(Σ numerator / Σ
/// denominator).
///
/// @param members at least one
/// @param clip    the bound on the mean of the members' balanced logits, when there is one
public record NetworkRatio(List<Member> members, OptionalDouble clip) implements Ratio {
    /// One network.
    ///
    /// @param network    its output is the logit of balanced classes
    /// @param logBalance log of the yields' ratio, which takes the balance back out
    public record Member(Network network, double logBalance) {}

    /// Copies the list.
    public NetworkRatio {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a ratio needs at least one network");
        }
    }

    @Override
    public Evaluation at(Features features, Mask rows, Workers workers) {
        int[] wanted = rows.indices();
        double[] values = new double[features.rows()];
        double balance = 0;
        for (Member member : members) {
            double[] output = member.network().evaluate(features, rows, workers);
            for (int i = 0; i < wanted.length; i++) {
                values[wanted[i]] += output[i] / members.size();
            }
            balance += member.logBalance() / members.size();
        }
        double bound = clip.orElse(Double.POSITIVE_INFINITY);
        int clipped = 0;
        for (int i : wanted) {
            clipped += Math.abs(values[i]) > bound ? 1 : 0;
            values[i] = Math.exp(Math.clamp(values[i], -bound, bound) + balance);
        }
        return new Evaluation(Weights.of(values), clipped, 0);
    }
}
