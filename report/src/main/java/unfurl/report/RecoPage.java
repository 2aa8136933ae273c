package unfurl.report;

import unfurl.report.figure.Label;

/// All there is to show of an observable at reco level: of one that is measured there alone, or of the reco level
/// of another.
///
/// @param name  its name in the study, unique in a report; it names the files of its figure
/// @param label how figures call it, in the markup of [Label]
/// @param unit  its unit, in the same markup; empty when it has none
/// @param level its histograms
public record RecoPage(String name, String label, String unit, RecoLevel level) {
    /// @throws unfurl.InputException when the label or the unit cannot be read
    public RecoPage {
        Label.parse(label);
        Label.parse(unit);
    }
}
