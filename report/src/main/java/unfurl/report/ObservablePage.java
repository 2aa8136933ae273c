package unfurl.report;

import java.util.Optional;
import unfurl.report.figure.Label;

/// All there is to show of one observable.
///
/// @param name  its name in the study, unique in a report; it names the files of its figures
/// @param label how figures call it, in the markup of [Label]
/// @param unit  its unit, in the same markup: `GeV`; empty when it has none
/// @param reco  at reco level; empty when it is only defined at gen level
/// @param gen   at gen level
public record ObservablePage(String name, String label, String unit, Optional<RecoLevel> reco, GenLevel gen) {
    /// @throws unfurl.InputException when the label or the unit cannot be read
    public ObservablePage {
        Label.parse(label);
        Label.parse(unit);
    }
}
