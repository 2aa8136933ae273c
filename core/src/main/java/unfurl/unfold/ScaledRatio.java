package unfurl.unfold;

import java.util.Optional;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.Evaluation;
import unfurl.reweight.FitProgress;
import unfurl.reweight.FitSummary;
import unfurl.reweight.Ratio;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioFit;
import unfurl.reweight.RatioSample;

/// A fitted ratio at the rows where it is wanted, scaled to the exact yield.
///
/// @param ratio   the same for any events, without the scale
/// @param report  of the fit
/// @param values  (rows of the sample) scaled
/// @param scale   takes what the ratio makes of the denominator's yield to the numerator's
/// @param clipped how many values were held at the estimator's bound
record ScaledRatio(Ratio ratio, FitSummary report, Weights values, double scale, int clipped) {
    /// Fits a ratio.
    ///
    /// @param previous what a warm start goes on from
    /// @param wanted   where the ratio is wanted; among them all rows with a weight in the denominator
    /// @throws NumericalException when the ratio gives a yield that is wrong by a factor of 10
    static ScaledRatio learn(
            RatioEstimator estimator,
            RatioSample sample,
            Optional<Ratio> previous,
            Mask wanted,
            Seed seed,
            Workers workers,
            FitProgress progress) {
        RatioFit fit = estimator.fit(sample, previous, seed, workers, progress);
        Evaluation evaluation = fit.ratio().at(sample.features(), wanted, workers);
        double given = sample.denominator().dot(evaluation.values());
        double scale = sample.numerator().sum() / given;
        if (!(scale > 0.1 && scale < 10)) {
            throw new NumericalException("the fitted ratio gives a yield of %s where %s is wanted: it has collapsed%s"
                    .formatted(given, sample.numerator().sum(), notes(fit.report())));
        }
        int unsupported = evaluation.unsupported();
        FitSummary report = unsupported == 0
                ? fit.report()
                : fit.report()
                        .with("%d events lie in bins without a denominator and got the ratio of the yields"
                                .formatted(unsupported));
        return new ScaledRatio(fit.ratio(), report, evaluation.values().times(scale), scale, evaluation.clipped());
    }

    /// What the fit has to say, at the end of a message.
    String notes() {
        return notes(report);
    }

    private static String notes(FitSummary report) {
        return report.notes().isEmpty() ? "" : " (" + String.join("; ", report.notes()) + ")";
    }
}
