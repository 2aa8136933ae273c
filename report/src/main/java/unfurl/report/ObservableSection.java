package unfurl.report;

import java.util.List;
import java.util.stream.Stream;
import unfurl.hist.Spectrum;
import unfurl.report.FigureSet.Named;
import unfurl.report.figure.SvgSheet;

/// The page of one observable: both levels side by side, the numbers beneath.
final class ObservableSection {
    private final ObservablePage page;
    private final int index;
    private final List<Named> figures;

    ObservableSection(ObservablePage page, int index, FigureSet all) {
        this.page = page;
        this.index = index;
        String name = FigureSet.fileName(page.name());
        this.figures = Stream.of(
                        "-reco", "-gen", "-uncertainty", "-correlation", "-profiling", "-impacts", "-nuisances")
                .map(name::concat)
                .flatMap(file -> all.find(file).stream())
                .toList();
    }

    String html(SvgSheet sheet) {
        var out = new StringBuilder(head("o" + index, page.name(), page.label(), page.unit()));
        out.append(Html.figures(figures, sheet));
        out.append("<ul class=\"numbers\">\n");
        String errors = page.gen().totalErrors().isPresent() ? "all sources" : "sample stat. only";
        page.gen()
                .agreement()
                .ifPresent(a -> out.append(line("Gen level, against truth", "prior", "unfolded", errors, a)));
        page.reco().flatMap(RecoLevel::agreement).map(ObservableSection::atReco).ifPresent(out::append);
        out.append(care()).append("</ul>\n");
        page.breakdown().ifPresent(sources -> out.append(UncertaintySections.sources(sources)));
        return out.append("</section>\n").toString();
    }

    /// The beginning of an observable's section.
    static String head(String id, String name, String label, String unit) {
        return "<section class=\"observable\" id=\"%s\" data-observable=\"%s\">\n<h3>%s%s <code>%s</code></h3>\n"
                .formatted(
                        id,
                        Html.escape(name),
                        Html.label(label),
                        unit.isEmpty() ? "" : " <small>[" + Html.label(unit) + "]</small>",
                        Html.escape(name));
    }

    /// The agreement with the data, as an item of a list.
    static String atReco(Agreement agreement) {
        return line("Reco level, against data", "simulation", "reweighted", "stat. of data and sample", agreement);
    }

    private static String line(String what, String before, String after, String errors, Agreement agreement) {
        var out = new StringBuilder("<li><b>%s</b> TD × 10³: %s %s, %s <strong>%s</strong>"
                .formatted(
                        what,
                        before,
                        Digits.significant(agreement.before(), 3),
                        after,
                        Digits.significant(agreement.after(), 3)));
        agreement.floor().ifPresent(floor -> out.append(", statistical floor ").append(Digits.significant(floor, 3)));
        agreement.pValue().ifPresent(p -> out.append("; p-value (%s) %s".formatted(errors, Digits.significant(p, 2))));
        return out.append("</li>\n").toString();
    }

    /// The bins with few effective events or large errors, in words; neighbours as one stretch.
    private String care() {
        String stretches = Stretches.of(page.gen().unfolded().edges(), page.gen()::flagged);
        return stretches.isEmpty() ? "" : care(stretches);
    }

    private String care(String stretches) {
        GenLevel level = page.gen();
        double fewest =
                level.effectiveEvents().stream().filter(Double::isFinite).min().orElse(Double.NaN);
        double largest = level.unfolded().relativeErrors().stream()
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        return """
                <li class="care"><b>%.0f of %d bins to be read with care</b>: %s. \
                Fewest N<sub>eff</sub> %s (≥ %s wanted), largest %s %s (≤ %s wanted).</li>
                """.formatted(
                        level.flags().sum(),
                        level.unfolded().bins(),
                        stretches,
                        Digits.significant(fewest, 3),
                        Digits.count((long) Spectrum.FEW_EVENTS),
                        level.totalErrors().isPresent() ? "statistical uncertainty" : "√Σw² of the sample",
                        Digits.percent(largest),
                        Digits.percent(Spectrum.LARGE_ERROR));
    }
}
