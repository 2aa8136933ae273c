package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import unfurl.report.Notice.Severity;

/// The written record: ledger, notices, provenance, study, citations.
final class RecordSections {
    private static final String EFFECTIVE =
            "<p class=\"hint\">N<sub>eff</sub> = (Σw)²/Σw²: so many equal weights have the same relative error.</p>\n";

    private RecordSections() {}

    static String ledger(Report report) {
        List<List<String>> rows = new ArrayList<>();
        for (LedgerRow row : report.ledger()) {
            rows.add(List.of(
                    label(row),
                    Double.isNaN(row.nEff()) ? "" : Digits.count(Math.round(row.nEff())),
                    Digits.significant(row.sumOfWeights(), 6),
                    Html.escape(row.note())));
        }
        var heads = List.of("", "N<sub>eff</sub>", "Σ weights", "");
        String html = rows.isEmpty()
                ? "<p class=\"hint\">No sums were recorded.</p>\n"
                : EFFECTIVE + Html.table(heads, List.of(false, true, true, false), rows);
        return Html.section("ledger", "Ledger of normalisation", html);
    }

    /// The parts of a line stand further in.
    private static String label(LedgerRow row) {
        String text = Html.escape(row.label().strip());
        return row.label().startsWith(" ") ? "<span class=\"part\">" + text + "</span>" : text;
    }

    static String notices(List<Notice> notices) {
        var out = new StringBuilder();
        for (Severity severity : Severity.values()) {
            for (Notice notice : notices) {
                if (notice.severity() == severity) {
                    String kind = severity == Severity.WARNING ? "warning" : "note";
                    out.append("<li class=\"%s\"><b>%s</b><span>%s</span><span class=\"n\">%s</span></li>\n"
                            .formatted(kind, kind, Html.escape(notice.text()), count(notice)));
                }
            }
        }
        String html = out.isEmpty()
                ? "<p class=\"hint\">Nothing was clipped, dropped or warned about.</p>\n"
                : "<ul class=\"notices\">\n" + out + "</ul>\n";
        return Html.section("notices", "Notices", html);
    }

    private static String count(Notice notice) {
        return notice.count().isPresent() ? Digits.count(notice.count().getAsLong()) : "";
    }

    /// Inputs, facts, study and citations; these with a button to copy them where a script serves it.
    static String provenance(Provenance provenance, boolean button) {
        List<List<String>> inputs = new ArrayList<>();
        for (Provenance.Input input : provenance.inputs()) {
            inputs.add(List.of(
                    Html.escape(input.role()),
                    Html.escape(input.file()),
                    Digits.count(input.rows()),
                    "<code class=\"digest\">" + Html.escape(input.digest()) + "</code>"));
        }
        List<List<String>> facts = new ArrayList<>();
        for (Fact fact : provenance.facts()) {
            facts.add(List.of(Html.escape(fact.name()), Html.escape(fact.value())));
        }
        String files =
                Html.table(List.of("input", "file", "events", "SHA-256"), List.of(false, false, true, false), inputs);
        String rest = Html.table(List.of("", ""), List.of(false, false), facts);
        String citations = (button ? "<button class=\"copy\" type=\"button\">Copy</button>" : "")
                + "<pre>%s</pre>\n".formatted(Html.escape(provenance.citations()));
        return Html.section("provenance", "Provenance", files + rest)
                + Html.section("study", "Study", "<pre>" + Html.escape(provenance.study()) + "</pre>\n")
                + Html.section("citations", "Citations", "<div class=\"bib\">" + citations + "</div>\n");
    }
}
