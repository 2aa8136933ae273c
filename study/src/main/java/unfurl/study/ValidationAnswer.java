package unfurl.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.report.ValidationTest;
import unfurl.report.figure.Numbers;

/// How a test ended, for the page and for `validation.json`.
///
/// @param test    for the page
/// @param figures its numbers by name
record ValidationAnswer(ValidationTest test, Map<String, Object> figures) {
    /// Copies the map.
    ValidationAnswer {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /// As an entry of `validation.json`.
    Map<String, Object> document() {
        var all = new LinkedHashMap<String, Object>();
        all.put("test", ValidationOptions.name(test.kind()));
        all.put("of", test.name());
        all.put("verdict", test.verdict().words());
        all.put("reason", test.reason());
        all.putAll(figures);
        return all;
    }

    /// Numbers as a list; empty where one is not finite.
    static List<Object> numbers(Numbers values) {
        return values.stream()
                .boxed()
                .<Object>map(value -> Double.isFinite(value) ? Optional.of(value) : Optional.empty())
                .toList();
    }
}
