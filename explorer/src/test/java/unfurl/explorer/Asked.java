package unfurl.explorer;

import java.util.List;
import java.util.Map;
import unfurl.formats.Document;

/// What the tests ask for, and how they read it.
final class Asked {
    static final List<Double> EDGES = List.of(200.0, 230.0, 300.0, 450.0);
    static final List<Double> SLICES = List.of(-2.0, 0.0, 0.5, 2.0);
    static final String CUT = "abs(y) < 1.5";

    private Asked() {}

    static Map<String, Object> binning(String expression, List<Double> edges) {
        return Document.entries("expression", expression, "edges", edges);
    }

    /// The numbers of an answer; NaN for what is none.
    static double[] numbers(Document list) {
        return list.list().stream()
                .mapToDouble(item -> item.isNothing() ? Double.NaN : item.number())
                .toArray();
    }
}
