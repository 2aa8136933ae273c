package unfurl.uncertainty;

import java.util.stream.LongStream;
import unfurl.unfold.UnfoldingProblem;

/// Bootstraps of a problem whose events are told apart by their rows.
final class Bootstraps {
    private Bootstraps() {}

    /// Of the data.
    static Variation.DataBootstrap ofData(UnfoldingProblem problem) {
        return new Variation.DataBootstrap(rows(problem.data().size()));
    }

    /// Of the simulation: signal and background.
    static Variation.SimulationBootstrap ofSimulation(UnfoldingProblem problem) {
        return new Variation.SimulationBootstrap(
                rows(problem.size()), rows(problem.background().size()));
    }

    private static Identities rows(int events) {
        return Identities.of(LongStream.range(0, events).toArray());
    }
}
