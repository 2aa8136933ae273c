package unfurl.report.figure;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import unfurl.report.figure.Label.Part;
import unfurl.report.figure.Typeface.Glyph;

/// A label set in type: each letter with its place and size.
///
/// @param letters from left to right, relative to the start of the base line, y downwards
/// @param width   in points
/// @param size    of letters on the base line, in points
/// @param plain   the text for readers who cannot see it
record TextLine(List<Letter> letters, double width, double size, String plain) {
    private static final double SCRIPT_SIZE = 0.68;
    private static final double LOWERED = 0.20;
    private static final double RAISED = 0.40;

    /// A letter at its place.
    record Letter(Glyph glyph, double x, double y, double size, boolean italic, boolean bold) {
        /// The letter's shape on the paper.
        ///
        /// @param startX  where the line's base line starts
        /// @param startY  the height of its base line
        /// @param upwards whether the line runs from bottom to top
        Shape outline(double startX, double startY, boolean upwards) {
            var place = AffineTransform.getTranslateInstance(startX, startY);
            if (upwards) {
                place.quadrantRotate(-1);
            }
            place.translate(x, y);
            double scale = scale();
            place.concatenate(new AffineTransform(scale, 0, italic ? Typeface.SLANT * scale : 0, -scale, 0, 0));
            return place.createTransformedShape(glyph.outline());
        }

        /// The width of the line along its outline that makes it bold, in points.
        double boldness() {
            return Typeface.BOLDNESS * scale();
        }

        private double scale() {
            return size / Typeface.SANS.unitsPerEm();
        }

        boolean sameStyle(Letter other) {
            return y == other.y && size == other.size && italic == other.italic && bold == other.bold;
        }
    }

    TextLine {
        letters = List.copyOf(letters);
    }

    /// Sets markup in type.
    static TextLine of(String markup, double size) {
        return of(Label.parse(markup), size);
    }

    static TextLine of(Label label, double size) {
        var letters = new ArrayList<Letter>();
        double width = set(label.parts(), 0, 0, size, letters);
        return new TextLine(letters, width, size, label.plain());
    }

    /// The same markup, smaller if it would be wider than `width`.
    static TextLine fitted(String markup, double size, double width) {
        TextLine line = of(markup, size);
        return line.width <= width ? line : of(markup, size * width / line.width);
    }

    /// Height of a capital above the base line.
    double capHeight() {
        return 0.69 * size;
    }

    private static double set(List<Part> parts, double x, double y, double size, List<Letter> letters) {
        double end = x;
        boolean leans = false;
        for (Part part : parts) {
            switch (part) {
                case Part.Run run -> {
                    end = set(run, end, y, size, letters);
                    leans = run.italic();
                }
                case Part.Scripts scripts -> end = set(scripts, end, y, size, leans, letters);
            }
        }
        return end;
    }

    /// A raised script is moved right of a leaning letter, a lowered one stays under it.
    private static double set(
            Part.Scripts scripts, double x, double y, double size, boolean leans, List<Letter> letters) {
        double small = size * SCRIPT_SIZE;
        double shift = leans ? 0.09 * size : 0;
        double below = set(scripts.below(), x + 0.02 * size, y + LOWERED * size, small, letters);
        double above = set(scripts.above(), x + 0.02 * size + shift, y - RAISED * size, small, letters);
        return Math.max(below, above) + 0.03 * size;
    }

    private static double set(Part.Run run, double x, double y, double size, List<Letter> letters) {
        double scale = size / Typeface.SANS.unitsPerEm();
        double end = x;
        Glyph previous = null;
        for (int c : run.text().codePoints().toArray()) {
            Glyph glyph = Typeface.SANS.glyph(c);
            end += previous == null ? 0 : scale * Typeface.SANS.kerning(previous, glyph);
            letters.add(new Letter(glyph, end, y, size, run.italic(), run.bold()));
            end += scale * glyph.advance() + (run.bold() ? 0.03 * size : 0);
            previous = glyph;
        }
        return end;
    }
}
