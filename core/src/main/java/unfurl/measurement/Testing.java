package unfurl.measurement;

import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.hist.ChiSquare;

/// How a measurement is tested against a prediction.
///
/// @param sources the sources whose covariances make V; empty for all
/// @param inverse how V is inverted
/// @param closures the sources that the prediction is the target of, such as a closure test's; they are left
///                out of V
public record Testing(Optional<List<String>> sources, ChiSquare.Inverse inverse, List<String> closures) {
    /// Copies the lists.
    public Testing {
        sources = sources.map(List::copyOf);
        java.util.Objects.requireNonNull(inverse);
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
        return new Testing(Optional.of(chosen), inverse, closures);
    }

    /// The same with another inverse.
    public Testing with(ChiSquare.Inverse other) {
        return new Testing(sources, other, closures);
    }

    /// The same for a prediction that is the target of closure tests, or that other sources were made of.
    ///
    /// @param groups their groups
    public Testing againstTargetOf(List<String> groups) {
        return new Testing(sources, inverse, groups);
    }
}
