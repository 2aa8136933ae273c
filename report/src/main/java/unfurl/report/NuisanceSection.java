package unfurl.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import unfurl.report.Nuisances.Check;
import unfurl.report.Nuisances.Start;
import unfurl.report.figure.SvgSheet;

/// What a report says of the nuisances of a profile fit.
final class NuisanceSection {
    private final Nuisances nuisances;
    private final FigureSet figures;

    NuisanceSection(Nuisances nuisances, FigureSet figures) {
        this.nuisances = nuisances;
        this.figures = figures;
    }

    String html(SvgSheet sheet) {
        String hint = """
                <p class="hint">Fitted together with the spectrum. Error: standard deviation with the prior. Interval: \
                where the profile likelihood falls by less than ½, 68 % for a Gaussian; a ≤ or ≥ where it ends with the \
                range instead. Pull: distance from the prior's centre in widths of the prior. Constraint: error in the \
                same widths; 1 where the data add nothing to the prior.</p>
                """;
        String pictures = Html.figures(figures.startingWith(NuisanceFigures.FILES), sheet);
        return Html.section(
                "nuisances", "Nuisances", hint + table() + care() + convergence() + pictures + starts() + checks());
    }

    private String table() {
        List<List<String>> rows = new ArrayList<>();
        for (Nuisance nuisance : nuisances.fitted()) {
            double error = nuisance.error();
            rows.add(List.of(
                    Html.label(nuisance.label()),
                    "<code>" + Html.escape(nuisance.name()) + "</code>",
                    "<b>" + Digits.measured(nuisance.value(), error) + "</b>",
                    interval(nuisance),
                    nuisance.prior().map(p -> Html.escape(p.words())).orElse("none"),
                    Digits.plain(nuisance.range().low()) + " … "
                            + Digits.plain(nuisance.range().high()),
                    Digits.plain(nuisance.start()),
                    Digits.significant(nuisance.pull(), 2),
                    Digits.significant(nuisance.constraint(), 2),
                    Digits.significant(nuisance.errorWithoutPrior().orElse(Double.NaN), 2)));
        }
        var heads = List.of(
                "nuisance",
                "",
                "result",
                "interval",
                "prior",
                "range",
                "start",
                "pull",
                "constraint",
                "error without prior");
        var numeric = List.of(false, false, true, true, false, true, true, true, true, true);
        return Html.table(heads, numeric, rows);
    }

    private static String interval(Nuisance nuisance) {
        return nuisance.interval()
                .map(interval -> {
                    double scale = nuisance.error() > 0 ? nuisance.error() : interval.width() / 2;
                    String low = interval.low() <= nuisance.range().low() ? "≤ " : "";
                    String high = interval.high() >= nuisance.range().high() ? "≥ " : "";
                    return low + Digits.to(scale, interval.low()) + " … " + high + Digits.to(scale, interval.high());
                })
                .orElse("–");
    }

    /// The nuisances that lie at the end of their range.
    private String care() {
        String held = nuisances.fitted().stream()
                .filter(Nuisance::atEnd)
                .map(n -> Html.label(n.label()))
                .collect(Collectors.joining(", "));
        return held.isEmpty()
                ? ""
                : "<ul class=\"numbers\"><li class=\"care\"><b>At the end of the range</b>: %s. Error, pull and constraint "
                                .formatted(held)
                        + "are not to be relied on there.</li></ul>\n";
    }

    private String convergence() {
        return nuisances.convergence().map(this::convergence).orElse("");
    }

    private String convergence(Nuisances.Convergence found) {
        int iterations = nuisances.fitted().getFirst().trajectory().size() - 1;
        double left = Math.pow(1 - found.smallestShare(), iterations);
        return """
                <p><b>Convergence.</b> Smallest share of information: %s, in the direction: %s At this rate %d iterations \
                leave %s of a distance from the end in this direction.</p>
                """.formatted(
                Digits.percent(found.smallestShare()), Html.prose(found.direction()), iterations, Digits.percent(left));
    }

    private String starts() {
        if (nuisances.others().isEmpty()) {
            return "";
        }
        var heads = new ArrayList<>(List.of("start"));
        nuisances.fitted().forEach(n -> heads.add(Html.label(n.label())));
        heads.add("farthest from the result");
        List<List<String>> rows = new ArrayList<>();
        double farthest = 0;
        for (int i = 0; i < nuisances.others().size(); i++) {
            Start other = nuisances.others().get(i);
            var row = new ArrayList<>(List.of(Integer.toString(i + 2)));
            for (int j = 0; j < nuisances.fitted().size(); j++) {
                row.add(fromTo(
                        nuisances.fitted().get(j),
                        other.trajectories().get(j).first(),
                        other.trajectories().get(j).last()));
            }
            double distance = distance(other);
            farthest = Math.max(farthest, distance);
            row.add(Digits.significant(distance, 2) + " σ");
            rows.add(row);
        }
        var numeric = new ArrayList<>(Collections.nCopies(heads.size(), true));
        numeric.set(0, false);
        String words = "<p>%d fits from other starts end at most %s σ from the result.</p>\n"
                .formatted(rows.size(), Digits.significant(farthest, 2));
        return "<h3>Other starts</h3>\n" + words + Html.table(heads, numeric, rows);
    }

    private static String fromTo(Nuisance nuisance, double start, double end) {
        String last = nuisance.error() > 0 ? Digits.to(nuisance.error(), end) : Digits.significant(end, 4);
        return Digits.plain(start) + " → " + last;
    }

    /// The largest distance of an end from the result, in errors of the result.
    private double distance(Start other) {
        double farthest = 0;
        for (int j = 0; j < nuisances.fitted().size(); j++) {
            Nuisance nuisance = nuisances.fitted().get(j);
            double away = Math.abs(other.trajectories().get(j).last() - nuisance.value()) / nuisance.error();
            farthest = Math.max(farthest, away);
        }
        return farthest;
    }

    private String checks() {
        if (nuisances.checks().isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        for (Check check : nuisances.checks()) {
            rows.add(List.of(
                    Html.escape(check.name()),
                    Html.escape(check.what()),
                    Html.escape(check.value()),
                    Html.escape(check.allowed()),
                    check.verdict().html()));
        }
        var heads = List.of("response", "what", "found", "allowed", "");
        String hint =
                "<p class=\"hint\">What was asked of the responses that were learned, on events that were not learned "
                        + "from.</p>\n";
        return "<h3>Learned responses</h3>\n" + hint
                + Html.table(heads, List.of(false, false, true, true, false), rows);
    }
}
