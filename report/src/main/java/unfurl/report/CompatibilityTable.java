package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import unfurl.report.Compatibility.BottomLine;
import unfurl.report.Compatibility.Row;

/// The tables of p-values, one for each prediction.
final class CompatibilityTable {
    private static final String BOTTOM_LINE = """
            <p class="hint">Bottom line: the unfolded result must not tell the prediction from the data better than the \
            reco level does, χ² unfolded ≤ χ² reco. Both are of the same few bins, with the fluctuations \
            of the data alone: Σw² at reco, their bootstraps unfolded. So neither is the χ² with all errors, which has the p-value.</p>
            """;

    private static final String KOLMOGOROV_SMIRNOV = """
            <p class="hint">KS: p-value of the Kolmogorov–Smirnov test with the statistics of the published \
            sample and of the prediction alone. It knows neither the fluctuations of the data nor systematic effects: \
            with many published events it is small for a good result too, and has no marks.</p>
            """;

    private static final String SAME_EVENTS = """
            <p class="hint">The prediction holds the data's own events. Their fluctuations are in both, so V is without \
            those of the prediction, and still counts those of the data: a large p-value says less than it seems.</p>
            """;

    private CompatibilityTable() {}

    /// The section; empty without any table.
    static String section(List<Compatibility> all) {
        if (all.isEmpty()) {
            return "";
        }
        List<Row> rows = all.stream().flatMap(one -> one.rows().stream()).toList();
        String hint = """
                <p class="hint">χ² = DᵀV⁻¹D of D = unfolded − prediction and the covariance V of the total uncertainty; its \
                degrees of freedom are the rank of V, and its inverse is the pseudo-inverse. Where V is \
                known from replicas χ² is larger, and the p-value (of Hotelling’s T²) allows for it; bins that have too few replicas are merged with their neighbours. A source \
                whose own shift is tested, or that was made of the prediction’s file, is left out of V: with it the test could not fail. <b>*</b> p &lt; %s, \
                <b>**</b> p &lt; %s.</p>
                """.formatted(Compatibility.DOUBTFUL, Compatibility.INCOMPATIBLE);
        var out = new StringBuilder(hint)
                .append(hasKolmogorovSmirnov(rows) ? KOLMOGOROV_SMIRNOV : "")
                .append(hasBottomLine(rows) ? BOTTOM_LINE : "");
        for (Compatibility one : all) {
            out.append("<h3>%s: %s</h3>\n".formatted(Html.escape(one.prediction()), kind(one.kind())));
            out.append(one.sameEvents() ? SAME_EVENTS : "");
            out.append(table(one.rows()));
        }
        return Html.section("compatibility", "Compatibility with predictions", out.toString());
    }

    private static String kind(Compatibility.Kind kind) {
        return switch (kind) {
            case SHAPES -> "shapes, each spectrum normalised to 1";
            case ABSOLUTE -> "absolute, with the yield";
        };
    }

    /// A column of the table.
    private record Column(String head, boolean isNumeric, Function<Row, String> cell) {}

    private static String table(List<Row> rows) {
        List<Column> columns = columns(rows);
        return Html.table(
                columns.stream().map(Column::head).toList(),
                columns.stream().map(Column::isNumeric).toList(),
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> column.cell().apply(row))
                                .toList())
                        .toList());
    }

    /// Those of which some row has something to show.
    private static List<Column> columns(List<Row> rows) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("observable", false, CompatibilityTable::name));
        columns.add(new Column("χ², all errors", true, row -> Digits.significant(row.chiSquare(), 3)));
        columns.add(new Column("deg. of freedom", true, row -> Integer.toString(row.rank())));
        columns.add(new Column("p-value", true, row -> marked(row.pValue())));
        if (hasKolmogorovSmirnov(rows)) {
            columns.add(new Column(
                    "KS, samples alone",
                    true,
                    row -> Digits.significant(row.ksPValue().orElse(Double.NaN), 2)));
        }
        columns.add(new Column("V is known", false, row -> Html.escape(row.known())));
        if (rows.stream().anyMatch(row -> !row.leftOut().isEmpty())) {
            columns.add(new Column("left out of V", false, row -> Html.escape(String.join(", ", row.leftOut()))));
        }
        if (hasBottomLine(rows)) {
            columns.add(new Column("bottom line: χ² reco", true, row -> ofBottomLine(row, BottomLine::reco)));
            columns.add(new Column("bottom line: χ² unfolded", true, row -> ofBottomLine(row, BottomLine::unfolded)));
            columns.add(new Column("bottom line: verdict", false, CompatibilityTable::verdict));
        }
        return columns;
    }

    private static boolean hasKolmogorovSmirnov(List<Row> rows) {
        return rows.stream().anyMatch(row -> row.ksPValue().isPresent());
    }

    private static boolean hasBottomLine(List<Row> rows) {
        return rows.stream().anyMatch(row -> row.bottomLine().isPresent());
    }

    private static String name(Row row) {
        String label = Html.label(row.label());
        return row.jointly() ? "<b class=\"jointly\">" + label + "</b>" : label;
    }

    private static String ofBottomLine(Row row, ToDoubleFunction<BottomLine> number) {
        return Digits.significant(row.bottomLine().map(number::applyAsDouble).orElse(Double.NaN), 3);
    }

    private static String verdict(Row row) {
        return row.bottomLine()
                .map(test -> test.verdict() == Verdict.PASSED
                        ? test.verdict().html()
                        : test.verdict().html() + " " + Html.prose(test.reason()))
                .orElse("–");
    }

    private static String marked(double p) {
        String number = Digits.significant(p, 2);
        if (p < Compatibility.INCOMPATIBLE) {
            return "<b class=\"p2\">" + number + "&nbsp;**</b>";
        }
        return p < Compatibility.DOUBTFUL ? "<b class=\"p1\">" + number + "&nbsp;*</b>" : number;
    }
}
