package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import unfurl.report.Compatibility.BottomLine;
import unfurl.report.Compatibility.Row;

/// The tables of p-values, one for each prediction.
final class CompatibilityTable {
    private static final String BOTTOM_LINE = """
            <p class="hint">Bottom line: the unfolded result must not tell the prediction from the data better than the \
            reco level does, χ² unfolded ≤ χ² reco. Both are of the same few bins, with the fluctuations \
            of the data alone: Σw² at reco, their bootstraps unfolded. So neither is the χ² with all errors, which has the p-value.</p>
            """;

    private static final String SAME_EVENTS = """
            <p class="hint">The prediction holds the data's own events. Their fluctuations are in both, so V is without \
            those of the prediction, and still counts those of the data: a large p-value says less than it seems.</p>
            """;

    /// A hyphen at which no line ends: the column is narrow.
    private static final char UNBROKEN = '\u2011';

    /// What stands where there is nothing to say; a column of nothing else is left out.
    private static final Set<String> NOTHING = Set.of("", "–");

    private CompatibilityTable() {}

    /// The section; empty without any table.
    static String section(List<Compatibility> all) {
        if (all.isEmpty()) {
            return "";
        }
        boolean bottomLine = all.stream()
                .flatMap(one -> one.rows().stream())
                .anyMatch(row -> row.bottomLine().isPresent());
        String hint = """
                <p class="hint">χ² = DᵀV⁻¹D of D = unfolded − prediction and the covariance V of the total uncertainty; its \
                degrees of freedom are the rank of V. Where V is known from replicas χ² is larger, and the p-value (of \
                Hotelling’s T²) allows for it; bins that have too few replicas are merged with their neighbours. A source \
                whose own shift is tested, or that was made of the prediction’s file, is left out of V: with it the test could not fail. <b>*</b> p &lt; %s, \
                <b>**</b> p &lt; %s. KS: p-value of the Kolmogorov–Smirnov test with the statistics of the published \
                sample and of the prediction alone. It knows neither the fluctuations of the data nor systematic effects: \
                with many published events it is small for a good result too, and has no marks.</p>
                """.formatted(Compatibility.DOUBTFUL, Compatibility.INCOMPATIBLE);
        var out = new StringBuilder(hint).append(bottomLine ? BOTTOM_LINE : "");
        for (Compatibility one : all) {
            out.append("<h3>%s: %s</h3>\n".formatted(Html.escape(one.prediction()), kind(one.kind())));
            out.append(one.sameEvents() ? SAME_EVENTS : "");
            out.append(table(one.rows(), bottomLine));
        }
        return Html.section("compatibility", "Compatibility with predictions", out.toString());
    }

    private static String kind(Compatibility.Kind kind) {
        return switch (kind) {
            case SHAPES -> "shapes, each spectrum normalised to 1";
            case ABSOLUTE -> "absolute, with the yield";
        };
    }

    private static String table(List<Row> all, boolean bottomLine) {
        var heads = new ArrayList<>(List.of(
                "observable",
                "χ², all errors",
                "deg. of freedom",
                "p-value",
                "KS, samples alone",
                "V inverted by",
                "left out of V"));
        var numeric = new ArrayList<>(List.of(false, true, true, true, true, false, false));
        if (bottomLine) {
            heads.addAll(List.of("bottom line: χ² reco", "bottom line: χ² unfolded", "bottom line: verdict"));
            numeric.addAll(List.of(true, true, false));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Row row : all) {
            String label = Html.label(row.label());
            var cells = new ArrayList<>(List.of(
                    row.jointly() ? "<b class=\"jointly\">" + label + "</b>" : label,
                    Digits.significant(row.chiSquare(), 4),
                    Integer.toString(row.rank()),
                    marked(row.pValue()),
                    row.ksPValue().isPresent()
                            ? Digits.significant(row.ksPValue().getAsDouble(), 2)
                            : "–",
                    Html.escape(row.inversion().replace("pseudo-inverse", "pseudo" + UNBROKEN + "inverse")),
                    Html.escape(String.join(", ", row.leftOut()))));
            if (bottomLine) {
                cells.addAll(row.bottomLine().map(CompatibilityTable::cells).orElse(List.of("–", "–", "–")));
            }
            rows.add(cells);
        }
        dropEmpty(heads, numeric, rows);
        return Html.table(heads, numeric, rows);
    }

    private static void dropEmpty(List<String> heads, List<Boolean> numeric, List<List<String>> rows) {
        for (int column = heads.size() - 1; column >= 0; column--) {
            int place = column;
            if (rows.stream().allMatch(row -> NOTHING.contains(row.get(place)))) {
                heads.remove(place);
                numeric.remove(place);
                rows.forEach(row -> row.remove(place));
            }
        }
    }

    private static List<String> cells(BottomLine test) {
        String why = test.verdict() == Verdict.PASSED ? "" : " " + Html.escape(test.reason());
        return List.of(
                Digits.significant(test.reco(), 4),
                Digits.significant(test.unfolded(), 4),
                test.verdict().html() + why);
    }

    private static String marked(double p) {
        String number = Digits.significant(p, 2);
        if (p < Compatibility.INCOMPATIBLE) {
            return "<b class=\"p2\">" + number + "&nbsp;**</b>";
        }
        return p < Compatibility.DOUBTFUL ? "<b class=\"p1\">" + number + "&nbsp;*</b>" : number;
    }
}
