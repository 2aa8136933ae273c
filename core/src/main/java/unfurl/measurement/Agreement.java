package unfurl.measurement;

import unfurl.hist.ChiSquare;
import unfurl.hist.Distances;

/// How near a weighted sample is to the truth in one observable; shapes alone.
///
/// @param triangular  the triangular discriminator over the bins of the parts of all events, with what
///                    statistics alone would give
/// @param wasserstein the Wasserstein-1 distance of the events themselves, without bins, in the observable's
///                    unit
/// @param chiSquare   of the bins, normalised to their sum; the covariance is that of the two samples (Σw²)
///                    alone, so it lacks the uncertainty of the data and every systematic one
public record Agreement(Distances.Triangular triangular, double wasserstein, ChiSquare chiSquare) {}
