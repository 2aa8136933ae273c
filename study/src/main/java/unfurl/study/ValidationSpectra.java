package unfurl.study;

import java.util.List;
import unfurl.report.figure.Numbers;

/// What is compared of a result or a truth.
///
/// @param total   Σ weights of the phase space
/// @param sums    (observables) the contents of each one's bins
/// @param squares (observables) Σ squared weights in each one's bins
/// @param means   (distortions) the mean of each one's shape
record ValidationSpectra(double total, List<Numbers> sums, List<Numbers> squares, Numbers means) {
    /// Copies the lists.
    ValidationSpectra {
        sums = List.copyOf(sums);
        squares = List.copyOf(squares);
    }
}
