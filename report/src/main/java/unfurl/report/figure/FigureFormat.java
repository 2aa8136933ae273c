package unfurl.report.figure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The file formats of figures.
public enum FigureFormat {
    /// Vectors, for pages of the web.
    SVG,
    /// Vectors, for papers.
    PDF,
    /// Pixels, three for a point.
    PNG;

    private static final double PIXELS = 3;

    /// What the names of such files end in: `.svg`.
    public String ending() {
        return "." + this;
    }

    /// The format that a file's name ends in; empty when in none.
    public static Optional<FigureFormat> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(format -> name.endsWith(format.ending()))
                .findFirst();
    }

    /// The file of a figure; the same bytes for the same figure.
    public byte[] bytes(Figure figure) {
        return switch (this) {
            case SVG -> figure.svg().getBytes(StandardCharsets.UTF_8);
            case PDF -> figure.pdf();
            case PNG -> figure.png(PIXELS);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
