package unfurl.measurement;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import unfurl.InputException;
import unfurl.hist.ChiSquare;

/// How a measurement is tested against a prediction.
///
/// @param sources   the sources whose covariances make V; empty for all
/// @param inverse   how V is inverted
/// @param closures  the sources that the prediction is the target of, such as a closure test's; they are left
///                  out of V
/// @param isMerging whether neighbouring bins are merged where V has too few replicas for them: until
///                  the p-value has ten degrees of freedom in its denominator, or as many as it can.
///                  The bins that remain are of about the same part of the result
public record Testing(
        Optional<List<String>> sources, ChiSquare.Inverse inverse, List<String> closures, boolean isMerging) {
    /// The bins as they are.
    public Testing(Optional<List<String>> sources, ChiSquare.Inverse inverse, List<String> closures) {
        this(sources, inverse, closures, false);
    }

    /// Copies the lists.
    public Testing {
        sources = sources.map(List::copyOf);
        Objects.requireNonNull(inverse);
        closures = List.copyOf(closures);
    }

    /// All sources, and the pseudo-inverse.
    public static Testing standard() {
        return new Testing(Optional.empty(), ChiSquare.Inverse.PSEUDO_INVERSE, List.of());
    }

    /// The same with these sources alone.
    ///
    /// @throws InputException when there is none
    public Testing with(List<String> chosen) {
        if (chosen.isEmpty()) {
            throw new InputException("a test needs a source of uncertainty");
        }
        return new Testing(Optional.of(chosen), inverse, closures, isMerging);
    }

    /// The same with another inverse.
    public Testing with(ChiSquare.Inverse other) {
        return new Testing(sources, other, closures, isMerging);
    }

    /// The same for a prediction that is the target of closure tests, or that other sources were made of.
    ///
    /// @param groups their groups
    public Testing againstTargetOf(List<String> groups) {
        return new Testing(sources, inverse, groups, isMerging);
    }

    /// The same with neighbouring bins merged where there are too few replicas for them.
    public Testing merging() {
        return new Testing(sources, inverse, closures, true);
    }
}
