package unfurl.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.AreaUnderCurve;
import unfurl.reweight.FitProgress;
import unfurl.reweight.Fits;
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

    /// How well the reweighted sample agrees with its target, on events that the factors were not learned
    /// on.
    ///
    /// @param name      which template
    /// @param nEff      effective number of events of the reweighted sample or of its target, the smaller
    ///                  one
    /// @param closure   of the feature that agrees worst; empty when there is none that can be compared
    /// @param area      under the curve of a new classifier between the two: 0.5 when it cannot tell them
    ///                  apart; empty when there are too few events for it
    /// @param unchecked what was not compared by itself
    public record Checks(
            String name,
            double nEff,
            Optional<Closure> closure,
            Optional<AreaUnderCurve> area,
            List<String> unchecked) {
        /// Effective events below which a template is refused.
        public static final double FEWEST_EVENTS = 1000;

        /// How far above 0.5 the area under the curve may be, if that is so many of its errors too: 0.02
        /// is what two normal distributions have whose means differ by 0.07 of their width. Below 0.5 the
        /// classifier did not tell them apart: the factors share the fluctuations of the events that they
        /// were learned from, with the other sign in the others.
        public static final double LARGEST_AREA = 0.02;

        /// Errors of the area under the curve that are significant.
        public static final double SIGNIFICANT = 3;

        /// Copies the list.
        public Checks {
            unchecked = List.copyOf(unchecked);
        }

        /// The same under another name.
        public Checks named(String other) {
            return new Checks(other, nEff, closure, area, unchecked);
        }

        /// Why it cannot be used; empty when it can.
        public Optional<String> refusal() {
            if (!(nEff >= FEWEST_EVENTS)) {
                return Optional.of(
                        "the reweighted sample or its target is worth %.0f events, and at least %.0f are needed"
                                .formatted(nEff, FEWEST_EVENTS));
            }
            return closure.filter(Closure::isRefused)
                    .map(Checks::differs)
                    .or(() -> area.filter(Checks::tellsApart).map(Checks::toldApart));
        }

        private static String differs(Closure worst) {
            return "on events that it was not learned on, the reweighted sample differs from its target in '%s' by %s of a cell's content on average, with p = %s (allowed are %s, or a p of at least %s)"
                    .formatted(
                            worst.feature(),
                            percent(worst.size()),
                            digits(worst.pValue()),
                            percent(Closure.LARGEST),
                            Closure.SIGNIFICANT);
        }

        static boolean tellsApart(AreaUnderCurve area) {
            double distance = area.value() - 0.5;
            return !(distance <= LARGEST_AREA || distance <= SIGNIFICANT * area.error());
        }

        static String toldApart(AreaUnderCurve area) {
            return "a classifier tells the reweighted sample from its target with an area under the curve of %s (allowed are %s, or 0.5 and %.0f errors)"
                    .formatted(words(area), 0.5 + LARGEST_AREA, SIGNIFICANT);
        }

        /// The numbers in a sentence, beside what is allowed.
        public String sentence() {
            var parts = new ArrayList<String>();
            closure.ifPresent(worst -> parts.add("worst in '%s': %s of a cell, p = %s (allowed: %s, or p ≥ %s)"
                    .formatted(
                            worst.feature(),
                            percent(worst.size()),
                            digits(worst.pValue()),
                            percent(Closure.LARGEST),
                            Closure.SIGNIFICANT)));
            area.ifPresent(under -> parts.add("AUC %s (allowed: %s, or 0.5 and %.0f errors)"
                    .formatted(words(under), 0.5 + LARGEST_AREA, SIGNIFICANT)));
            parts.add("effective events %.0f (allowed: %.0f or more)".formatted(nEff, FEWEST_EVENTS));
            if (!unchecked.isEmpty()) {
                parts.add("not checked by itself: " + String.join(", ", unchecked));
            }
            return String.join("; ", parts);
        }

        private static String words(AreaUnderCurve area) {
            return String.format(Locale.ROOT, "%.4f ± %.4f", area.value(), area.error());
        }

        private static String percent(double part) {
            return String.format(Locale.ROOT, "%.1f %%", 100 * part);
        }

        private static String digits(double value) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
    }

    /// The fits that [#learn] makes with so many rows: of all of them the factors themselves, and the classifier on a
    /// half; of all but its own part each fold of the check.
    static Fits fits(int rows) {
        int folds = TemplateCheck.FOLDS;
        return new Fits(2 + folds, rows * (1 + 0.5 + (folds - 1)));
    }

    /// Learns factors, and checks whether such factors can be learned: on four fifths of
    /// the events, for the last fifth.
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
        return learn(estimator, pair(features, from, other, to, features.rows() + other.rows()), from, seed, workers);
    }

    /// The same for events in two detectors: an event is in both samples, and is on one side where networks
    /// validate and where the factors are checked. On both, it would be known from its other row, under the
    /// wrong label.
    ///
    /// @param features (n × d) in the one detector
    /// @param from     (n) weights in it; 0 for an absent event
    /// @param other    (n × d) of the same events in the other
    /// @param to       (n) weights in it
    public static Template learnOfSame(
            RatioEstimator estimator,
            Features features,
            Weights from,
            Features other,
            Weights to,
            Seed seed,
            Workers workers) {
        if (features.rows() != other.rows()) {
            throw new IllegalArgumentException(
                    "%d events cannot be the same as %d".formatted(features.rows(), other.rows()));
        }
        return learn(estimator, pair(features, from, other, to, features.rows()), from, seed, workers);
    }

    /// The rows of both samples; the one is the denominator and the other the numerator.
    ///
    /// @param events how many events the rows are of
    static RatioSample pair(Features features, Weights from, Features other, Weights to, int events) {
        Features both = features.followedBy(other);
        int n = features.rows();
        return new RatioSample(
                both,
                Weights.tabulate(both.rows(), i -> i < n ? 0 : to.get(i - n)),
                Weights.tabulate(both.rows(), i -> i < n ? from.get(i) : 0),
                events);
    }

    private static Template learn(
            RatioEstimator estimator, RatioSample pair, Weights from, Seed seed, Workers workers) {
        int n = from.size();
        Weights to = pair.numerator();
        double most = Math.min(from.nEff(), to.nEff());
        if (!(most >= Checks.FEWEST_EVENTS)) {
            return new Template(Weights.ones(n), tooFew(most));
        }
        Weights all = factors(estimator, pair, pair, seed.child("template"), workers);
        Weights factor = Weights.tabulate(n, all::get);
        double nEff = Math.min(from.times(factor).nEff(), to.nEff());
        return new Template(
                factor,
                nEff >= Checks.FEWEST_EVENTS
                        ? checks(estimator, pair, nEff, seed.child("check"), workers)
                        : tooFew(nEff));
    }

    private static Checks tooFew(double nEff) {
        return new Checks("", nEff, Optional.empty(), Optional.empty(), List.of());
    }

    private static Checks checks(RatioEstimator estimator, RatioSample pair, double nEff, Seed seed, Workers workers) {
        TemplateCheck check = TemplateCheck.of(estimator, pair, seed.child("folds"), workers);
        TemplateCheck.Alone alone = check.alone();
        return new Checks(
                "",
                nEff,
                alone.closures().stream().max(Closure.BY_WORSE),
                Optional.of(check.area(estimator, seed.child("classifier"), workers)),
                alone.unchecked());
    }

    /// The ratio at events of the denominator, scaled so that they have the yield of the numerator; 1 at
    /// others.
    ///
    /// @param learned what the ratio is learned from
    /// @param of      the events
    static Weights factors(RatioEstimator estimator, RatioSample learned, RatioSample of, Seed seed, Workers workers) {
        var fit = estimator.fit(learned, Optional.empty(), seed, workers, FitProgress.NONE);
        Weights from = of.denominator();
        Mask wanted = Mask.of(from.size(), i -> from.get(i) != 0);
        Weights raw = fit.ratio().at(of.features(), wanted, workers).values();
        double scale = of.numerator().sum() / from.dot(raw);
        return Weights.tabulate(from.size(), i -> from.get(i) == 0 ? 1 : raw.get(i) * scale);
    }
}
