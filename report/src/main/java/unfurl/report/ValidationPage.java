package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import unfurl.report.ValidationTest.Kind;
import unfurl.report.figure.SvgSheet;

/// The HTML page of a validation: head, contents, sections. It has no scripts.
final class ValidationPage {
    private final ValidationReport report;
    private final FigureSet figures;
    private final SvgSheet sheet = new SvgSheet();

    ValidationPage(ValidationReport report, FigureSet figures) {
        this.report = report;
        this.figures = figures;
    }

    String html() {
        var body = new StringBuilder(summary()).append(verdicts());
        for (Kind kind : kinds()) {
            body.append(section(kind));
        }
        body.append(report.rules().isEmpty() ? "" : RulesTable.section(report.rules()));
        body.append(RecordSections.notices(report.notices()));
        body.append(RecordSections.provenance(report.provenance(), false));
        return Page.head(report.title().name(), "default-src 'none'; style-src 'unsafe-inline'")
                + "<body>\n" + sheet.glyphs() + "\n" + contents() + "<main>\n" + body + Page.FOOTER
                + "</main>\n</body>\n</html>\n";
    }

    private List<Kind> kinds() {
        return report.tests().stream()
                .map(ValidationTest::kind)
                .distinct()
                .sorted()
                .toList();
    }

    private String contents() {
        var out = new StringBuilder("<nav>\n<p class=\"brand\">Unfurl</p>\n<a href=\"#summary\">Summary</a>\n");
        out.append("<a href=\"#verdicts\">Verdicts</a>\n");
        for (Kind kind : kinds()) {
            out.append("<a href=\"#%s\">%s</a>\n".formatted(kind.anchor(), Html.escape(kind.title())));
        }
        out.append(report.rules().isEmpty() ? "" : "<a href=\"#rules\">Bins with care</a>\n");
        out.append("<a href=\"#notices\">Notices</a>\n<a href=\"#provenance\">Provenance</a>\n");
        return out.append("<a href=\"#study\">Study</a>\n<a href=\"#citations\">Citations</a>\n</nav>\n")
                .toString();
    }

    private String summary() {
        var facts = new ArrayList<>(report.headline());
        for (Verdict verdict : Verdict.values()) {
            facts.add(new Fact(
                    "Tests " + verdict.words(),
                    "%d of %d".formatted(report.count(verdict), report.tests().size())));
        }
        String list = facts.stream()
                .map(fact -> "<div><dt>%s</dt><dd>%s</dd></div>\n"
                        .formatted(Html.escape(fact.name()), Html.escape(fact.value())))
                .collect(Collectors.joining());
        long failed = report.count(Verdict.FAILED);
        String alert = failed == 0
                ? ""
                : "<p class=\"alert\"><a href=\"#verdicts\">%d test%s failed</a></p>\n"
                        .formatted(failed, failed == 1 ? "" : "s");
        return "<header id=\"summary\"><h1>%s</h1>\n<p class=\"about\">%s</p>\n<dl class=\"facts\">\n%s</dl>\n%s</header>\n"
                .formatted(
                        Html.escape(report.title().name()),
                        Html.escape(report.title().about()),
                        list,
                        alert);
    }

    private String verdicts() {
        if (report.tests().isEmpty()) {
            return Html.section("verdicts", "Verdicts", "<p class=\"hint\">Nothing was tested.</p>\n");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Kind kind : kinds()) {
            for (ValidationTest test : report.tests()) {
                if (test.kind() == kind) {
                    rows.add(List.of(
                            "<a href=\"#%s\">%s</a>".formatted(kind.anchor(), Html.escape(kind.title())),
                            Html.prose(test.name()),
                            test.verdict().html(),
                            Html.prose(test.reason())));
                }
            }
        }
        var heads = List.of("test", "of", "verdict", "why");
        return Html.section("verdicts", "Verdicts", Html.table(heads, List.of(false, false, false, false), rows));
    }

    /// What the tests of a kind are, how they ended, and their figures.
    private String section(Kind kind) {
        List<ValidationTest> tests =
                report.tests().stream().filter(test -> test.kind() == kind).toList();
        String counts = List.of(Verdict.values()).stream()
                .filter(verdict -> tests.stream().anyMatch(test -> test.verdict() == verdict))
                .map(verdict -> "%d %s"
                        .formatted(
                                tests.stream()
                                        .filter(test -> test.verdict() == verdict)
                                        .count(),
                                verdict.words()))
                .collect(Collectors.joining(", "));
        String words =
                "<p class=\"hint\">%s <b>%s.</b></p>\n".formatted(Html.escape(kind.about()), Html.escape(counts));
        List<FigureSet.Named> drawn = figures.startingWith(kind.anchor() + "-");
        return Html.section(kind.anchor(), kind.title(), words + (drawn.isEmpty() ? "" : Html.figures(drawn, sheet)));
    }
}
