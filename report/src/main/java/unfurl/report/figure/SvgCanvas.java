package unfurl.report.figure;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import unfurl.report.figure.TextLine.Letter;

/// Writes SVG. Letters are referred to as `#u…`; the outlines are given apart by [#glyphs()], so that many
/// figures on one page share them.
final class SvgCanvas implements Canvas {
    private final StringBuilder out = new StringBuilder(16_384);
    private final Map<Integer, Path2D> used = new TreeMap<>();

    /// What has been drawn.
    String body() {
        return out.toString();
    }

    /// The outlines of the letters used, by their number in the font.
    Map<Integer, Path2D> glyphs() {
        return used;
    }

    /// A definition of one letter, in units of the font with y upwards.
    static String definition(int id, Path2D outline) {
        return "<path id=\"u%d\" d=\"%s\"/>".formatted(id, path(outline, 1));
    }

    @Override
    public void fill(Shape area, Ink ink) {
        out.append("<path d=\"")
                .append(path(area, 100))
                .append("\" fill=\"")
                .append(colour(ink))
                .append('"');
        opacity("fill", ink);
        out.append("/>\n");
    }

    @Override
    public void stroke(Shape path, Pen pen) {
        out.append("<path d=\"").append(path(path, 100)).append("\" fill=\"none\" stroke=\"");
        out.append(colour(pen.ink()))
                .append("\" stroke-width=\"")
                .append(number(pen.width(), 100))
                .append('"');
        opacity("stroke", pen.ink());
        Numbers pattern = pen.pattern();
        if (pattern.size() > 0) {
            String lengths =
                    pattern.stream().mapToObj(length -> number(length, 100)).collect(Collectors.joining(" "));
            out.append(" stroke-dasharray=\"").append(lengths).append('"');
        }
        out.append("/>\n");
    }

    @Override
    public void text(TextLine line, double x, double y, boolean upwards, Ink ink) {
        if (line.letters().isEmpty()) {
            return;
        }
        out.append("<g transform=\"translate(")
                .append(number(x, 100))
                .append(' ')
                .append(number(y, 100))
                .append(')');
        out.append(upwards ? "rotate(-90)" : "")
                .append("\" fill=\"")
                .append(colour(ink))
                .append('"');
        opacity("fill", ink);
        out.append(" aria-label=\"").append(Xml.escape(line.plain())).append("\">");
        Letter previous = null;
        for (Letter letter : line.letters()) {
            if (previous == null || !previous.sameStyle(letter)) {
                out.append(previous == null ? "" : "</g>");
                style(letter, ink);
            }
            letter(letter);
            previous = letter;
        }
        out.append("</g></g>\n");
    }

    private void style(Letter letter, Ink ink) {
        double scale = letter.size() / Typeface.SANS.unitsPerEm();
        out.append("<g transform=\"matrix(").append(number(scale, 1e6)).append(" 0 ");
        out.append(number(letter.italic() ? Typeface.SLANT * scale : 0, 1e6)).append(' ');
        out.append(number(-scale, 1e6))
                .append(" 0 ")
                .append(number(letter.y(), 100))
                .append(")\"");
        if (letter.bold()) {
            out.append(" stroke=\"").append(colour(ink)).append("\" stroke-width=\"" + Typeface.BOLDNESS + "\"");
        }
        out.append('>');
    }

    private void letter(Letter letter) {
        double scale = letter.size() / Typeface.SANS.unitsPerEm();
        used.put(letter.glyph().id(), letter.glyph().outline());
        out.append("<use href=\"#u").append(letter.glyph().id()).append("\" x=\"");
        out.append(Math.round(letter.x() / scale)).append("\"/>");
    }

    @Override
    public void clip(Rectangle2D window, Runnable painting) {
        String x = number(window.getX(), 100);
        String y = number(window.getY(), 100);
        String width = number(window.getWidth(), 100);
        String height = number(window.getHeight(), 100);
        out.append("<svg x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" viewBox=\"%s %s %s %s\">\n"
                .formatted(x, y, width, height, x, y, width, height));
        painting.run();
        out.append("</svg>\n");
    }

    private void opacity(String what, Ink ink) {
        if (ink.alpha() < 1) {
            out.append(' ')
                    .append(what)
                    .append("-opacity=\"")
                    .append(number(ink.alpha(), 1000))
                    .append('"');
        }
    }

    private static String colour(Ink ink) {
        return "#%06x".formatted(ink.rgb());
    }

    /// A path with numbers rounded to 1/`precision`.
    private static String path(Shape shape, double precision) {
        var text = new StringBuilder();
        double[] c = new double[6];
        String x = "";
        String y = "";
        for (PathIterator p = shape.getPathIterator(null); !p.isDone(); p.next()) {
            int segment = p.currentSegment(c);
            String toX = number(c[0], precision);
            String toY = number(c[1], precision);
            switch (segment) {
                case PathIterator.SEG_MOVETO -> points(text.append('M'), c, 2, precision);
                case PathIterator.SEG_LINETO -> text.append(line(x, y, toX, toY));
                case PathIterator.SEG_QUADTO -> points(text.append('Q'), c, 4, precision);
                case PathIterator.SEG_CUBICTO -> points(text.append('C'), c, 6, precision);
                default -> text.append('Z');
            }
            boolean straight = segment == PathIterator.SEG_MOVETO || segment == PathIterator.SEG_LINETO;
            x = straight ? toX : "";
            y = straight ? toY : "";
        }
        return text.toString();
    }

    /// A line, short when it is level or upright: histograms and heat maps have many of these.
    private static String line(String x, String y, String toX, String toY) {
        return toY.equals(y) ? "H" + toX : toX.equals(x) ? "V" + toY : "L" + toX + " " + toY;
    }

    private static void points(StringBuilder text, double[] coordinates, int n, double precision) {
        for (int i = 0; i < n; i++) {
            text.append(i == 0 ? "" : " ").append(number(coordinates[i], precision));
        }
    }

    /// A decimal number without an exponent or trailing zeros, rounded to 1/`precision` (a power of ten).
    static String number(double value, double precision) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("a coordinate of a figure is " + value);
        }
        long units = Math.round(value * precision);
        long whole = Math.abs(units) / (long) precision;
        long rest = Math.abs(units) % (long) precision;
        String sign = units < 0 ? "-" : "";
        if (rest == 0) {
            return sign + whole;
        }
        String digits = Long.toString((long) precision + rest).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return sign + (whole == 0 ? "" : whole) + "." + digits.substring(0, end);
    }
}
