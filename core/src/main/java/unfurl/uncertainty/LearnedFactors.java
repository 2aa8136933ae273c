package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import unfurl.InputException;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Fits;
import unfurl.reweight.RatioEstimator;
import unfurl.unfold.UnfoldingProblem;

/// Learns the factors of the simulation's weights that make it resemble another sample: recipes 2 to 4 of
/// CMS-PAS-SMP-23-008.
final class LearnedFactors {
    private final boolean same;
    private final RatioEstimator estimator;
    private final Seed seed;
    private final Workers workers;
    private final List<Template.Checks> checks = new ArrayList<>();

    /// @param same whether the other sample has the same events, in another detector
    LearnedFactors(boolean same, RatioEstimator estimator, Seed seed, Workers workers) {
        this.same = same;
        this.estimator = estimator;
        this.seed = seed;
        this.workers = workers;
    }

    /// The fits that [#of] makes.
    static Fits fits(Likeness recipe, Sample nominal, Sample other) {
        return switch (recipe) {
            case DETECTOR -> detectorFits(nominal, other);
            case PRIOR -> genFits(nominal, other);
            case RESPONSE -> genFits(nominal, other).plus(detectorFits(nominal, other));
        };
    }

    private static Fits genFits(Sample nominal, Sample other) {
        return fits(nominal, other, sample -> sample.genWeight().where(sample.passGen()));
    }

    private static Fits detectorFits(Sample nominal, Sample other) {
        Fits matched = fits(nominal, other, sample -> sample.recoWeight().where(sample.matched()));
        return nominal.fakes().count() == 0
                ? matched
                : matched.plus(
                        fits(nominal, other, sample -> sample.recoWeight().where(sample.fakes())));
    }

    private static Fits fits(Sample nominal, Sample other, Function<Sample, Weights> weights) {
        return Template.fits(present(weights.apply(nominal)) + present(weights.apply(other)));
    }

    private static int present(Weights weights) {
        return Mask.of(weights.size(), i -> weights.get(i) != 0).count();
    }

    Variation.Resemblance.Learned of(Likeness recipe, UnfoldingProblem problem, Sample other) {
        Sample nominal = Sample.of(problem);
        Weights ones = Weights.ones(problem.size());
        Variation.SimulationFactors factors = switch (recipe) {
            case DETECTOR -> new Variation.SimulationFactors(ones, detector(nominal, other));
            case PRIOR -> {
                Weights factor = atGen(nominal, other, "gen");
                yield new Variation.SimulationFactors(factor, factor);
            }
            case RESPONSE ->
                new Variation.SimulationFactors(
                        ones, detector(nominal, other.times(atGen(other, nominal, "other to nominal at gen"))));
        };
        return new Variation.Resemblance.Learned(factors, checks);
    }

    /// (n) takes the shape of a sample at gen to another's, of the events that pass the gen selection; 1
    /// for others.
    private Weights atGen(Sample from, Sample to, String name) {
        double scale = from.genYield() / to.genYield();
        return learn(
                name,
                from.gen(),
                from.genWeight().where(from.passGen()),
                to.gen(),
                to.genWeight().where(to.passGen()).times(scale));
    }

    /// (n) takes the detected events to those of another sample, per event at gen: the matched at gen and
    /// reco together, the fakes at reco.
    private Weights detector(Sample nominal, Sample other) {
        Mask fakes = nominal.fakes();
        requireFakesInBoth(fakes.count(), other.fakes().count());
        double scale = nominal.genYield() / other.genYield();
        Weights to = other.recoWeight().times(scale);
        Weights matched = learn(
                "matched",
                nominal.gen().besideReco(nominal.reco()),
                nominal.recoWeight().where(nominal.matched()),
                other.gen().besideReco(other.reco()),
                to.where(other.matched()));
        if (fakes.count() == 0) {
            return matched;
        }
        Weights ofFakes = learn(
                "fakes", nominal.reco(), nominal.recoWeight().where(fakes), other.reco(), to.where(other.fakes()));
        return Weights.tabulate(matched.size(), i -> fakes.get(i) ? ofFakes.get(i) : matched.get(i));
    }

    /// Weights cannot make fakes of none, and those of the simulation would stay as they are, or vanish,
    /// without a word, where the other sample merely does not list its own.
    private static void requireFakesInBoth(int nominal, int other) {
        if ((nominal == 0) != (other == 0)) {
            throw new InputException(
                    "the simulation has %d events that pass the reco selection alone, and the other sample %d: no weights take the one to the other (allowed are such events in both, or in neither: `passReco` can ask for the gen selection too)"
                            .formatted(nominal, other));
        }
    }

    private Weights learn(String name, Features features, Weights from, Features other, Weights to) {
        Seed own = seed.child(name.replace(' ', '_'));
        Template template = same
                ? Template.learnOfSame(estimator, features, from, other, to, own, workers)
                : Template.learn(estimator, features, from, other, to, own, workers);
        template.checks().refusal().ifPresent(reason -> {
            throw new InputException("the template '%s' is refused: %s".formatted(name, reason));
        });
        checks.add(template.checks().named(name));
        return template.factor();
    }
}
