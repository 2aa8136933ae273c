package unfurl.report.figure;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.KerningSubtable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// Outlines and widths of the letters of Liberation Sans, whose metrics are Helvetica's.
///
/// The font (SIL Open Font License) lies in PDFBox's jar. Nothing of java.desktop's font engine is touched, which
/// would need native libraries and installed fonts. A character that the font lacks shows the font's empty box.
final class Typeface {
    /// The one font; it never changes once read.
    static final Typeface SANS = read("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");

    /// How far an italic leans: tan 12°, as Helvetica Oblique.
    static final double SLANT = 0.2126;

    /// How wide a line along its outline makes a letter bold, in units of the font.
    static final int BOLDNESS = 90;

    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final KerningSubtable kerning;
    private final int unitsPerEm;
    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

    /// A letter's shape.
    ///
    /// @param id      its number in the font
    /// @param advance how far the next letter stands, in units of the font
    /// @param outline in units of the font, y upwards; not to be changed
    record Glyph(int id, double advance, Path2D outline) {}

    private Typeface(TrueTypeFont font) throws IOException {
        this.font = font;
        this.characters = font.getUnicodeCmapLookup();
        this.kerning = font.getKerning().getHorizontalKerningSubtable();
        this.unitsPerEm = font.getUnitsPerEm();
    }

    /// Units of the font in one em.
    int unitsPerEm() {
        return unitsPerEm;
    }

    /// The letter for a Unicode character.
    Glyph glyph(int codePoint) {
        return glyphs.computeIfAbsent(codePoint, this::load);
    }

    /// How much closer the second letter stands to the first than the first's advance says, in units of the font.
    double kerning(Glyph first, Glyph second) {
        return kerning.getKerning(first.id(), second.id());
    }

    private synchronized Glyph load(int codePoint) {
        try {
            int id = characters.getGlyphId(codePoint);
            var data = font.getGlyph().getGlyph(id);
            Path2D outline =
                    data == null ? new Path2D.Double() : new Path2D.Double(data.getPath(), new AffineTransform());
            return new Glyph(id, font.getAdvanceWidth(id), outline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Typeface read(String resource) {
        try (InputStream in = TrueTypeFont.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no font at " + resource + " on the class path");
            }
            return new Typeface(new TTFParser().parse(new RandomAccessReadBuffer(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
