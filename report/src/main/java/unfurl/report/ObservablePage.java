package unfurl.report;

import java.util.Optional;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;

/// All there is to show of one observable.
///
/// @param name        its name in the study, unique in a report; it names the files of its figures
/// @param label       how figures call it, in the markup of [Label]
/// @param unit        its unit, in the same markup: `GeV`; empty when it has none
/// @param reco        at reco level; empty when it is only defined at gen level
/// @param gen         at gen level
/// @param breakdown   the sources of its uncertainty; empty when they are not known
/// @param correlation the correlation of its bins; empty when it is not known
/// @param profiled    what the nuisances of a profile fit do to it; empty without one
public record ObservablePage(
        String name,
        String label,
        String unit,
        Optional<RecoLevel> reco,
        GenLevel gen,
        Optional<Breakdown> breakdown,
        Optional<Correlation> correlation,
        Optional<Profiled> profiled) {
    /// A page without sources of uncertainty.
    ///
    /// @throws unfurl.InputException when the label or the unit cannot be read
    public ObservablePage(String name, String label, String unit, Optional<RecoLevel> reco, GenLevel gen) {
        this(name, label, unit, reco, gen, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// @throws unfurl.InputException when the label or the unit cannot be read
    public ObservablePage {
        Label.parse(label);
        Label.parse(unit);
        int bins = gen.unfolded().bins();
        profiled.ifPresent(some -> some.requireBins(bins));
    }

    /// What there is at reco level.
    Optional<RecoPage> atReco() {
        return reco.map(level -> new RecoPage(name, label, unit, level));
    }

    /// The same page with the sources of its uncertainty and the correlation (bins × bins, row after row)
    /// of its bins.
    public ObservablePage with(Breakdown sources, Numbers correlations) {
        var map = Correlation.of(name, label, unit, gen.unfolded().edges(), correlations);
        return new ObservablePage(name, label, unit, reco, gen, Optional.of(sources), Optional.of(map), profiled);
    }

    /// The same page with what the nuisances of a profile fit do to it.
    public ObservablePage with(Profiled nuisances) {
        return new ObservablePage(name, label, unit, reco, gen, breakdown, correlation, Optional.of(nuisances));
    }
}
