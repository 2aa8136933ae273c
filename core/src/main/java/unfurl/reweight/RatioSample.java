package unfurl.reweight;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.event.Weights;

/// Two weighted samples whose density ratio is wanted, laid out row by row: each row has a weight in both.
///
/// An event of the numerator alone has denominator weight 0, and the other way round. An event that is in
/// both (gen events with their pulled weight over the same events with their prior weight) is one row, so
/// that it can never be in the training half under one label and in the validation half under the other.
///
/// @param features    (n × d) what the ratio may depend on
/// @param numerator   (n) weights of class 1; negative ones subtract
/// @param denominator (n) weights of class 0
public record RatioSample(Features features, Weights numerator, Weights denominator) {
    /// Checks the lengths.
    public RatioSample {
        if (numerator.size() != features.rows() || denominator.size() != features.rows()) {
            throw new IllegalArgumentException("%d events with %d numerator and %d denominator weights"
                    .formatted(features.rows(), numerator.size(), denominator.size()));
        }
    }

    /// The rows that are present: weight 0 in both samples is an absent event.
    public Mask present() {
        return Mask.of(features.rows(), i -> numerator.get(i) != 0 || denominator.get(i) != 0);
    }
}
