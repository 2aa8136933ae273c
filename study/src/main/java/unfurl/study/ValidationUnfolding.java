package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import unfurl.NumericalException;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.Variation;
import unfurl.unfold.UnfoldingProblem;

/// Unfolds the problems of a validation as the study does.
///
/// @param study    how often what fails is tried again
/// @param prepared the method
/// @param workers  one problem lies on each thread
/// @param notices  takes what had to be tried again
record ValidationUnfolding(Study study, Prepared prepared, Workers workers, List<String> notices) {

    /// A validation that has not told anything yet.
    static ValidationUnfolding of(Study study, Prepared prepared, Workers workers) {
        return new ValidationUnfolding(study, prepared, workers, new ArrayList<>());
    }

    /// (n) unfolded weights.
    ///
    /// @param name     for messages
    /// @param networks the seed of the networks
    /// @throws NumericalException when it fails more often than the study allows
    Weights unfold(String name, UnfoldingProblem problem, Seed networks) {
        var replica = new Replica(name, new Variation.None(), networks, networks);
        int iterations = study.method().iterations().most();
        return Attempts.of(
                "the validation's unfolding '%s'".formatted(name),
                study.uncertainty().retries(),
                failures -> {
                    if (!failures.isEmpty()) {
                        tell("'%s' failed and was tried again: %s".formatted(name, failures.getLast()));
                    }
                    return replica.unfold(
                                    problem, Replica.Plan.of(prepared.method(), iterations), failures.size(), workers)
                            .weights();
                });
    }

    private void tell(String text) {
        synchronized (notices) {
            notices.add(text);
        }
    }
}
