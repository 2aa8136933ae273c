package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.AreaUnderCurve;
import unfurl.reweight.RatioEstimator;
import unfurl.unfold.DetectorSample;
import unfurl.unfold.LearnedResponse;
import unfurl.unfold.ParameterOffset;
import unfurl.unfold.UnfoldingProblem;

/// Whether a learned response ratio w can be believed.
///
/// Source: arXiv:2409.10421, section 3.2, for what w must fulfil.
///
/// @param normalisations at several θ, how far the mean of w over reco is from 1 in cells of gen, in the feature
///                       where it is worst; none where w has the efficiency
/// @param closure        at parameters that a second response did not learn from, the nominal simulation weighted
///                       with it beside the events simulated so: of the feature that agrees worst
/// @param area           of a classifier between the two
/// @param yield          that of the weighted one over that of the other
/// @param heldOut        the parameters that were held out, in words
/// @param offsets        the parameters that the second response makes of what was held out, less those with which it
/// was
///                       simulated; none where w has the efficiency
/// @param ends           the effective number of events at both ends of each parameter's range, the others in the
///                       middle
public record ResponseChecks(
        List<Normalisation> normalisations,
        Optional<Closure> closure,
        AreaUnderCurve area,
        double yield,
        String heldOut,
        List<ParameterOffset> offsets,
        List<End> ends) {
    /// How far the yield may be from 1.
    public static final double LARGEST_YIELD = 0.05;

    private static final double[] PARTS = {0, 0.25, 0.5, 0.75, 1};

    /// The mean of w in cells of gen.
    ///
    /// @param parameter of which the others are in the middle of their range
    /// @param theta     its value
    /// @param worst     the feature where the means differ most from 1; empty if none can be compared
    public record Normalisation(String parameter, double theta, Optional<Closure> worst) {}

    /// An end of a range.
    ///
    /// @param nEff effective events of the matched simulation weighted with w
    public record End(String parameter, double theta, double nEff) {}

    /// Copies the lists.
    public ResponseChecks {
        normalisations = List.copyOf(normalisations);
        offsets = List.copyOf(offsets);
        ends = List.copyOf(ends);
    }

    /// Checks a response ratio; a second one is learned for it from what is not held out.
    ///
    /// @param response   learned from the same samples
    /// @param simulation the nominal one
    /// @throws InputException when nothing can be held out
    public static ResponseChecks of(
            LearnedResponse response,
            RatioEstimator estimator,
            UnfoldingProblem.Simulation simulation,
            List<DetectorSample> samples,
            Seed seed,
            Workers workers) {
        var scope = new Scope(response, simulation, workers);
        HeldOutDetector held = HeldOutDetector.of(samples, response.ranges());
        var efficiency =
                response.keepsEfficiency() ? LearnedResponse.Efficiency.KEPT : LearnedResponse.Efficiency.LEARNED;
        var other =
                LearnedResponse.learn(estimator, simulation, held.rest(), efficiency, seed.child("response"), workers);
        HeldOutDetector.Pair pair = held.pair(other, simulation, seed.child("theta"), workers);
        var check = new TemplateCheck(pair.sample(), List.of(pair.sample()));
        return new ResponseChecks(
                response.keepsEfficiency() ? scope.normalisations() : List.of(),
                check.alone().closures().stream().max(Closure.BY_WORSE),
                check.area(estimator, seed.child("classifier"), workers),
                pair.yield(),
                held.describe(),
                response.keepsEfficiency() ? ParameterOffset.of(other, held.held(), workers) : List.of(),
                scope.ends());
    }

    private record Scope(LearnedResponse response, UnfoldingProblem.Simulation simulation, Workers workers) {
        List<Normalisation> normalisations() {
            var out = new ArrayList<Normalisation>();
            for (int k = 0; k < response.ranges().size(); k++) {
                for (double part : PARTS) {
                    var range = response.ranges().get(k);
                    out.add(new Normalisation(range.parameter(), range.at(part), normalisation(weighted(k, part))));
                }
            }
            return out;
        }

        List<End> ends() {
            var out = new ArrayList<End>();
            for (int k = 0; k < response.ranges().size(); k++) {
                for (double part : new double[] {0, 1}) {
                    var range = response.ranges().get(k);
                    out.add(new End(
                            range.parameter(),
                            range.at(part),
                            nominal().times(weighted(k, part)).nEff()));
                }
            }
            return out;
        }

        private Weights nominal() {
            return simulation.recoWeight().where(simulation.passGen().and(simulation.passReco()));
        }

        /// (n) w where one parameter is at a part of its range, and the others are in the middle of theirs.
        private Weights weighted(int parameter, double part) {
            double[] theta = new double[response.ranges().size()];
            for (int k = 0; k < theta.length; k++) {
                theta[k] = response.ranges().get(k).at(k == parameter ? part : 0.5);
            }
            double[] log = response.log(theta, workers);
            return Weights.tabulate(log.length, i -> Math.exp(log[i]));
        }

        private Optional<Closure> normalisation(Weights w) {
            int points = PARTS.length * response.ranges().size();
            return GenMeans.worst(simulation.gen(), nominal(), w, points).map(GenMeans::all);
        }
    }

    /// Why the response ratio cannot be used; empty when it can.
    ///
    /// @param fewest effective events that both ends of a range must have
    public Optional<String> refusal(double fewest) {
        for (End end : ends) {
            if (!(end.nEff >= fewest)) {
                return Optional.of(
                        "at '%s' = %s the weighted simulation is worth %.0f events, and at least %.0f are needed: simulate more events, a nominal detector nearer to it, or a narrower range"
                                .formatted(end.parameter, end.theta, end.nEff, fewest));
            }
        }
        for (Normalisation one : normalisations) {
            if (one.worst.filter(Closure::isRefused).isPresent()) {
                return Optional.of("at '%s' = %s the mean of w at a gen is not 1: %s"
                        .formatted(one.parameter, one.theta, words(one.worst.get())));
            }
        }
        return closureRefusal().map(reason -> "at %s, which was held out, %s".formatted(heldOut, reason));
    }

    private Optional<String> closureRefusal() {
        if (!(Math.abs(yield - 1) <= LARGEST_YIELD)) {
            return Optional.of("the weighted simulation has %s of the yield (allowed are 1 ± %s)"
                    .formatted(String.format(Locale.ROOT, "%.3f", yield), LARGEST_YIELD));
        }
        return closure.filter(Closure::isRefused)
                .map(worst -> "the weighted simulation differs from what was simulated: " + words(worst))
                .or(() -> Optional.of(area).filter(Template.Checks::tellsApart).map(Template.Checks::toldApart))
                .or(() -> offsets.stream()
                        .filter(ParameterOffset::isRefused)
                        .findFirst()
                        .map(ResponseChecks::words));
    }

    private static String words(ParameterOffset one) {
        return String.format(
                Locale.ROOT,
                "'%s' is found %+.3g ± %.2g off (allowed are %.0f errors, or %.3g, %.0f %% of its range)",
                one.parameter(),
                one.offset(),
                one.error(),
                ParameterOffset.SIGNIFICANT,
                ParameterOffset.LARGEST * one.width(),
                100 * ParameterOffset.LARGEST);
    }

    private static String words(Closure worst) {
        return String.format(
                Locale.ROOT,
                "in '%s' by %.1f %% of a cell's content on average, with p = %.2g (allowed are %.1f %%, or a p of at least %s)",
                worst.feature(),
                100 * worst.size(),
                worst.pValue(),
                100 * Closure.LARGEST,
                Closure.SIGNIFICANT);
    }

    /// Refuses a response ratio that cannot be used.
    ///
    /// @param fewest effective events that both ends of a range must have
    /// @throws InputException with the reason
    public void require(double fewest) {
        refusal(fewest).ifPresent(reason -> {
            throw new InputException("the learned response is refused: " + reason);
        });
    }

    /// The numbers in a sentence.
    public String sentence() {
        var parts = new ArrayList<String>();
        normalisations.stream()
                .flatMap(one -> one.worst.stream())
                .max(Closure.BY_WORSE)
                .ifPresent(worst -> parts.add("the mean of w at a gen differs most from 1 " + words(worst)));
        parts.add("at %s, held out: yield %.3f".formatted(heldOut, yield));
        closure.ifPresent(worst -> parts.add("worst " + words(worst)));
        parts.add("AUC %.4f ± %.4f".formatted(area.value(), area.error()));
        offsets.forEach(
                one -> parts.add("'%s' found %+.3g ± %.2g off".formatted(one.parameter(), one.offset(), one.error())));
        ends.stream()
                .min(Comparator.comparingDouble(End::nEff))
                .ifPresent(end -> parts.add(
                        "fewest effective events %.0f at '%s' = %s".formatted(end.nEff, end.parameter, end.theta)));
        return String.join("; ", parts);
    }
}
