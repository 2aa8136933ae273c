package unfurl.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import unfurl.report.figure.SvgSheet;

/// The HTML page of a report: head, contents, sections.
final class Page {
    private final Report report;
    private final FigureSet figures;
    private final SvgSheet sheet = new SvgSheet();

    Page(Report report, FigureSet figures) {
        this.report = report;
        this.figures = figures;
    }

    String html() {
        String body = sections();
        var out = new StringBuilder(head());
        out.append("<body>\n").append(sheet.glyphs()).append('\n').append(contents());
        out.append("<main>\n").append(body);
        out.append("<footer>Written by Unfurl. This page refers to nothing outside itself but the files in")
                .append(" <code>figures/</code>.</footer>\n</main>\n");
        return out.append("<script>")
                .append(resource("report.js"))
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    private String head() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" \
                content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
                <title>%s</title>
                <style>%s</style>
                </head>
                """.formatted(Html.escape(report.title().name()), resource("report.css"));
    }

    private String sections() {
        var overview = new Overview(report);
        var diagnostics = new DiagnosticSections(report, figures);
        var out = new StringBuilder(overview.summary());
        out.append(overview.grid(sheet)).append(overview.table());
        out.append("<h2 id=\"observables\" class=\"break\">Observables</h2>\n");
        out.append("<p class=\"hint\">Errors of unfolded results are √Σw² of the published sample (sample stat.): ")
                .append("the statistics of the data and systematic effects are not in them.</p>\n");
        for (int i = 0; i < report.observables().size(); i++) {
            out.append(new ObservableSection(report.observables().get(i), i, figures).html(sheet));
        }
        out.append(diagnostics.training(sheet)).append(diagnostics.weights(sheet));
        out.append(diagnostics.convergence(sheet)).append(RecordSections.ledger(report));
        out.append(RecordSections.notices(report)).append(RecordSections.provenance(report.provenance()));
        return out.toString();
    }

    private String contents() {
        var out = new StringBuilder("<nav>\n<p class=\"brand\">Unfurl<button id=\"theme\" type=\"button\"");
        out.append(" title=\"Light or dark\">◐</button></p>\n<a href=\"#summary\">Summary</a>\n");
        out.append("<a href=\"#overview\">Overview</a>\n<a href=\"#agreement\">Agreement</a>\n");
        out.append("<a href=\"#observables\">Observables</a>\n");
        out.append(
                "<input id=\"filter\" type=\"search\" placeholder=\"filter\" aria-label=\"Filter observables\">\n<ol>\n");
        for (int i = 0; i < report.observables().size(); i++) {
            ObservablePage page = report.observables().get(i);
            out.append("<li data-observable=\"%s\"><a href=\"#o%d\">%s</a></li>\n"
                    .formatted(Html.escape(page.name()), i, Html.label(page.label())));
        }
        out.append("</ol>\n<a href=\"#training\">Training</a>\n<a href=\"#weights\">Weights</a>\n");
        out.append("<a href=\"#convergence\">Iterations</a>\n<a href=\"#ledger\">Ledger</a>\n");
        out.append("<a href=\"#notices\">Notices</a>\n<a href=\"#provenance\">Provenance</a>\n");
        return out.append("<a href=\"#study\">Study</a>\n<a href=\"#citations\">Citations</a>\n</nav>\n")
                .toString();
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
