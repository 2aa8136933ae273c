package unfurl.report;

import java.util.Optional;

/// An observable at reco level. All histograms have the same bins and count events of the data's luminosity.
///
/// @param data       what was measured, background included
/// @param simulation the signal simulation before unfolding, without background
/// @param background what is subtracted; empty when there is none
/// @param reweighted the signal simulation with the unfolding's weights (the folded result), without background
/// @param agreement  simulation and reweighted simulation against the data without background
public record RecoLevel(
        Binned data,
        Binned simulation,
        Optional<Binned> background,
        Optional<Binned> reweighted,
        Optional<Agreement> agreement) {
    public RecoLevel {
        data.requireSameEdges(simulation);
        background.ifPresent(data::requireSameEdges);
        reweighted.ifPresent(data::requireSameEdges);
    }
}
