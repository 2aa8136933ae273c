package unfurl.report;

import java.util.List;
import java.util.Optional;

/// What a report says of the uncertainties as a whole. What there is nothing of has no section.
///
/// @param joint         correlations of several observables together
/// @param compatibility one table for each prediction
/// @param rules         the bins of every observable that the rules on N_eff and statistics are asked of
/// @param choice        how the number of iterations was chosen
/// @param replicas      the groups of replicas that were unfolded
public record Uncertainties(
        List<Correlation> joint,
        List<Compatibility> compatibility,
        List<BinRules> rules,
        Optional<IterationChoice> choice,
        List<ReplicaGroup> replicas) {
    public Uncertainties {
        joint = List.copyOf(joint);
        compatibility = List.copyOf(compatibility);
        rules = List.copyOf(rules);
        replicas = List.copyOf(replicas);
    }

    /// Nothing to say.
    public static Uncertainties none() {
        return new Uncertainties(List.of(), List.of(), List.of(), Optional.empty(), List.of());
    }
}
