package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import unfurl.hist.Spectrum;
import unfurl.report.figure.Numbers;

/// The bins that break a rule on effective events or statistics.
final class RulesTable {
    private RulesTable() {}

    static String section(List<BinRules> all) {
        String why = """
                <p class="hint">In a bin with fewer than %s effective events, N<sub>eff</sub> = (Σw)²/Σw², or a statistical \
                uncertainty above %s, the result and its uncertainties are to be read with care: too few events \
                stand behind them, and wider bins are the better choice. Source: note to the users of the ATLAS \
                24-observable release, arXiv:2405.20041.</p>
                """.formatted(Digits.count((long) Spectrum.FEW_EVENTS), Digits.percent(Spectrum.LARGE_ERROR));
        int bins = all.stream().mapToInt(BinRules::bins).sum();
        int broken = all.stream().mapToInt(BinRules::broken).sum();
        String sum = "<p><b>%s of %s bins</b> of %d observable%s break%s a rule.</p>\n"
                .formatted(
                        broken == 0 ? "None" : Digits.count(broken),
                        Digits.count(bins),
                        all.size(),
                        all.size() == 1 ? "" : "s",
                        broken > 1 ? "" : "s");
        return Html.section("rules", "Bins to be read with care", why + sum + (broken == 0 ? "" : table(all)));
    }

    private static String table(List<BinRules> all) {
        List<List<String>> rows = new ArrayList<>();
        for (BinRules rules : all) {
            if (rules.broken() > 0) {
                String unit = rules.unit().isEmpty() ? "" : " [" + Html.label(rules.unit()) + "]";
                rows.add(List.of(
                        Html.label(rules.label()) + unit,
                        "%d of %d".formatted(rules.broken(), rules.bins()),
                        Stretches.of(rules.edges(), rules::fewEvents),
                        Digits.significant(finite(rules.effectiveEvents()).min(), 3),
                        Stretches.of(rules.edges(), rules::largeError),
                        Digits.percent(finite(rules.statistical()).max())));
            }
        }
        var heads = List.of(
                "observable",
                "bins",
                "N<sub>eff</sub> &lt; " + Digits.count((long) Spectrum.FEW_EVENTS),
                "fewest N<sub>eff</sub>",
                "stat. &gt; " + Digits.percent(Spectrum.LARGE_ERROR),
                "largest stat.");
        return Html.table(heads, List.of(false, true, false, true, false, true), rows);
    }

    /// The smallest and largest of the finite numbers; NaN without any.
    private record Ends(double min, double max) {}

    private static Ends finite(Numbers numbers) {
        var finite = numbers.stream().filter(Double::isFinite).summaryStatistics();
        return finite.getCount() == 0 ? new Ends(Double.NaN, Double.NaN) : new Ends(finite.getMin(), finite.getMax());
    }
}
