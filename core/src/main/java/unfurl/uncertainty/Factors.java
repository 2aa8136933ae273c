package unfurl.uncertainty;

import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.unfold.UnfoldingProblem;

/// Factors of the weights of a problem, all above 0, so that any power of them is one too.
///
/// @param gen        (n) of the gen weights
/// @param reco       (n) of the reco weights
/// @param background (b) of the background's weights
public record Factors(Weights gen, Weights reco, Weights background) {
    /// @throws InputException when one is not above 0; the message has the event
    public Factors {
        requirePositive("gen weight of simulated", gen);
        requirePositive("reco weight of simulated", reco);
        requirePositive("weight of background", background);
        if (gen.size() != reco.size()) {
            throw new IllegalArgumentException(
                    "%d factors of gen weights and %d of reco weights".formatted(gen.size(), reco.size()));
        }
    }

    private static void requirePositive(String what, Weights factors) {
        for (int i = 0; i < factors.size(); i++) {
            if (!(factors.get(i) > 0)) {
                throw new InputException(
                        "the factor t of the %s event %d is %s: a nuisance θ needs t above 0, for exp(θ·log t)"
                                .formatted(what, i, factors.get(i)));
            }
        }
    }

    /// The factors 1 for every event.
    ///
    /// @param n simulated events
    /// @param b background events
    public static Factors none(int n, int b) {
        Weights ones = Weights.ones(n);
        return new Factors(ones, ones, Weights.ones(b));
    }

    /// The products, event by event.
    public Factors times(Factors other) {
        return new Factors(gen.times(other.gen), reco.times(other.reco), background.times(other.background));
    }

    /// exp(θ·log t) of each factor t: 1 for θ = 0, t for θ = 1, 1/t for θ = −1.
    public Factors power(double theta) {
        return new Factors(power(gen, theta), power(reco, theta), power(background, theta));
    }

    private static Weights power(Weights factors, double theta) {
        return Weights.tabulate(factors.size(), i -> Math.exp(theta * Math.log(factors.get(i))));
    }

    UnfoldingProblem applied(UnfoldingProblem problem) {
        return problem.reweighted(
                problem.genWeight().times(gen),
                problem.recoWeight().times(reco),
                problem.data(),
                problem.background().times(background));
    }
}
