package unfurl.report;

import unfurl.report.figure.SvgSheet;

/// The observables that are measured at reco level and not unfolded: a figure of each, and its agreement.
final class RecoSection {
    private final Report report;
    private final FigureSet figures;

    RecoSection(Report report, FigureSet figures) {
        this.report = report;
        this.figures = figures;
    }

    /// Nothing when there are none.
    String html(SvgSheet sheet) {
        if (report.recoOnly().isEmpty()) {
            return "";
        }
        var out = new StringBuilder("""
                <h2 id="reco" class="break">At reco level alone</h2>
                <p class="hint">What the steps at reco level see besides, and no part of the result. The weights of the \
                reweighted simulation know what is unfolded and nothing else: where it stays apart from the data, the \
                detector is simulated badly, or the observable depends on more than is unfolded, and either may bias \
                the result.</p>
                """);
        for (int i = 0; i < report.recoOnly().size(); i++) {
            RecoPage page = report.recoOnly().get(i);
            out.append(ObservableSection.head(anchor(i), page.name(), page.label(), page.unit()));
            out.append(Html.figures(
                    figures.find(FigureSet.recoFile(page.name())).stream().toList(), sheet));
            out.append("<ul class=\"numbers\">\n");
            page.level().agreement().map(ObservableSection::atReco).ifPresent(out::append);
            out.append("</ul>\n</section>\n");
        }
        return out.toString();
    }

    /// Where the section of an observable at reco level alone begins.
    static String anchor(int index) {
        return "r" + index;
    }
}
