package unfurl.explorer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import unfurl.formats.Document;
import unfurl.plot.Drawing;

/// A view that is wanted as a file.
///
/// @param view   what is shown
/// @param format of the file
/// @param what   which picture, for the formats of pictures
/// @param logX   whether its x axis is logarithmic
/// @param logY   whether its y axis is; empty to let the values decide
record ExportRequest(ViewRequest view, Format format, Drawing what, boolean logX, Optional<Boolean> logY) {
    /// What a file is.
    enum Format {
        PNG("png", "image/png"),
        SVG("svg", "image/svg+xml"),
        PDF("pdf", "application/pdf"),
        CSV("csv", "text/csv; charset=utf-8"),
        JSON("json", "application/json; charset=utf-8"),
        HEPDATA("yaml", "application/yaml; charset=utf-8"),
        YODA("yoda", "text/plain; charset=utf-8"),
        JAVA("java", "text/plain; charset=utf-8"),
        PYTHON("py", "text/plain; charset=utf-8");

        private final String ending;
        private final String type;

        Format(String ending, String type) {
            this.ending = ending;
            this.type = type;
        }

        /// What the file's name ends in.
        String ending() {
            return ending;
        }

        /// The media type.
        String type() {
            return type;
        }
    }

    static ExportRequest of(Document request, RequestReader reader) {
        ViewRequest view = reader.view(request, "format", "what", "logX", "logY");
        return new ExportRequest(
                view,
                one(request.get("format"), Format.values()),
                request.find("what").map(what -> one(what, Drawing.values())).orElse(Drawing.RESULT),
                request.find("logX").map(Document::flag).orElse(false),
                request.find("logY").map(Document::flag));
    }

    private static <E extends Enum<E>> E one(Document text, E[] values) {
        String name =
                text.oneOf(Arrays.stream(values).map(ExportRequest::spelling).toArray(String[]::new));
        return Arrays.stream(values)
                .filter(value -> spelling(value).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String spelling(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
