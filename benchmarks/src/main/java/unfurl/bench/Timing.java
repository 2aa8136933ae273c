package unfurl.bench;

import java.util.List;
import java.util.Map;
import unfurl.formats.Document;

/// The times of equal pieces of work.
///
/// @param seconds of each piece, at least one
record Timing(List<Double> seconds) {
    Timing {
        seconds = List.copyOf(seconds);
    }

    double median() {
        return Median.of(seconds);
    }

    double least() {
        return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double most() {
        return seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    Map<String, Object> document() {
        return Document.entries("median", median(), "least", least(), "most", most());
    }
}
