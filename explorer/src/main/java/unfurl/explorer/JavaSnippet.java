package unfurl.explorer;

import java.util.Arrays;
import java.util.stream.Collectors;
import unfurl.explorer.ViewRequest.Binning;
import unfurl.measurement.Measurement;

/// A program in Java that prints the numbers of a view.
///
/// @param measurement what it is of
/// @param view        its numbers
@SuppressWarnings("InlineFormatString") // the program is read in one place
record JavaSnippet(Measurement measurement, View view) {
    private static final String HEAD = """
            import java.nio.file.Path;
            import java.util.List;
            import java.util.Optional;
            import unfurl.event.Expression;
            import unfurl.formats.MeasurementFolder;
            import unfurl.hist.Covariance;
            import unfurl.hist.Spectrum;
            import unfurl.math.Workers;
            import unfurl.measurement.Breakdown;
            import unfurl.measurement.Measurement;
            import unfurl.measurement.Query;
            import unfurl.measurement.SlicedQuery;

            /// %s of %s with its total error, as 'unfurl explore' showed it.
            ///
            /// With a JDK 25 or newer, from the top of Unfurl's clone, and the measurement's folder, zip or file:
            ///
            ///     java --enable-native-access=ALL-UNNAMED -cp "$(printf %%s: cli/target/app/*/*)" Shown.java MEASUREMENT
            public class Shown {
                public static void main(String... arguments) {
                    Measurement measurement = MeasurementFolder.read(Path.of(arguments[0]));
            """;

    private static final String QUERY = """
                    var x = Expression.parse(%s);
                    var query = new Query(x, measurement.axis(x, %s), %s, %s);
            """;

    private static final String SLICES = """
                    var by = Expression.parse(%s);
                    var sliced = new SlicedQuery(query, by, measurement.axis(by, %s));
            """;

    private static final String NUMBERS = """
                    try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
                        Breakdown breakdown = measurement.breakdown(%s, workers);
                        Covariance total = breakdown.total(List.of(%s));
                        int cell = 0;
                        for (Spectrum spectrum : breakdown.spectra()) {
                            double slice = %s;
                            for (int bin = 0; bin < spectrum.bins(); bin++, cell++) {
                                System.out.println(spectrum.axis().edge(bin) + "," + spectrum.axis().edge(bin + 1)
                                        + "," + spectrum.value(bin) / slice + "," + total.error(cell) / slice);
                            }
                        }
                    }
                }
            }
            """;

    String text() {
        ViewRequest request = view.request();
        String x = request.x().expression().text();
        return HEAD.formatted(inComment(x), inComment(measurement.head().name()))
                + QUERY.formatted(quoted(x), edges(request.x()), cut(), request.normalised())
                + request.y()
                        .map(y -> SLICES.formatted(quoted(y.expression().text()), edges(y)))
                        .orElse("")
                + NUMBERS.formatted(request.y().isEmpty() ? "List.of(query)" : "sliced", sources(), slice());
    }

    private String cut() {
        return view.request()
                .where()
                .map(where -> "Optional.of(Expression.parse(%s))".formatted(quoted(where.text())))
                .orElse("Optional.empty()");
    }

    private String sources() {
        return view.chosen().stream().map(JavaSnippet::quoted).collect(Collectors.joining(", "));
    }

    /// What a value is divided by.
    private String slice() {
        boolean divided = view.request().y().isPresent() && !view.request().normalised();
        return divided ? "sliced.slices().width(cell / query.axis().bins())" : "1";
    }

    private static String edges(Binning binning) {
        return Arrays.stream(binning.axis().edges()).mapToObj(Double::toString).collect(Collectors.joining(", "));
    }

    /// A text on one line, without what Java would take for a character.
    private static String inComment(String text) {
        return text.replace("\\", "\\\\").replaceAll("\\p{Cntrl}", " ");
    }

    private static String quoted(String text) {
        return "\"" + inComment(text).replace("\"", "\\\"") + "\"";
    }
}
