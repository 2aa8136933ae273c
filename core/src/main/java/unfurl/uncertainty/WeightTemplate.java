package unfurl.uncertainty;

import java.util.List;
import java.util.Optional;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Fits;
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
        return resembles(variation) || isResimulated(variation);
    }

    /// Whether a variation makes the simulation resemble other events.
    public static boolean resembles(Variation variation) {
        return resemblance(variation).isPresent();
    }

    private static Optional<Variation.Resemblance> resemblance(Variation variation) {
        return switch (variation) {
            case Variation.Resemblance one -> Optional.of(one);
            case Variation.Together(List<Variation> parts) ->
                parts.stream().flatMap(part -> resemblance(part).stream()).findFirst();
            case Variation ignored -> Optional.empty();
        };
    }

    private static boolean isResimulated(Variation variation) {
        return switch (variation) {
            case Variation.Resimulation ignored -> true;
            case Variation.Together(List<Variation> parts) -> parts.stream().anyMatch(WeightTemplate::isResimulated);
            case Variation ignored -> false;
        };
    }

    /// Whether a variation leaves the reco weights as they are, 0 outside the selection: it changes at most what is
    /// detected of an event.
    ///
    /// @param seed of what is drawn
    public static boolean keepsEfficiency(Variation variation, UnfoldingProblem problem, Seed seed, Workers workers) {
        return !resembles(variation)
                && variation.of(problem, seed, workers).problem().recoWeight().equals(problem.recoWeight());
    }

    /// What has to be learned of a variation: the factors that make the simulation resemble other events,
    /// or, where the variation changes the detector's answer to the same events, all its factors, that of
    /// the reco weights as a function of gen and reco ([Likeness#DETECTOR]).
    ///
    /// @param variation one that [#isLearned(Variation)]
    /// @param estimator learns what a re-simulation changes
    /// @param seed      of what is learned
    /// @throws unfurl.InputException when the factors do not pass their checks, or one is not above 0
    public static WeightTemplate learn(
            Variation variation, UnfoldingProblem problem, RatioEstimator estimator, Seed seed, Workers workers) {
        return resemblance(variation)
                .map(one -> one.learn(problem, seed, workers))
                .map(learned -> new WeightTemplate(
                        new Factors(
                                learned.factors().gen(),
                                learned.factors().reco(),
                                Weights.ones(problem.background().size())),
                        learned.checks()))
                .orElseGet(() -> resimulated(variation, problem, estimator, seed, workers));
    }

    /// The fits that [#learn] makes; of a re-simulation it is not known here how many events are selected, and the
    /// nominal ones count twice.
    ///
    /// @param variation one that [#isLearned(Variation)]
    public static Fits fits(Variation variation, UnfoldingProblem problem) {
        Sample nominal = Sample.of(problem);
        return resemblance(variation)
                .map(one -> LearnedFactors.fits(one.recipe(), nominal, one.other()))
                .orElseGet(() -> LearnedFactors.fits(Likeness.DETECTOR, nominal, nominal));
    }

    private static WeightTemplate resimulated(
            Variation variation, UnfoldingProblem problem, RatioEstimator estimator, Seed seed, Workers workers) {
        UnfoldingProblem shifted = variation.of(problem, seed, workers).problem();
        var detector = new LearnedFactors(true, estimator, seed.child("resimulation"), workers)
                .of(Likeness.DETECTOR, problem, Sample.of(shifted));
        // Learned per event at gen; the variation may have changed their yield.
        double yield = shifted.genWeight().sum() / problem.genWeight().sum();
        return of(problem, shifted, detector.factors().reco().times(yield), detector.checks());
    }

    /// The factors of a variation of weights: the ratio of its weights to the nominal ones, event by event.
    ///
    /// @param variation one of which nothing has to be learned
    /// @param seed      of what is drawn
    /// @throws unfurl.InputException when a factor is not above 0
    public static WeightTemplate of(Variation variation, UnfoldingProblem problem, Seed seed, Workers workers) {
        Variation.Varied varied = variation.of(problem, seed, workers);
        UnfoldingProblem shifted = varied.problem();
        return of(problem, shifted, shifted.recoWeight().factorsOver(problem.recoWeight()), varied.learned());
    }

    private static WeightTemplate of(
            UnfoldingProblem problem, UnfoldingProblem shifted, Weights reco, List<Template.Checks> learned) {
        return new WeightTemplate(
                new Factors(
                        shifted.genWeight().factorsOver(problem.genWeight()),
                        reco,
                        shifted.background().factorsOver(problem.background())),
                learned);
    }
}
