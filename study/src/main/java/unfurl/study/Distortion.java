package unfurl.study;

import java.util.Optional;
import unfurl.event.Weights;
import unfurl.report.figure.Numbers;

/// A change of a spectrum whose size is known: the weight of an event is multiplied by 1 + size · t, with a
/// shape t of the gen level that is nowhere above 1 or below −1. So weights stay positive, and nothing is
/// clipped.
///
/// @param name     what is changed, plain text: `slope of pT_ll`
/// @param label    of it on a figure, in the markup of labels
/// @param observable that it is of, where it is of one
/// @param shape    (n) t of each simulated event; 0 where the event has no value or fails the gen selection
record Distortion(String name, String label, Optional<Study.Observable> observable, Weights shape) {

    /// (n) 1 + size · t.
    Weights factor(double size) {
        return Weights.tabulate(shape.size(), i -> 1 + size * shape.get(i));
    }

    /// The mean of t: what a distortion moves in proportion to its size.
    double mean(Weights weights) {
        return weights.dot(shape) / weights.sum();
    }

    /// tanh z of the standardised observable: a slope in the bulk that levels off in the tails.
    static Distortion slope(Study.Observable of, ValidationEvents events) {
        Numbers z = events.standardised(of);
        Weights shape = Weights.tabulate(z.size(), i -> Double.isNaN(z.get(i)) ? 0 : Math.tanh(z.get(i)));
        return new Distortion("slope of " + of.name(), of.label(), Optional.of(of), shape);
    }

    /// tanh z₁ · tanh z₂: a change of how two observables hang together.
    static Distortion joint(ObservablePair pair, ValidationEvents events) {
        Study.Observable a = pair.first();
        Study.Observable b = pair.second();
        Weights shape = slope(a, events).shape().times(slope(b, events).shape());
        return new Distortion(
                "%s and %s together".formatted(a.name(), b.name()),
                a.label() + " · " + b.label(),
                Optional.empty(),
                shape);
    }

    /// exp(−(z − 1)²/(2 · 0.5²)): a bump one standard deviation above the mean, half of one wide.
    static Distortion bump(Study.Observable of, ValidationEvents events) {
        Numbers z = events.standardised(of);
        Weights shape = Weights.tabulate(z.size(), i -> {
            double pull = (z.get(i) - 1) / 0.5;
            return Double.isNaN(pull) ? 0 : Math.exp(-0.5 * pull * pull);
        });
        return new Distortion("bump in " + of.name(), of.label(), Optional.of(of), shape);
    }
}
