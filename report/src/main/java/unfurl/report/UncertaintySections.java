package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import unfurl.report.Breakdown.Source;
import unfurl.report.ReplicaGroup.Retry;
import unfurl.report.ReplicaGroup.Template;
import unfurl.report.figure.Numbers;
import unfurl.report.figure.SvgSheet;

/// What a report says of the uncertainties as a whole; each section is empty when there is nothing to say.
final class UncertaintySections {
    private final Uncertainties uncertainties;
    private final FigureSet figures;

    UncertaintySections(Report report, FigureSet figures) {
        this.uncertainties = report.uncertainties();
        this.figures = figures;
    }

    /// Every source of an observable, the merged ones too.
    static String sources(Breakdown breakdown) {
        Breakdown.Drawn drawn = breakdown.drawn();
        List<List<String>> rows = new ArrayList<>();
        drawn.own().forEach(source -> rows.add(row(source, "")));
        drawn.merged().forEach(source -> rows.add(row(source, "others")));
        rows.add(List.of(
                "<b>total</b>", "", "", middle(breakdown.total()), Digits.percent(largest(breakdown.total())), ""));
        var heads = List.of("source", "", "kind", "middle bin", "largest", "drawn with");
        String table = Html.table(heads, List.of(false, false, false, true, true, false), rows);
        int count = breakdown.sources().size();
        return "<details><summary>%d %s of uncertainty</summary>\n%s</details>\n"
                .formatted(count, count == 1 ? "source" : "sources", table);
    }

    private static List<String> row(Source source, String drawnWith) {
        return List.of(
                Html.label(source.label()),
                "<code>" + Html.escape(source.name()) + "</code>",
                source.kind().words(),
                middle(source.relative()),
                Digits.percent(largest(source.relative())),
                drawnWith);
    }

    private static String middle(Numbers relative) {
        double[] sorted = relative.stream().filter(Double::isFinite).sorted().toArray();
        return Digits.percent(sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2]);
    }

    private static double largest(Numbers relative) {
        return relative.stream().filter(Double::isFinite).max().orElse(Double.NaN);
    }

    String correlations(SvgSheet sheet) {
        if (uncertainties.joint().isEmpty()) {
            return "";
        }
        String hint = """
                <p class="hint">Of the total uncertainties, bin by bin, several observables of the one measurement \
                together: white where two bins move independently, red where together, blue where against each other; \
                hatched where there is no uncertainty. The bins of each observable rise to the right and upwards; where \
                they are too many to be named, their edges are at the sides of its own map, above.</p>
                """;
        String pictures = Html.figures(figures.startingWith(FigureSet.JOINT), sheet)
                .replace("<div class=\"pair\">", "<div class=\"pair wide\">");
        return Html.section("correlations", "Joint correlations", hint + pictures);
    }

    String rules() {
        return uncertainties.rules().isEmpty() ? "" : RulesTable.section(uncertainties.rules());
    }

    String choice(SvgSheet sheet) {
        if (uncertainties.choice().isEmpty()) {
            return "";
        }
        IterationChoice choice = uncertainties.choice().orElseThrow();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < choice.iterations(); i++) {
            rows.add(List.of(
                    Integer.toString(i + 1),
                    at(choice.biasOverVariance(), i),
                    at(choice.changeOverError(), i),
                    i + 1 == choice.chosen() ? "<b>chosen</b>" : ""));
        }
        var heads = List.of("iteration", "mean bias²/variance", "change over its statistical error", "");
        String table = Html.table(heads, List.of(true, true, true, false), rows);
        String words = "<p><b>Iteration %d of %d.</b> %s</p>\n"
                .formatted(choice.chosen(), choice.iterations(), Html.escape(choice.criterion()));
        String hint = """
                <p class="hint">Bias and variance: of toys thrown from the unfolded result, mean over the bins. Change: \
                root mean square over the bins, the first from the prior, in statistical errors of the result. More \
                iterations lower the bias towards the prior and raise the variance.</p>
                """;
        String pictures = figures.find(FigureSet.CHOICE)
                .map(named -> Html.figures(List.of(named), sheet))
                .orElse("");
        return Html.section("choice", "Choice of the iterations", words + hint + pictures + table);
    }

    private static String at(Numbers numbers, int i) {
        return Digits.significant(i < numbers.size() ? numbers.get(i) : Double.NaN, 3);
    }

    String replicas() {
        List<ReplicaGroup> groups = uncertainties.replicas();
        if (groups.isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        for (ReplicaGroup group : groups) {
            rows.add(List.of(
                    Html.escape(group.name()),
                    Html.escape(group.kind()),
                    Integer.toString(group.replicas()),
                    group.retries().isEmpty()
                            ? "0"
                            : "<b>%d</b>".formatted(group.retries().size())));
        }
        int all = groups.stream().mapToInt(ReplicaGroup::replicas).sum();
        int retried = groups.stream().mapToInt(group -> group.retries().size()).sum();
        rows.add(List.of("<b>all</b>", "", Digits.count(all), Integer.toString(retried)));
        String hint = "<p class=\"hint\">A replica is a whole unfolding with one thing changed.</p>\n";
        String table =
                Html.table(List.of("group", "kind", "replicas", "made again"), List.of(false, false, true, true), rows);
        return Html.section("replicas", "Replicas", hint + table + retries(groups) + templates(groups));
    }

    private static String retries(List<ReplicaGroup> groups) {
        List<List<String>> rows = new ArrayList<>();
        for (ReplicaGroup group : groups) {
            for (Retry retry : group.retries()) {
                rows.add(List.of(
                        Html.escape(group.name()),
                        Html.escape(retry.replica()),
                        Integer.toString(retry.attempts()),
                        Html.escape(retry.reason())));
            }
        }
        var heads = List.of("group", "replica", "attempts", "why");
        return rows.isEmpty()
                ? ""
                : "<h3>Made again</h3>\n" + Html.table(heads, List.of(false, false, true, false), rows);
    }

    private static String templates(List<ReplicaGroup> groups) {
        List<List<String>> rows = new ArrayList<>();
        for (ReplicaGroup group : groups) {
            for (Template template : group.templates()) {
                rows.add(List.of(
                        Html.escape(group.name()),
                        Html.escape(template.name()),
                        number(template.closure(), 3),
                        template.nEff().isPresent()
                                ? Digits.count(Math.round(template.nEff().getAsDouble()))
                                : "–",
                        number(template.auc(), 4),
                        Html.escape(template.checked())));
            }
        }
        if (rows.isEmpty()) {
            return "";
        }
        String hint = """
                <p class="hint">Weights learned between two samples. Closure: χ² over degrees of freedom between the \
                reweighted sample and its target, in the feature where they agree worst, on events that were not learned \
                from. AUC: of a classifier between the two; 0.5 when it cannot tell them \
                apart.</p>
                """;
        var heads = List.of("group", "template", "closure", "N<sub>eff</sub>", "AUC", "checked");
        var numeric = List.of(false, false, true, true, true, false);
        return "<h3>Learned templates</h3>\n" + hint + Html.table(heads, numeric, rows);
    }

    private static String number(OptionalDouble value, int digits) {
        return Digits.significant(value.orElse(Double.NaN), digits);
    }
}
