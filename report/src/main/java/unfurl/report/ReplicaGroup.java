package unfurl.report;

import java.util.List;
import java.util.OptionalDouble;

/// Unfoldings with one thing changed, of one source of uncertainty.
///
/// @param name      its name in the study
/// @param kind      what is changed: `ensemble`, `bootstrap of the data`, `systematic`
/// @param replicas  how many finished; of an ensemble the nominal one among them
/// @param retries   those that had to be made again
/// @param templates the learned weights that it used, with their checks
public record ReplicaGroup(String name, String kind, int replicas, List<Retry> retries, List<Template> templates) {
    /// A replica that failed at first.
    ///
    /// @param replica  which
    /// @param attempts how often it was tried in all; the last one succeeded
    /// @param reason   why those before failed
    public record Retry(String replica, int attempts, String reason) {}

    /// Weights that take one sample to another, with the checks that they passed.
    ///
    /// @param name    its name
    /// @param closure χ² over degrees of freedom between the reweighted sample and its target; empty when not
    ///                checked
    /// @param nEff    (Σw)²/Σw² of the reweighted sample; empty when not checked
    /// @param auc     area under the curve of a classifier between the reweighted sample and its target,
    ///                0.5 when it cannot tell them apart; empty when not checked
    /// @param checked what was found, in a sentence
    public record Template(
            String name, OptionalDouble closure, OptionalDouble nEff, OptionalDouble auc, String checked) {}

    public ReplicaGroup {
        retries = List.copyOf(retries);
        templates = List.copyOf(templates);
        if (replicas < 0) {
            throw new IllegalArgumentException(replicas + " replicas");
        }
    }
}
