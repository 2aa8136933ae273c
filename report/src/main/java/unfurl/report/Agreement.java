package unfurl.report;

import java.util.OptionalDouble;

/// How near two histograms of an observable are, before and after the unfolding.
///
/// The measure is the triangular discriminator ½Σ(p−q)²/(p+q) of the normalised histograms, times 10³.
///
/// @param before of the prior (gen level) or the simulation (reco level)
/// @param after  of the unfolded result, or the simulation with its weights
/// @param floor  what statistical fluctuations alone would give; empty when not known
/// @param pValue of the χ² between the shapes of the result and its target: at reco level with the
///               statistical errors of both, at gen level with every source of uncertainty of the
///               result and the target's statistics; empty when not known
public record Agreement(double before, double after, OptionalDouble floor, OptionalDouble pValue) {}
