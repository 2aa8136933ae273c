package unfurl.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import unfurl.report.Nuisances.Check;
import unfurl.report.Nuisances.Start;
import unfurl.report.figure.Numbers;
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
                same widths; 1 where the data add nothing to the prior. Data alone: the error with no prior \
                of any parameter in it; ∞ where they do not tell it.</p>
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
                    named(nuisance),
                    "<b>" + Digits.measured(nuisance.value(), error) + "</b>",
                    interval(nuisance),
                    nuisance.prior()
                            .map(p -> Html.escape(p.words()).replace(' ', '\u00a0'))
                            .orElse("none"),
                    Digits.plain(nuisance.range().low()) + " … "
                            + Digits.plain(nuisance.range().high()),
                    Digits.plain(nuisance.start()),
                    Digits.significant(nuisance.pull(), 2),
                    Digits.significant(nuisance.constraint(), 2),
                    Digits.significant(nuisance.errorWithoutPrior().orElse(Double.NaN), 2)));
        }
        var heads = List.of(
                "nuisance", "result", "interval", "prior", "range", "start", "pull", "constraint", "data alone");
        var numeric = List.of(false, true, true, false, true, true, true, true, true);
        return Html.table(heads, numeric, rows);
    }

    /// The label, and the name that formulas have where it is another.
    private static String named(Nuisance nuisance) {
        return Html.label(nuisance.label())
                + (nuisance.label().equals(nuisance.name())
                        ? ""
                        : " <code>" + Html.escape(nuisance.name()) + "</code>");
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
        String rate = found.isSlow()
                ? "At this rate %d iterations leave %s of a distance from the end in this direction."
                        .formatted(iterations, Digits.percent(Math.pow(1 - found.smallestShare(), iterations)))
                : "Step 3 goes the whole way in every direction.";
        return """
                <p><b>Convergence.</b> Smallest share of information: %s, in the direction: %s %s</p>
                """.formatted(Digits.percent(found.smallestShare()), Html.prose(found.direction()), rate);
    }

    /// A row for each nuisance, a column for each start.
    private String starts() {
        if (nuisances.others().isEmpty()) {
            return "";
        }
        var starts = new ArrayList<Start>();
        starts.add(
                new Start(nuisances.fitted().stream().map(Nuisance::trajectory).toList()));
        starts.addAll(nuisances.others());
        List<List<String>> rows = new ArrayList<>();
        double farthest = 0;
        for (int j = 0; j < nuisances.fitted().size(); j++) {
            Nuisance nuisance = nuisances.fitted().get(j);
            var row = new ArrayList<>(List.of(Html.label(nuisance.label())));
            double away = 0;
            for (Start start : starts) {
                Numbers trajectory = start.trajectories().get(j);
                row.add(fromTo(trajectory, nuisance.error()));
                away = Math.max(
                        away, Math.abs(trajectory.last() - nuisance.trajectory().last()) / nuisance.error());
            }
            row.add(sigmas(away));
            rows.add(row);
            farthest = Math.max(farthest, away);
        }
        String words = "<p>From other starts the fit ends at most %s from where it ended from the first.</p>\n"
                .formatted(sigmas(farthest));
        return "<h3>Other starts</h3>\n" + words + table(starts.size(), rows);
    }

    private static String table(int starts, List<List<String>> rows) {
        var heads = new ArrayList<>(List.of("nuisance"));
        for (int k = 1; k <= starts; k++) {
            heads.add("start " + k);
        }
        heads.add("farthest");
        var numeric = new ArrayList<>(Collections.nCopies(heads.size(), true));
        numeric.set(0, false);
        return Html.table(heads, numeric, rows);
    }

    private static String sigmas(double distance) {
        return Digits.significant(distance, 2) + "\u202fσ";
    }

    private static String fromTo(Numbers trajectory, double error) {
        double end = trajectory.last();
        String last = error > 0 ? Digits.to(error, end) : Digits.significant(end, 4);
        return Digits.plain(trajectory.first()) + " → " + last;
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
        return "<h3>Responses</h3>\n" + Html.table(heads, List.of(false, false, true, true, false), rows);
    }
}
