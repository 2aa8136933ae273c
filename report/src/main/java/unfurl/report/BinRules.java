package unfurl.report;

import unfurl.hist.Spectrum;
import unfurl.report.figure.Label;
import unfurl.report.figure.Numbers;

/// What two rules of thumb say of an observable's bins: N_eff ≥ 5,000 and a statistical uncertainty of at
/// most 15 %. Source: note to the users of the ATLAS 24-observable release, arXiv:2405.20041.
///
/// @param label           of the observable, in the markup of [Label]
/// @param unit            in the same markup; empty when it has none
/// @param edges           (n + 1) finite and increasing
/// @param effectiveEvents (n) (Σw)²/Σw² of each bin; NaN where not known
/// @param statistical     (n) statistical uncertainty relative to the content; NaN where not known
public record BinRules(String label, String unit, Numbers edges, Numbers effectiveEvents, Numbers statistical) {
    /// @throws unfurl.InputException when the label or the unit cannot be read
    public BinRules {
        Label.parse(label);
        Label.parse(unit);
        new Binned(edges, effectiveEvents, statistical);
    }

    /// The bins of a page's result at gen level.
    public static BinRules of(ObservablePage page) {
        GenLevel gen = page.gen();
        Numbers relative = gen.unfolded().relativeErrors();
        return new BinRules(page.label(), page.unit(), gen.unfolded().edges(), gen.effectiveEvents(), relative);
    }

    /// What a flag on a bin means, for a legend.
    ///
    /// @param statistical what the errors are called that the second rule is about
    public static String care(String statistical) {
        return "N_{eff} < %.0f or %s > %.0f %%".formatted(Spectrum.FEW_EVENTS, statistical, 100 * Spectrum.LARGE_ERROR);
    }

    /// 1 for each bin that breaks a rule, 0 for the others.
    public Numbers flags() {
        return Numbers.tabulate(bins(), i -> fewEvents(i) || largeError(i) ? 1 : 0);
    }

    /// How many bins.
    public int bins() {
        return statistical.size();
    }

    boolean fewEvents(int i) {
        return effectiveEvents.get(i) < Spectrum.FEW_EVENTS;
    }

    boolean largeError(int i) {
        return statistical.get(i) > Spectrum.LARGE_ERROR;
    }

    /// How many bins break a rule.
    int broken() {
        return (int) flags().sum();
    }
}
