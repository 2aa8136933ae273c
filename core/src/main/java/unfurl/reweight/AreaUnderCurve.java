package unfurl.reweight;

import unfurl.event.Mask;
import unfurl.event.Weights;

/// The area under the curve of a score: the weighted part of the pairs, one event of each of two samples, in
/// which the second sample's event has the higher score; ties count half. 0.5 when it cannot tell them apart.
///
/// Its variance is that of the placements, the part of the other sample below (or above) each event:
/// Σw²(V − area)²/(Σw)² of the one sample and the other, to first order in the inverse numbers of events.
///
/// Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988) 837, here with weights.
///
/// @param value 0 to 1, where no weight is negative
/// @param error its standard deviation for two samples of independent events with known weights
public record AreaUnderCurve(double value, double error) {
    /// The area of some events.
    ///
    /// @param events which
    /// @param score  (n) of each event
    /// @param first  (n) weights in the sample whose scores should be low
    /// @param second (n) weights in the sample whose scores should be high
    /// @throws unfurl.NumericalException when the weights of a sample do not sum to more than 0
    public static AreaUnderCurve of(Mask events, Weights score, Weights first, Weights second) {
        Ranking ranking = Ranking.of(events, score);
        return ranking.area(ranking.inOrder(first), ranking.inOrder(second));
    }

    /// How many standard deviations it lies above 0.5; infinite when it has no variance.
    public double deviations() {
        return value == 0.5 ? 0 : (value - 0.5) / error;
    }
}
