package unfurl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        this.figures = Stream.of(name + "-reco", name + "-gen")
                .flatMap(file -> all.find(file).stream())
                .toList();
    }

    String html(SvgSheet sheet) {
        String unit = page.unit().isEmpty() ? "" : " <small>[" + Html.label(page.unit()) + "]</small>";
        var out = new StringBuilder("<section class=\"observable\" id=\"o%d\" data-observable=\"%s\">\n"
                .formatted(index, Html.escape(page.name())));
        out.append(
                "<h3>%s%s <code>%s</code></h3>\n".formatted(Html.label(page.label()), unit, Html.escape(page.name())));
        out.append(Html.figures(figures, sheet));
        out.append("<ul class=\"numbers\">\n");
        page.gen().agreement().ifPresent(a -> out.append(line("Gen level, against truth", "prior", "unfolded", a)));
        page.reco()
                .flatMap(RecoLevel::agreement)
                .ifPresent(a -> out.append(line("Reco level, against data", "simulation", "folded back", a)));
        return out.append(care()).append("</ul>\n</section>\n").toString();
    }

    private static String line(String what, String before, String after, Agreement agreement) {
        var out = new StringBuilder("<li><b>%s</b> TD × 10³: %s %s, %s <strong>%s</strong>"
                .formatted(
                        what,
                        before,
                        Readable.significant(agreement.before(), 3),
                        after,
                        Readable.significant(agreement.after(), 3)));
        agreement.floor().ifPresent(floor -> out.append(", statistical floor ").append(Readable.significant(floor, 3)));
        agreement.pValue().ifPresent(p -> out.append("; p-value ").append(Readable.significant(p, 2)));
        return out.append("</li>\n").toString();
    }

    /// The bins with few effective events or large errors, in words.
    private String care() {
        GenLevel level = page.gen();
        var bins = new ArrayList<String>();
        int flagged = 0;
        for (int i = 0; i < level.unfolded().bins(); i++) {
            if (level.flagged(i)) {
                flagged++;
                if (bins.size() < 6) {
                    bins.add(describe(i));
                }
            }
        }
        if (flagged == 0) {
            return "";
        }
        String more = flagged > bins.size() ? " and %d more".formatted(flagged - bins.size()) : "";
        return "<li class=\"care\"><b>%d of %d bins with care</b> (N<sub>eff</sub> &lt; 5000 or error &gt; 15 %%): %s%s</li>\n"
                .formatted(flagged, level.unfolded().bins(), String.join(", ", bins), more);
    }

    private String describe(int bin) {
        GenLevel level = page.gen();
        String range = Readable.significant(level.unfolded().edges().get(bin), 3) + " to "
                + Readable.significant(level.unfolded().edges().get(bin + 1), 3);
        return "%s (%s, %s)"
                .formatted(
                        range,
                        Readable.significant(level.effectiveEvents().get(bin), 3),
                        Readable.percent(level.unfolded().relativeErrors().get(bin)));
    }
}
