package unfurl.reweight;

import java.util.Optional;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// What a classifier between two samples, trained on about half of the events, says of the others.
///
/// @param sample the two samples
/// @param events those it was not trained on
/// @param score  (n) the learned ratio of numerator to denominator at those events; 0 at the others
public record HeldOut(RatioSample sample, Mask events, Weights score) {
    /// Trains a classifier.
    ///
    /// @param seed of which events are held out, and of the training
    /// @throws unfurl.NumericalException when the training fails
    public static HeldOut of(RatioEstimator estimator, RatioSample sample, Seed seed, Workers workers) {
        Mask trained = sample.drawn(seed, 0.5);
        RatioSample half = sample.with(
                sample.numerator().where(trained), sample.denominator().where(trained));
        var fit = estimator.fit(half, Optional.empty(), seed.child("network"), workers, FitProgress.NONE);
        Mask events = sample.present().and(trained.not());
        return new HeldOut(
                sample,
                events,
                fit.ratio().at(sample.features(), events, workers).values());
    }

    /// How well it tells the denominator from the numerator, whose scores should be higher.
    ///
    /// @throws unfurl.NumericalException when the weights of a sample do not sum to more than 0
    public AreaUnderCurve area() {
        return AreaUnderCurve.of(events, score, sample.denominator(), sample.numerator());
    }
}
