package unfurl.reweight;

import unfurl.event.Features;
import unfurl.event.Mask;
import unfurl.math.Workers;

/// A density ratio as a function of features: how much likelier an event is in the numerator than in the
/// denominator.
///
/// The ratio of the two yields is part of it: ∫ ratio · denominator = ∫ numerator.
public interface Ratio {
    /// The ratio at chosen events.
    ///
    /// @param features the features the ratio was fitted on, of any events
    /// @param rows     at which of them to evaluate
    /// @throws unfurl.NumericalException when a value is not finite; the message names the event
    Evaluation at(Features features, Mask rows, Workers workers);
}
