package unfurl.report;

import unfurl.report.figure.Numbers;

/// How the number of iterations was chosen.
///
/// @param biasOverVariance after iteration 1, 2, …: the mean over bins of bias² over variance, of toys
///                         thrown from the unfolded result; NaN where not known, no numbers without toys
/// @param changeOverError  after iteration 1, 2, …: the change from the iteration before over its
///                         statistical error; NaN where not known, no numbers when it was not computed
/// @param bound            what bias² over variance, and the square of the change over its error, should be below
/// @param chosen           the iteration chosen, from 1
/// @param criterion        what chose it, in a sentence: `Chosen in the study.`
public record IterationChoice(
        Numbers biasOverVariance, Numbers changeOverError, double bound, int chosen, String criterion) {
    public IterationChoice {
        int toys = biasOverVariance.size();
        int changes = changeOverError.size();
        if (toys > 0 && changes > 0 && toys != changes) {
            throw new IllegalArgumentException("%d iterations of toys and %d changes".formatted(toys, changes));
        }
        if (chosen < 1 || chosen > Math.max(toys, changes)) {
            throw new IllegalArgumentException(
                    "iteration %d is chosen of %d".formatted(chosen, Math.max(toys, changes)));
        }
    }

    /// How many iterations were looked at.
    public int iterations() {
        return Math.max(biasOverVariance.size(), changeOverError.size());
    }
}
