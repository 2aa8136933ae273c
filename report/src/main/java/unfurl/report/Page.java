package unfurl.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import unfurl.report.figure.SvgSheet;

/// The HTML page of a report: head, contents, sections.
final class Page {
    static final String FOOTER =
            "<footer>Written by Unfurl. This page refers to nothing outside itself but the files in"
                    + " <code>figures/</code>.</footer>\n";
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    private final Report report;
    private final FigureSet figures;
    private final SvgSheet sheet = new SvgSheet();

    Page(Report report, FigureSet figures) {
        this.report = report;
        this.figures = figures;
    }

    String html() {
        String body = sections();
        var out = new StringBuilder(head(report.title().name(), POLICY));
        out.append("<body>\n").append(sheet.glyphs()).append('\n').append(contents());
        out.append("<main>\n").append(body).append(FOOTER).append("</main>\n");
        return out.append("<script>")
                .append(resource("report.js"))
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    /// The head of a page.
    ///
    /// @param name   its title, plain text
    /// @param policy what the browser may load
    static String head(String name, String policy) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" \
                content="%s">
                <title>%s</title>
                <style>%s</style>
                </head>
                """.formatted(policy, Html.escape(name), resource("report.css"));
    }

    private String sections() {
        var overview = new Overview(report);
        var uncertainty = new UncertaintySections(report, figures);
        var diagnostics = new DiagnosticSections(report, figures);
        var out = new StringBuilder(overview.summary());
        out.append(overview.grid(sheet)).append(overview.table());
        out.append(CompatibilityTable.section(report.uncertainties().compatibility()));
        report.nuisances().ifPresent(n -> out.append(new NuisanceSection(n, figures).html(sheet)));
        out.append("<h2 id=\"observables\" class=\"break\">Observables</h2>\n");
        out.append("<p class=\"hint\">").append(errors()).append("</p>\n");
        for (int i = 0; i < report.observables().size(); i++) {
            out.append(new ObservableSection(report.observables().get(i), i, figures).html(sheet));
        }
        out.append(new RecoSection(report, figures).html(sheet));
        out.append(uncertainty.correlations(sheet)).append(uncertainty.rules());
        out.append(diagnostics.training(sheet)).append(diagnostics.weights(sheet));
        out.append(diagnostics.convergence(sheet)).append(uncertainty.choice(sheet));
        out.append(uncertainty.replicas()).append(RecordSections.ledger(report));
        out.append(RecordSections.notices(report.notices()));
        return out.append(RecordSections.provenance(report.provenance(), true)).toString();
    }

    /// What the error bars of the results are.
    private String errors() {
        long total = report.observables().stream()
                .filter(page -> page.gen().totalErrors().isPresent())
                .count();
        String sample = "Errors of unfolded results are √Σw² of the published sample (sample stat.): "
                + "the statistics of the data and systematic effects are not in them.";
        if (total == 0) {
            return sample;
        }
        String bars = "Error bars of unfolded results are the total uncertainty; the ticks across them end its "
                + "statistical part.";
        return total == report.observables().size() ? bars : bars + " Where there are no ticks: " + sample;
    }

    private String contents() {
        var out = new StringBuilder("<nav>\n<p class=\"brand\">Unfurl<button id=\"theme\" type=\"button\"");
        out.append(" title=\"Light or dark\">◐</button></p>\n<a href=\"#summary\">Summary</a>\n");
        var said = report.uncertainties();
        out.append("<a href=\"#overview\">Overview</a>\n<a href=\"#agreement\">Agreement</a>\n");
        out.append(link("compatibility", "Compatibility", !said.compatibility().isEmpty()));
        out.append(link("nuisances", "Nuisances", report.nuisances().isPresent()));
        out.append("<a href=\"#observables\">Observables</a>\n");
        out.append(
                "<input id=\"filter\" type=\"search\" placeholder=\"filter\" aria-label=\"Filter observables\">\n<ol>\n");
        for (int i = 0; i < report.observables().size(); i++) {
            ObservablePage page = report.observables().get(i);
            out.append(item("o" + i, page.name(), page.label()));
        }
        for (int i = 0; i < report.recoOnly().size(); i++) {
            RecoPage page = report.recoOnly().get(i);
            out.append(item(RecoSection.anchor(i), page.name(), page.label() + " (reco)"));
        }
        out.append("</ol>\n")
                .append(link("correlations", "Correlations", !said.joint().isEmpty()));
        out.append(link("rules", "Bins with care", !said.rules().isEmpty()));
        out.append("<a href=\"#training\">Training</a>\n<a href=\"#weights\">Weights</a>\n");
        out.append("<a href=\"#convergence\">Iterations</a>\n");
        out.append(link("choice", "Choice of iterations", said.choice().isPresent()));
        out.append(link("replicas", "Replicas", !said.replicas().isEmpty()));
        out.append("<a href=\"#ledger\">Ledger</a>\n");
        out.append("<a href=\"#notices\">Notices</a>\n<a href=\"#provenance\">Provenance</a>\n");
        return out.append("<a href=\"#study\">Study</a>\n<a href=\"#citations\">Citations</a>\n</nav>\n")
                .toString();
    }

    private static String item(String anchor, String name, String label) {
        return "<li data-observable=\"%s\"><a href=\"#%s\">%s</a></li>\n"
                .formatted(Html.escape(name), anchor, Html.label(label));
    }

    private static String link(String anchor, String text, boolean there) {
        return there ? "<a href=\"#%s\">%s</a>\n".formatted(anchor, text) : "";
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
