package unfurl.unfold;

import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Particles;
import unfurl.event.Weights;

/// What a problem must fulfil to be unfolded.
final class ProblemChecks {
    /// The share of the data that may lie outside the simulation's range of a feature.
    private static final double OUTSIDE_LIMIT = 0.2;

    private ProblemChecks() {}

    /// @throws InputException when nothing is simulated or measured, or nothing is left without the background
    static void requireYields(UnfoldingProblem problem) {
        requirePositive("the data", problem.data());
        requirePositive("the simulation inside the gen selection (passGen)", problem.genWeight());
        requirePositive("the simulation inside the reco selection (passReco)", problem.recoWeight());
        requirePositive("the matched simulation (passGen and passReco)", problem.seen());
        if (problem.dataYield() <= 0) {
            throw new InputException("the background (%s) is not below the data (%s): nothing is left to unfold"
                    .formatted(problem.background().sum(), problem.data().sum()));
        }
    }

    private static void requirePositive(String what, Weights weights) {
        if (!(weights.sum() > 0)) {
            throw new InputException("%s has a sum of weights of %s over %d events; it must be positive"
                    .formatted(what, weights.sum(), weights.size()));
        }
    }

    /// @throws InputException when a feature is not finite, or data and simulation do not overlap
    static void requireFeatures(UnfoldingProblem problem) {
        ProblemEvents events = problem.events();
        int data = problem.data().size();
        int background = problem.background().size();
        requireFinite("gen", events.gen(), events.passGen(), "the simulation", 0);
        requireFinite("reco", events.reco(), events.detected(), "the simulation", 0);
        requireFinite("reco", events.reco(), events.rows(events.firstData(), data), "the data", events.firstData());
        requireFinite(
                "reco",
                events.reco(),
                events.rows(events.firstBackground(), background),
                "the background",
                events.firstBackground());
        for (int j = 0; j < events.reco().columns(); j++) {
            requireOverlap(problem, j);
        }
    }

    private static void requireFinite(String level, Features features, Mask chosen, String sample, int first) {
        for (int i : chosen.indices()) {
            for (int j = 0; j < features.columns(); j++) {
                if (!Float.isFinite(features.get(i, j))) {
                    throw new InputException("the %s feature '%s' of event %d of %s is %s"
                            .formatted(level, features.names().get(j), i - first, sample, features.get(i, j)));
                }
            }
        }
        features.particles().ifPresent(particles -> requireFinite(level, particles, chosen, sample, first));
    }

    private static void requireFinite(String level, Particles particles, Mask chosen, String sample, int first) {
        for (int event : chosen.indices()) {
            for (int i = 0; i < particles.count(event); i++) {
                for (int j = 0; j < particles.columns(); j++) {
                    float value = particles.get(event, i, j);
                    if (!Float.isFinite(value)) {
                        throw new InputException("the %s feature '%s' of particle %d of event %d of %s is %s"
                                .formatted(level, particles.names().get(j), i, event - first, sample, value));
                    }
                }
            }
        }
    }

    private static void requireOverlap(UnfoldingProblem problem, int column) {
        Features reco = problem.reco();
        Weights simulated = problem.recoWeight();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i : problem.passReco().indices()) {
            double x = reco.get(i, column);
            low = simulated.get(i) == 0 ? low : Math.min(low, x);
            high = simulated.get(i) == 0 ? high : Math.max(high, x);
        }
        double outside = 0;
        double all = 0;
        for (int i = 0; i < problem.data().size(); i++) {
            double x = reco.get(problem.events().firstData() + i, column);
            double weight = Math.abs(problem.data().get(i));
            outside += x < low || x > high ? weight : 0;
            all += weight;
        }
        if (outside > OUTSIDE_LIMIT * all) {
            throw new InputException(
                    "%.3g %% of the data lie outside %s … %s, the simulation's range of the reco feature '%s' (at most %.0f %% may): the samples do not overlap"
                            .formatted(
                                    100 * outside / all, low, high, reco.names().get(column), 100 * OUTSIDE_LIMIT));
        }
    }
}
