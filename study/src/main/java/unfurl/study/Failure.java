package unfurl.study;

import java.util.List;
import java.util.stream.IntStream;
import unfurl.formats.Document;

/// An attempt that failed, and was followed by one that did not.
///
/// @param what    failed: `replica 'toy_3'`
/// @param attempt which, from 1
/// @param reason  why
record Failure(String what, int attempt, String reason) {
    /// Those of one thing, in order.
    static List<Failure> of(String what, List<String> reasons) {
        return IntStream.range(0, reasons.size())
                .mapToObj(i -> new Failure(what, i + 1, reasons.get(i)))
                .toList();
    }

    /// For who waits, and for who reads the result.
    String sentence() {
        return "%s failed and was tried again with other networks, whose noise is in it: %s".formatted(what, reason);
    }

    /// A line of the log.
    Document document() {
        return Document.of("failure", Document.entries("failed", what, "attempt", attempt, "reason", reason));
    }
}
