package unfurl.report.figure;

import java.util.List;

/// A figure: panels above each other over one x axis, with a line of text above the frame.
///
/// @param description what it shows, in plain words, for readers who cannot see it
/// @param left        text above the frame on the left, in the markup of [Label]: `**Unfurl** Simulation`
/// @param right       text above the frame on the right: `93.5 fb^{-1} (13 TeV)`
/// @param x           the x axis
/// @param panels      from top to bottom, at least one
/// @param size        width, height and the form
public record Figure(String description, String left, String right, Axis x, List<Panel> panels, Size size) {
    /// How large a figure is.
    ///
    /// @param width  in points
    /// @param height in points
    /// @param small  whether it is a thumbnail: small text, no axis titles, no legend
    public record Size(double width, double height, boolean small) {
        /// One of two figures side by side on a page.
        public static final Size COLUMN = new Size(480, 440, false);

        /// As wide, less high: curves without a ratio.
        public static final Size LOW = new Size(480, 320, false);

        /// For an overview.
        public static final Size THUMBNAIL = new Size(210, 118, true);

        public Size {
            if (!(width >= 100 && height >= 80)) {
                throw new IllegalArgumentException("a figure of %s by %s points".formatted(width, height));
            }
        }
    }

    public Figure {
        panels = List.copyOf(panels);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("a figure without panels");
        }
    }

    /// The figure as an SVG file: text as outlines, nothing referred to from outside.
    public String svg() {
        return new SvgSheet().document(this);
    }

    /// The figure as a PDF file of one page, vectors throughout; the same bytes for the same figure.
    public byte[] pdf() {
        var canvas = new PdfCanvas(size.width(), size.height());
        new Painter(this, canvas).paint();
        return canvas.document(description);
    }

    /// The figure as a PNG file, its curves and letters smooth; the same bytes for the same figure and Java.
    ///
    /// @param scale pixels for a point, from 0.1 to 20: 2 for a page, 4 for a slide
    public byte[] png(double scale) {
        if (!(scale >= 0.1 && scale <= 20)) {
            throw new IllegalArgumentException("%s pixels for a point".formatted(scale));
        }
        var canvas = new PngCanvas(size.width(), size.height(), scale);
        new Painter(this, canvas).paint();
        return canvas.document();
    }
}
