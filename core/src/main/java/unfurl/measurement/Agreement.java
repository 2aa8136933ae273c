package unfurl.measurement;

import unfurl.hist.ChiSquare;
import unfurl.hist.Distances;
import unfurl.hist.KolmogorovSmirnov;

/// How near a weighted sample is to the truth in one observable; shapes alone, but for
/// χ² of a truth that is absolute.
///
/// @param triangular        the triangular discriminator over the bins of the parts of all events, with what
///                          statistics alone would give
/// @param wasserstein       the Wasserstein-1 distance of the events themselves, without bins, in the
///                          observable's unit
/// @param compatibility     χ² of the bins, normalised to their sum unless the truth is absolute. Of the result
///                          V holds the measurement's sources, and the truth's Σw² unless it holds the data's
///                          own events; of the prior, Σw² of both samples
/// @param kolmogorovSmirnov of the events themselves, with the statistics of the two samples (Σw²) alone
public record Agreement(
        Distances.Triangular triangular,
        double wasserstein,
        Compatibility compatibility,
        KolmogorovSmirnov kolmogorovSmirnov) {
    /// χ² of the bins.
    public ChiSquare chiSquare() {
        return compatibility.chiSquare();
    }
}
