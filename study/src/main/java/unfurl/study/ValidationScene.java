package unfurl.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import unfurl.event.Weights;
import unfurl.report.ValidationTest.Kind;

/// Pseudo-data of a known truth and the simulation that unfolds them.
///
/// @param kind       of the test that it is for
/// @param name       of the test, plain text
/// @param observable that is changed, where it is one
/// @param distortion what is to be recovered, or what of the prior is changed
/// @param size       of the distortion
/// @param truth      (n) factors of nature's gen weights
/// @param data       (n) factors of nature's reco weights
/// @param prior      (n) factors of the simulation's weights
record ValidationScene(
        Kind kind,
        String name,
        Optional<Study.Observable> observable,
        Optional<Distortion> distortion,
        double size,
        Weights truth,
        Weights data,
        Weights prior) {

    /// Nothing is changed.
    static ValidationScene closure(int events) {
        Weights ones = Weights.ones(events);
        return new ValidationScene(
                Kind.CLOSURE, "independent half", Optional.empty(), Optional.empty(), 0, ones, ones, ones);
    }

    /// Nature is distorted.
    static ValidationScene distorted(Kind kind, Distortion distortion, double size) {
        Weights factor = distortion.factor(size);
        return new ValidationScene(
                kind,
                "%s, %s".formatted(distortion.name(), percent(size)),
                distortion.observable(),
                Optional.of(distortion),
                size,
                factor,
                factor,
                Weights.ones(factor.size()));
    }

    /// The simulation begins elsewhere.
    static ValidationScene prior(Distortion distortion, double size) {
        Weights factor = distortion.factor(size);
        Weights ones = Weights.ones(factor.size());
        return new ValidationScene(
                Kind.PRIOR,
                "prior with a %s, %s".formatted(distortion.name(), percent(size)),
                distortion.observable(),
                Optional.of(distortion),
                size,
                ones,
                ones,
                factor);
    }

    /// Nature's detector answers otherwise.
    ///
    /// @param factors (n) of the reco weights
    static ValidationScene response(String name, Study.Observable observable, Weights factors) {
        Weights ones = Weights.ones(factors.size());
        return new ValidationScene(
                Kind.HIDDEN_VARIABLE, name, Optional.of(observable), Optional.empty(), 0, ones, factors, ones);
    }

    /// A share as a reader is told it: `30 %`, `12.5 %`.
    static String percent(double share) {
        return new BigDecimal(100 * share)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
