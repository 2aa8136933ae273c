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
        mean("Mean TD × 10³ to the truth, gen level", atGen()).ifPresent(facts::add);
        mean("Mean TD × 10³ to the data, reco level", atReco()).ifPresent(facts::add);
        return facts;
    }

    /// An observable with its agreement at one level.
    ///
    /// @param anchor where its section begins
    private record Row(String anchor, String label, Agreement agreement) {}

    private List<Row> atGen() {
        return rows(page -> page.gen().agreement());
    }

    private List<Row> atReco() {
        var rows = new ArrayList<>(rows(page -> page.reco().flatMap(RecoLevel::agreement)));
        for (int i = 0; i < report.recoOnly().size(); i++) {
            RecoPage page = report.recoOnly().get(i);
            String anchor = RecoSection.anchor(i);
            page.level().agreement().ifPresent(a -> rows.add(new Row(anchor, page.label(), a)));
        }
        return rows;
    }

    private List<Row> rows(Function<ObservablePage, Optional<Agreement>> of) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < report.observables().size(); i++) {
            ObservablePage page = report.observables().get(i);
            String anchor = "o" + i;
            of.apply(page).ifPresent(a -> rows.add(new Row(anchor, page.label(), a)));
        }
        return rows;
    }

    private static Optional<Fact> mean(String name, List<Row> rows) {
        var agreements = rows.stream().map(Row::agreement).toList();
        if (agreements.isEmpty()) {
            return Optional.empty();
        }
        boolean known = agreements.stream().allMatch(a -> a.floor().isPresent());
        String floor = average(agreements, a -> a.floor().orElse(Double.NaN));
        return Optional.of(new Fact(
                name,
                "%s → %s%s"
                        .formatted(
                                average(agreements, Agreement::before),
                                average(agreements, Agreement::after),
                                known ? " (floor " + floor + ")" : "")));
    }

    private static String average(List<Agreement> agreements, ToDoubleFunction<Agreement> number) {
        double mean = agreements.stream().mapToDouble(number).average().orElse(Double.NaN);
        return Digits.significant(mean, 3);
    }

    /// A small ratio panel for each observable, which leads to its section.
    String grid(SvgSheet sheet) {
        boolean truth = report.observables().stream()
                .anyMatch(page -> page.gen().truth().isPresent());
        boolean total = report.observables().stream()
                .anyMatch(page -> page.gen().totalErrors().isPresent());
        var out = new StringBuilder("<p class=\"hint\">Pictures: gen level. ");
        out.append(
                truth
                        ? "Points: unfolded over truth; dashed: prior over truth; hatched: the truth's statistical error."
                        : "Dashed: prior over unfolded; hatched: %s."
                                .formatted(
                                        total
                                                ? "uncertainty of the result"
                                                : "statistical error of the published sample alone"));
        out.append(" An orange strip marks bins to be read with care.");
        out.append(numbers()).append("</p>\n<div class=\"grid\">\n");
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

    /// What the numbers of the tiles are; nothing when there are none.
    private String numbers() {
        if (anyAtGen()) {
            return " Numbers: gen level, TD × 10³ to the truth, prior → unfolded.";
        }
        boolean reco =
                report.observables().stream().anyMatch(page -> !badge(page).isEmpty());
        return reco ? " Numbers: reco level, TD × 10³ to the data, simulation → reweighted." : "";
    }

    private boolean anyAtGen() {
        return report.observables().stream()
                .anyMatch(page -> page.gen().agreement().isPresent());
    }

    /// The agreement with the truth or, in a report without any, with the data.
    private String badge(ObservablePage page) {
        Optional<Agreement> shown =
                anyAtGen() ? page.gen().agreement() : page.reco().flatMap(RecoLevel::agreement);
        String level = anyAtGen() ? "gen" : "reco";
        return shown.map(a -> "<small title=\"%s level, TD × 10³\">%s → %s</small>"
                        .formatted(level, Digits.significant(a.before(), 2), Digits.significant(a.after(), 2)))
                .orElse("");
    }

    /// Agreements of every observable at gen and at reco level, as numbers and on a common scale.
    String table() {
        String errors = report.observables().stream()
                        .allMatch(page -> page.gen().totalErrors().isPresent())
                ? "all sources"
                : "sample stat. only";
        String gen = levelTable(
                "Gen level, against the truth", List.of("prior", "unfolded", "floor", "p-value, " + errors), atGen());
        String reco = levelTable(
                "Reco level, against the data",
                List.of("simulation", "reweighted", "floor", "p-value, stat. of data and sample"),
                atReco());
        String none = "<p class=\"hint\">No agreement was computed.</p>\n";
        String hint = """
                <p class="hint">Triangular discriminator ½Σ(p−q)²/(p+q) × 10³; 0 is perfect. The floor is what \
                statistical fluctuations alone give. Scale: logarithmic; ○ before, ● after, | floor. p-value: of the χ² \
                of the shapes, with the errors that its heading names%s; at reco level the result was fitted to these \
                data, so it tends to be too large.</p>
                """.formatted(
                        errors.equals("all sources")
                                ? ""
                                : ": at gen level it lacks the statistics of the data and tends to be too small");
        return Html.section("agreement", "Agreement", gen.isEmpty() && reco.isEmpty() ? none : hint + gen + reco);
    }

    private static String levelTable(String title, List<String> columns, List<Row> observables) {
        if (observables.isEmpty()) {
            return "";
        }
        var scale = AgreementScale.of(observables.stream().map(Row::agreement).toList());
        List<List<String>> rows = new ArrayList<>();
        for (Row row : observables) {
            Agreement agreement = row.agreement();
            rows.add(List.of(
                    "<a href=\"#%s\">%s</a>".formatted(row.anchor(), Html.label(row.label())),
                    Digits.significant(agreement.before(), 3),
                    Digits.significant(agreement.after(), 3),
                    Digits.significant(agreement.floor().orElse(Double.NaN), 3),
                    Digits.significant(agreement.pValue().orElse(Double.NaN), 2),
                    scale.track(agreement)));
        }
        var heads = new ArrayList<>(List.of("observable"));
        heads.addAll(columns);
        heads.add(scale.ends());
        var numeric = List.of(false, true, true, true, true, false);
        return "<h3>" + Html.escape(title) + "</h3>\n" + Html.table(heads, numeric, rows);
    }
}
