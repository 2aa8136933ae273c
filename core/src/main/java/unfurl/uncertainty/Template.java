package unfurl.uncertainty;

import java.util.Optional;
import java.util.stream.IntStream;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Distribution;
import unfurl.hist.Histogram;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.HeldOut;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioSample;

/// Factors that take the weights of one sample to the distribution of another, learned by a classifier,
/// with checks of whether they do.
///
/// Source: the ratio trick, Cranmer, Pavez, Louppe, arXiv:1506.02169; the checks, CMS-PAS-SMP-23-008.
///
/// @param factor (n) one for each event of the first sample; 1 for an absent one
/// @param checks whether they can be believed
public record Template(Weights factor, Checks checks) {
    private static final int BINS = 10;

    /// How well the reweighted sample agrees with its target.
    ///
    /// @param name    which template
    /// @param closure χ² per degree of freedom of the worst feature, in ten bins of equal weight, between the
    ///                reweighted sample and the other one, with the statistics of both
    /// @param nEff    effective number of events of the reweighted sample
    /// @param auc     area under the curve of a new classifier between the two, on events that it was not
    ///                trained on: 0.5 when it cannot tell them apart
    public record Checks(String name, double closure, double nEff, double auc) {
        /// χ² per degree of freedom above which a template is refused: nine degrees exceed it by chance in
        /// 3 of 1000 cases.
        public static final double LARGEST_CLOSURE = 2.8;

        /// Effective events below which a template is refused.
        public static final double FEWEST_EVENTS = 1000;

        /// Area under the curve above which a template is refused.
        public static final double LARGEST_AUC = 0.52;

        Checks named(String other) {
            return new Checks(other, closure, nEff, auc);
        }

        /// Why it cannot be used; empty when it can.
        public Optional<String> refusal() {
            if (!(closure <= LARGEST_CLOSURE)) {
                return Optional.of(
                        "χ² per degree of freedom between the reweighted sample and its target is %.3g in one feature (at most %s may be)"
                                .formatted(closure, LARGEST_CLOSURE));
            }
            if (!(nEff >= FEWEST_EVENTS)) {
                return Optional.of(
                        "the reweighted sample is worth %.0f events (%.0f are needed)".formatted(nEff, FEWEST_EVENTS));
            }
            if (!(Math.abs(auc - 0.5) <= LARGEST_AUC - 0.5)) {
                return Optional.of(
                        "a classifier tells the reweighted sample from its target with an area under the curve of %.4f (at most %s may be)"
                                .formatted(auc, LARGEST_AUC));
            }
            return Optional.empty();
        }
    }

    /// Learns factors.
    ///
    /// @param features (n × d) of the sample whose weights are to change
    /// @param from     (n) its weights; 0 for an absent event
    /// @param other    (m × d) features of the sample that it is to become
    /// @param to       (m) its weights
    public static Template learn(
            RatioEstimator estimator,
            Features features,
            Weights from,
            Features other,
            Weights to,
            Seed seed,
            Workers workers) {
        Features both = features.followedBy(other);
        int n = features.rows();
        Weights numerator = Weights.tabulate(both.rows(), i -> i < n ? 0 : to.get(i - n));
        Weights factor =
                ratio(estimator, both, numerator, first(from, both.rows()), from, seed.child("template"), workers);
        Weights reweighted = from.times(factor);
        return new Template(
                factor,
                new Checks(
                        "",
                        closure(features, reweighted, other, to),
                        reweighted.nEff(),
                        HeldOut.of(
                                        estimator,
                                        new RatioSample(both, numerator, first(reweighted, both.rows())),
                                        seed.child("check"),
                                        workers)
                                .area()
                                .value()));
    }

    private static Weights first(Weights weights, int rows) {
        return Weights.tabulate(rows, i -> i < weights.size() ? weights.get(i) : 0);
    }

    /// The ratio at the first events, scaled to the other sample's yield.
    private static Weights ratio(
            RatioEstimator estimator,
            Features both,
            Weights numerator,
            Weights denominator,
            Weights from,
            Seed seed,
            Workers workers) {
        var fit = estimator.fit(
                new RatioSample(both, numerator, denominator), Optional.empty(), seed, workers, FitProgress.NONE);
        Mask wanted = Mask.of(both.rows(), i -> i < from.size() && from.get(i) != 0);
        Weights raw = fit.ratio().at(both, wanted, workers).values();
        double scale = numerator.sum() / denominator.dot(raw);
        return Weights.tabulate(from.size(), i -> from.get(i) == 0 ? 1 : raw.get(i) * scale);
    }

    private static double closure(Features features, Weights reweighted, Features other, Weights to) {
        return IntStream.range(0, features.columns())
                .mapToDouble(j -> closure(features, reweighted, other, to, j))
                .max()
                .orElse(0);
    }

    private static double closure(Features features, Weights reweighted, Features other, Weights to, int j) {
        Distribution target = Distribution.of(other.names().get(j), i -> other.get(i, j), to);
        double[] edges = target.cuts(BINS);
        if (edges.length < 2) {
            return 0;
        }
        Axis axis = Axis.of(other.names().get(j), "", edges);
        Histogram expected = Histogram.of(axis, i -> other.get(i, j), to);
        Histogram given = Histogram.of(axis, i -> features.get(i, j), reweighted);
        double chiSquare = 0;
        for (int cell = 0; cell < edges.length + 1; cell++) {
            double difference = given.sumWeights(cell) - expected.sumWeights(cell);
            double variance = given.sumSquares(cell) + expected.sumSquares(cell);
            chiSquare += variance > 0 ? difference * difference / variance : 0;
        }
        // The totals are equal by construction: one degree of freedom less than cells.
        return chiSquare / edges.length;
    }
}
