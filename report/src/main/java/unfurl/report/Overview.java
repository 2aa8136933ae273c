package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import unfurl.report.Notice.Severity;
import unfurl.report.figure.SvgSheet;

/// The top of the page: the headline, all ratios at a glance, and the table of agreements.
final class Overview {
    private final Report report;
    private final ObservableFigures figures;

    Overview(Report report) {
        this.report = report;
        this.figures = new ObservableFigures(report.title());
    }

    String summary() {
        var out = new StringBuilder("<header id=\"summary\"><h1>");
        out.append(Html.escape(report.title().name())).append("</h1>\n<p class=\"about\">");
        out.append(Html.escape(report.title().about())).append("</p>\n<dl class=\"facts\">\n");
        for (Fact fact : headline()) {
            out.append("<div><dt>%s</dt><dd>%s</dd></div>\n"
                    .formatted(Html.escape(fact.name()), Html.escape(fact.value())));
        }
        out.append("</dl>\n");
        long warnings = report.notices().stream()
                .filter(notice -> notice.severity() == Severity.WARNING)
                .count();
        if (warnings > 0) {
            out.append("<p class=\"alert\"><a href=\"#notices\">%d warning%s</a> to read before use</p>\n"
                    .formatted(warnings, warnings == 1 ? "" : "s"));
        }
        return out.append("</header>\n").toString();
    }

    /// The study's own numbers, then the mean agreement where there is one.
    private List<Fact> headline() {
        var facts = new ArrayList<>(report.headline());
        mean("vs truth, TD × 10³", page -> page.gen().agreement()).ifPresent(facts::add);
        mean("vs data, TD × 10³", page -> page.reco().flatMap(RecoLevel::agreement))
                .ifPresent(facts::add);
        return facts;
    }

    private Optional<Fact> mean(String name, Function<ObservablePage, Optional<Agreement>> of) {
        var agreements = report.observables().stream()
                .flatMap(page -> of.apply(page).stream())
                .toList();
        if (agreements.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Fact(name, average(agreements, Agreement::before) + " → " + average(agreements, Agreement::after)));
    }

    private static String average(List<Agreement> agreements, ToDoubleFunction<Agreement> number) {
        double mean = agreements.stream().mapToDouble(number).average().orElse(Double.NaN);
        return Digits.significant(mean, 3);
    }

    /// A small ratio panel for each observable, which leads to its section.
    String grid(SvgSheet sheet) {
        boolean truth = report.observables().stream()
                .anyMatch(page -> page.gen().truth().isPresent());
        var out = new StringBuilder("<p class=\"hint\">Gen level. ");
        out.append(
                truth
                        ? "Points: unfolded over truth; dashed: prior over truth; hatched: the truth's statistical error."
                        : "Dashed: prior over unfolded; hatched: statistical error of the unfolded result.");
        out.append(" An orange strip marks bins to be read with care.</p>\n<div class=\"grid\">\n");
        for (int i = 0; i < report.observables().size(); i++) {
            ObservablePage page = report.observables().get(i);
            out.append("<a class=\"tile\" href=\"#o%d\" data-observable=\"%s\"><span><span>%s</span>%s</span>%s</a>\n"
                    .formatted(
                            i,
                            Html.escape(page.name()),
                            Html.label(page.label()),
                            badge(page),
                            sheet.inline(figures.thumbnail(page))));
        }
        return Html.section("overview", "Overview", out.append("</div>\n").toString());
    }

    private static String badge(ObservablePage page) {
        return page.gen()
                .agreement()
                .or(() -> page.reco().flatMap(RecoLevel::agreement))
                .map(a -> "<small>%s → %s</small>"
                        .formatted(Digits.significant(a.before(), 2), Digits.significant(a.after(), 2)))
                .orElse("");
    }

    /// Agreements of every observable at gen and at reco level, as numbers and on a common scale.
    String table() {
        String gen = levelTable(
                "Gen level, against the truth",
                "prior",
                "unfolded",
                page -> page.gen().agreement());
        String reco = levelTable(
                "Reco level, against the data",
                "simulation",
                "reweighted",
                page -> page.reco().flatMap(RecoLevel::agreement));
        String none = "<p class=\"hint\">No agreement was computed.</p>\n";
        String hint = """
                <p class="hint">Triangular discriminator ½Σ(p−q)²/(p+q) × 10³; 0 is perfect. The floor is what \
                statistical fluctuations alone give. Scale: logarithmic; ○ before, ● after, | floor.</p>
                """;
        return Html.section("agreement", "Agreement", gen.isEmpty() && reco.isEmpty() ? none : hint + gen + reco);
    }

    private String levelTable(
            String title, String before, String after, Function<ObservablePage, Optional<Agreement>> of) {
        var pages = report.observables().stream()
                .filter(page -> of.apply(page).isPresent())
                .toList();
        if (pages.isEmpty()) {
            return "";
        }
        var scale = AgreementScale.of(
                pages.stream().map(page -> of.apply(page).orElseThrow()).toList());
        List<List<String>> rows = new ArrayList<>();
        for (ObservablePage page : pages) {
            Agreement agreement = of.apply(page).orElseThrow();
            rows.add(List.of(
                    "<a href=\"#o%d\">%s</a>".formatted(report.observables().indexOf(page), Html.label(page.label())),
                    Digits.significant(agreement.before(), 3),
                    Digits.significant(agreement.after(), 3),
                    Digits.significant(agreement.floor().orElse(Double.NaN), 3),
                    Digits.significant(agreement.pValue().orElse(Double.NaN), 2),
                    scale.track(agreement)));
        }
        var heads = List.of("observable", before, after, "floor", "p-value", scale.ends());
        var numeric = List.of(false, true, true, true, true, false);
        return "<h3>" + Html.escape(title) + "</h3>\n" + Html.table(heads, numeric, rows);
    }
}
