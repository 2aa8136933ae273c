package unfurl.report.figure;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import unfurl.report.figure.TextLine.Letter;

/// Writes a PDF file of one page. Text is outlines, so that the file needs no font.
///
/// The file is six objects written here rather than by PDFBox, whose document class loads the native libraries of
/// AWT and stamps each file with the time; a test opens what is written with PDFBox. Source: ISO 32000-1:2008
/// (PDF 1.7), §7.5 file structure, §8.4 graphics state, §8.5 paths.
final class PdfCanvas implements Canvas {
    private final StringBuilder out = new StringBuilder(32_768);
    private final TreeSet<Integer> opacities = new TreeSet<>();
    private final double width;
    private final double height;

    PdfCanvas(double width, double height) {
        this.width = width;
        this.height = height;
        out.append("1 0 0 -1 0 ").append(number(height)).append(" cm\n");
    }

    @Override
    public void fill(Shape area, Ink ink) {
        out.append("q ");
        opacity(ink);
        colour(ink, " rg\n");
        path(area);
        out.append("f Q\n");
    }

    @Override
    public void stroke(Shape path, Pen pen) {
        out.append("q ");
        opacity(pen.ink());
        colour(pen.ink(), " RG ");
        out.append(number(pen.width())).append(" w ");
        Numbers pattern = pen.pattern();
        if (pattern.size() > 0) {
            out.append(pattern.stream().mapToObj(PdfCanvas::number).collect(Collectors.joining(" ", "[", "] 0 d ")));
        }
        path(path);
        out.append("S Q\n");
    }

    @Override
    public void text(TextLine line, double x, double y, boolean upwards, Ink ink) {
        out.append("q ");
        opacity(ink);
        colour(ink, " rg ");
        colour(ink, " RG\n");
        for (Letter letter : line.letters()) {
            if (letter.bold()) {
                out.append(number(letter.boldness())).append(" w ");
            }
            path(letter.outline(x, y, upwards));
            out.append(letter.bold() ? "B\n" : "f\n");
        }
        out.append("Q\n");
    }

    @Override
    public void clip(Rectangle2D window, Runnable painting) {
        out.append("q ");
        path(window);
        out.append("W n\n");
        painting.run();
        out.append("Q\n");
    }

    /// The file.
    ///
    /// @param title shown by readers as the document's title
    byte[] document(String title) {
        var states = new StringBuilder();
        opacities.forEach(percent -> states.append(
                "/A%d<</ca %s/CA %s>>".formatted(percent, number(percent / 100.0), number(percent / 100.0))));
        byte[] content = deflate(out.toString().getBytes(StandardCharsets.ISO_8859_1));
        var file = new File();
        file.object("<</Type/Catalog/Pages 2 0 R>>");
        file.object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        file.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s %s]/Contents 4 0 R/Resources<</ExtGState<<%s>>>>>>"
                .formatted(number(width), number(height), states));
        file.stream("<</Length %d/Filter/FlateDecode>>".formatted(content.length), content);
        file.object("<</Title %s/Producer(Unfurl)>>".formatted(text(title)));
        return file.finish();
    }

    private void opacity(Ink ink) {
        int percent = (int) Math.round(ink.alpha() * 100);
        if (percent < 100) {
            opacities.add(percent);
            out.append("/A").append(percent).append(" gs ");
        }
    }

    private void colour(Ink ink, String operator) {
        for (int shift = 16; shift >= 0; shift -= 8) {
            out.append(SvgCanvas.number((ink.rgb() >> shift & 0xff) / 255.0, 1000))
                    .append(shift == 0 ? operator : " ");
        }
    }

    private void path(Shape shape) {
        double[] c = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator p = shape.getPathIterator(null); !p.isDone(); p.next()) {
            int kind = p.currentSegment(c);
            switch (kind) {
                case PathIterator.SEG_MOVETO -> points(2, "m ", c);
                case PathIterator.SEG_LINETO -> points(2, "l ", c);
                case PathIterator.SEG_QUADTO ->
                    points(
                            6,
                            "c ",
                            x + 2 * (c[0] - x) / 3,
                            y + 2 * (c[1] - y) / 3,
                            c[2] + 2 * (c[0] - c[2]) / 3,
                            c[3] + 2 * (c[1] - c[3]) / 3,
                            c[2],
                            c[3]);
                case PathIterator.SEG_CUBICTO -> points(6, "c ", c);
                default -> out.append("h ");
            }
            int last = kind == PathIterator.SEG_QUADTO ? 2 : kind == PathIterator.SEG_CUBICTO ? 4 : 0;
            x = c[last];
            y = c[last + 1];
        }
    }

    private void points(int n, String operator, double... coordinates) {
        for (int i = 0; i < n; i++) {
            out.append(number(coordinates[i])).append(' ');
        }
        out.append(operator);
    }

    private static String number(double value) {
        return SvgCanvas.number(value, 100);
    }

    private static String text(String title) {
        byte[] utf16 = ("\ufeff" + title).getBytes(StandardCharsets.UTF_16BE);
        return "<" + HexFormat.of().formatHex(utf16) + ">";
    }

    private static byte[] deflate(byte[] data) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION)) {
            deflater.setInput(data);
            deflater.finish();
            var packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        }
    }

    /// The objects of a file and where they start.
    private static final class File {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Integer> starts = new ArrayList<>();

        File() {
            write("%PDF-1.7\n%âãÏÓ\n");
        }

        void object(String dictionary) {
            starts.add(bytes.size());
            write("%d 0 obj\n%s\nendobj\n".formatted(starts.size(), dictionary));
        }

        void stream(String dictionary, byte[] content) {
            starts.add(bytes.size());
            write("%d 0 obj\n%s\nstream\n".formatted(starts.size(), dictionary));
            bytes.writeBytes(content);
            write("\nendstream\nendobj\n");
        }

        byte[] finish() {
            int table = bytes.size();
            write("xref\n0 %d\n0000000000 65535 f \n".formatted(starts.size() + 1));
            starts.forEach(start -> write("%010d 00000 n \n".formatted(start)));
            write("trailer\n<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                    .formatted(starts.size() + 1, table));
            return bytes.toByteArray();
        }

        private void write(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
