package unfurl.measurement;

import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.hist.ChiSquare;

/// How a measurement is tested against a prediction.
///
/// @param sources   the sources whose covariances make V; empty for all
/// @param inverse   how V is inverted
/// @param closure   the source that is a closure test whose target the prediction is; it is left out of V
/// @param isMerging whether neighbouring bins are merged where V has too few replicas for them: until
///                  the p-value has ten degrees of freedom in its denominator, or as many as it can.
///                  The bins that remain are of about the same part of the result
public record Testing(
        Optional<List<String>> sources, ChiSquare.Inverse inverse, Optional<String> closure, boolean isMerging) {
    /// The bins as they are.
    public Testing(Optional<List<String>> sources, ChiSquare.Inverse inverse, Optional<String> closure) {
        this(sources, inverse, closure, false);
    }

    /// Copies the list.
    public Testing {
        sources = sources.map(List::copyOf);
        java.util.Objects.requireNonNull(inverse);
        java.util.Objects.requireNonNull(closure);
    }

    /// All sources, and the pseudo-inverse.
    public static Testing standard() {
        return new Testing(Optional.empty(), ChiSquare.Inverse.PSEUDO_INVERSE, Optional.empty());
    }

    /// The same with these sources alone.
    ///
    /// @throws InputException when there is none
    public Testing with(List<String> chosen) {
        if (chosen.isEmpty()) {
            throw new InputException("a test needs a source of uncertainty");
        }
        return new Testing(Optional.of(chosen), inverse, closure, isMerging);
    }

    /// The same with another inverse.
    public Testing with(ChiSquare.Inverse other) {
        return new Testing(sources, other, closure, isMerging);
    }

    /// The same for a prediction that is the target of a closure test.
    ///
    /// @param source the group of the closure test
    public Testing againstTargetOf(String source) {
        return new Testing(sources, inverse, Optional.of(source), isMerging);
    }

    /// The same with neighbouring bins merged where there are too few replicas for them.
    public Testing merging() {
        return new Testing(sources, inverse, closure, true);
    }
}
