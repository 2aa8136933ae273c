package unfurl.report;

import java.util.List;
import java.util.stream.Collectors;
import unfurl.report.FigureSet.Named;
import unfurl.report.figure.Label;
import unfurl.report.figure.SvgSheet;
import unfurl.report.figure.Xml;

/// Pieces of HTML. What is called `text` is escaped here; what is called `html` has been.
final class Html {
    private Html() {}

    static String escape(String text) {
        return Xml.escape(text);
    }

    /// Escaped, and no line ends between a number and its per cent.
    static String prose(String text) {
        return escape(text).replace(" %", "\u202f%");
    }

    /// A section with an anchor and a heading.
    static String section(String id, String title, String html) {
        return "<section id=\"%s\">\n<h2>%s</h2>\n%s</section>\n".formatted(id, escape(title), html);
    }

    /// A table; cells are HTML, and numbers when `numeric` says so of their column.
    static String table(List<String> heads, List<Boolean> numeric, List<List<String>> rows) {
        var out = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
        for (int i = 0; i < heads.size(); i++) {
            out.append(numeric.get(i) ? "<th class=\"n\">" : "<th>")
                    .append(heads.get(i))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            out.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                out.append(numeric.get(i) ? "<td class=\"n\">" : "<td>")
                        .append(row.get(i))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    /// A figure on its card, with its caption and the links to its files.
    static String figure(Named named, SvgSheet sheet) {
        String links = "<a href=\"figures/%s.pdf\" download>PDF</a> <a href=\"figures/%s.svg\" download>SVG</a>"
                .formatted(escape(named.file()), escape(named.file()));
        return "<figure><div class=\"card\">%s</div><figcaption>%s <span class=\"files\">%s</span></figcaption></figure>\n"
                .formatted(sheet.inline(named.figure()), escape(named.caption()), links);
    }

    /// Figures side by side.
    static String figures(List<Named> figures, SvgSheet sheet) {
        return figures.stream()
                .map(named -> figure(named, sheet))
                .collect(Collectors.joining("", "<div class=\"pair\">\n", "</div>\n"));
    }

    /// Markup of [Label] as HTML.
    static String label(String markup) {
        return Label.parse(markup).html();
    }
}
