package unfurl.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import unfurl.report.figure.TextLine.Letter;

/// Paints pixels, for PNG. Text is the outlines that SVG and PDF have, so that no font of the machine is asked for; no
/// display is needed.
final class PngCanvas implements Canvas {
    /// As SVG and PDF: corners up to this length, in widths of the line.
    private static final float MITRE = 4;

    private final BufferedImage image;
    private final Graphics2D graphics;

    /// @param scale pixels for a point
    PngCanvas(double width, double height, double scale) {
        this.image = new BufferedImage(
                (int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_RGB);
        this.graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(scale, scale);
    }

    @Override
    public void fill(Shape area, Ink ink) {
        graphics.setColor(colour(ink));
        graphics.fill(area);
    }

    @Override
    public void stroke(Shape path, Pen pen) {
        graphics.setColor(colour(pen.ink()));
        graphics.setStroke(stroke(pen.width(), pen.pattern()));
        graphics.draw(path);
    }

    @Override
    public void text(TextLine line, double x, double y, boolean upwards, Ink ink) {
        graphics.setColor(colour(ink));
        for (Letter letter : line.letters()) {
            Shape outline = letter.outline(x, y, upwards);
            graphics.fill(outline);
            if (letter.bold()) {
                graphics.setStroke(stroke(letter.boldness(), Numbers.of()));
                graphics.draw(outline);
            }
        }
    }

    @Override
    public void clip(Rectangle2D window, Runnable painting) {
        Shape before = graphics.getClip();
        graphics.clip(window);
        painting.run();
        graphics.setClip(before);
    }

    /// The file.
    byte[] document() {
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static BasicStroke stroke(double width, Numbers pattern) {
        float[] dashes = new float[pattern.size()];
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = (float) pattern.get(i);
        }
        return new BasicStroke(
                (float) width,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                MITRE,
                dashes.length == 0 ? null : dashes,
                0);
    }

    private static Color colour(Ink ink) {
        return new Color(
                ink.rgb() >> 16 & 0xff, ink.rgb() >> 8 & 0xff, ink.rgb() & 0xff, (int) Math.round(255 * ink.alpha()));
    }
}
