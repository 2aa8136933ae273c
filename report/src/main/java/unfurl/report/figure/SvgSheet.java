package unfurl.report.figure;

import java.awt.geom.Path2D;
import java.util.Map;
import java.util.TreeMap;

/// Figures on one page that share their letters.
///
/// Put each figure where it belongs with [#inline(Figure)] and [#glyphs()] once, anywhere on the page.
public final class SvgSheet {
    private final Map<Integer, Path2D> used = new TreeMap<>();

    /// The figure as an `<svg>` element without the outlines of its letters, for use within HTML.
    public String inline(Figure figure) {
        return element(figure, "", "");
    }

    /// The outlines of the letters of every figure so far, as an `<svg>` element that takes no room.
    public String glyphs() {
        return "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>%s</defs></svg>"
                .formatted(definitions(used));
    }

    /// The figure as a file of its own.
    String document(Figure figure) {
        String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        return head + element(figure, " xmlns=\"http://www.w3.org/2000/svg\"", "own");
    }

    private String element(Figure figure, String namespace, String glyphs) {
        var canvas = new SvgCanvas();
        new Painter(figure, canvas).paint();
        used.putAll(canvas.glyphs());
        String description = Xml.escape(figure.description());
        String width = SvgCanvas.number(figure.size().width(), 100);
        String height = SvgCanvas.number(figure.size().height(), 100);
        String defs = glyphs.isEmpty() ? "" : "<defs>" + definitions(canvas.glyphs()) + "</defs>\n";
        return "<svg%s width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n<title>%s</title>\n%s%s</svg>\n"
                .formatted(namespace, width, height, width, height, description, description, defs, canvas.body());
    }

    private static String definitions(Map<Integer, Path2D> glyphs) {
        var text = new StringBuilder();
        glyphs.forEach((id, outline) -> text.append(SvgCanvas.definition(id, outline)));
        return text.toString();
    }
}
