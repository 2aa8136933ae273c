package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.RatioEstimator;
import unfurl.unfold.UnfoldingProblem;

/// A variation as factors of weights, which a nuisance can scale.
///
/// @param factors of the nominal weights
/// @param learned checks of those that had to be learned
public record WeightTemplate(Factors factors, List<Template.Checks> learned) {
    /// Copies the list.
    public WeightTemplate {
        learned = List.copyOf(learned);
    }

    /// Whether a variation is one of weights only by a classifier.
    public static boolean isLearned(Variation variation) {
        return switch (variation) {
            case Variation.Resemblance ignored -> true;
            case Variation.Together(List<Variation> parts) -> parts.stream().anyMatch(WeightTemplate::isLearned);
            case Variation other -> isResimulated(other);
        };
    }

    private static boolean isResimulated(Variation variation) {
        return switch (variation) {
            case Variation.Resimulation ignored -> true;
            case Variation.Together(List<Variation> parts) -> parts.stream().anyMatch(WeightTemplate::isResimulated);
            case Variation ignored -> false;
        };
    }

    /// The factors of a variation: the ratio of its weights to the nominal ones, event by event. Where it
    /// changes the detector's answer to the events, that of the reco weights is learned, as a function of gen
    /// and reco ([Likeness#DETECTOR]).
    ///
    /// @param estimator learns it
    /// @param seed      of what is drawn and learned
    /// @throws unfurl.InputException when a factor is not above 0, or a learned one does not pass its checks
    public static WeightTemplate of(
            Variation variation, UnfoldingProblem problem, RatioEstimator estimator, Seed seed, Workers workers) {
        Variation.Varied varied = variation.of(problem, seed, workers);
        UnfoldingProblem shifted = varied.problem();
        var learned = new ArrayList<>(varied.learned());
        Weights reco;
        if (isResimulated(variation)) {
            var detector = new LearnedFactors(estimator, seed.child("resimulation"), workers)
                    .of(Likeness.DETECTOR, problem, Sample.of(shifted));
            learned.addAll(detector.checks());
            // Learned per event at gen; the variation may have changed their yield.
            double yield = shifted.genWeight().sum() / problem.genWeight().sum();
            reco = detector.factors().reco().times(yield);
        } else {
            reco = shifted.recoWeight().factorsOver(problem.recoWeight());
        }
        return new WeightTemplate(
                new Factors(
                        shifted.genWeight().factorsOver(problem.genWeight()),
                        reco,
                        shifted.background().factorsOver(problem.background())),
                learned);
    }
}
