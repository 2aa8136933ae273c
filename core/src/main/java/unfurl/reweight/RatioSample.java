package unfurl.reweight;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;

/// Two weighted samples whose density ratio is wanted, laid out row by row: each row has a weight in both.
///
/// An event of the numerator alone has denominator weight 0, and the other way round. An event that is in
/// both (gen events with their pulled weight over the same events with their prior weight) is one row, so
/// that it can never be in the training half under one label and in the validation half under the other.
/// An event that is in both with other features (in another detector) is two rows, and one of `events`.
///
/// @param features    (n × d) what the ratio may depend on
/// @param numerator   (n) weights of class 1; negative ones subtract
/// @param denominator (n) weights of class 0
/// @param events      how many events the rows are of: row i is of the same one as row i + events
public record RatioSample(Features features, Weights numerator, Weights denominator, int events) {
    /// Each row is an event.
    public RatioSample(Features features, Weights numerator, Weights denominator) {
        this(features, numerator, denominator, features.rows());
    }

    /// Checks the lengths.
    public RatioSample {
        if (events < 1 && features.rows() > 0) {
            throw new IllegalArgumentException("%d rows of %d events".formatted(features.rows(), events));
        }
        if (numerator.size() != features.rows() || denominator.size() != features.rows()) {
            throw new IllegalArgumentException("%d events with %d numerator and %d denominator weights"
                    .formatted(features.rows(), numerator.size(), denominator.size()));
        }
    }

    /// The same rows with other weights.
    public RatioSample with(Weights newNumerator, Weights newDenominator) {
        return new RatioSample(features, newNumerator, newDenominator, events);
    }

    /// Rows drawn with a probability, all rows of an event alike.
    public Mask drawn(Seed seed, double probability) {
        return Mask.of(features.rows(), row -> seed.uniform(row % events) < probability);
    }

    /// The rows that are present: weight 0 in both samples is an absent event.
    public Mask present() {
        return Mask.of(features.rows(), i -> numerator.get(i) != 0 || denominator.get(i) != 0);
    }
}
