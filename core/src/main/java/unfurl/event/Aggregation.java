package unfurl.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What makes one number of the list of an event.
///
/// Of an empty list, `count` and `sum` are 0; `min`, `max` and `mean` are NaN, for there is no such thing.
enum Aggregation {
    COUNT("count"),
    SUM("sum"),
    MIN("min"),
    MAX("max"),
    MEAN("mean");

    private final String spelling;

    Aggregation(String spelling) {
        this.spelling = spelling;
    }

    static Optional<Aggregation> called(String name) {
        return Arrays.stream(values()).filter(a -> a.spelling.equals(name)).findFirst();
    }

    static List<String> spellings() {
        return Arrays.stream(values()).map(a -> a.spelling).toList();
    }

    String spelling() {
        return spelling;
    }

    double of(double[] values, int from, int count) {
        return switch (this) {
            case COUNT -> count;
            case SUM -> sum(values, from, count);
            case MIN -> Arrays.stream(values, from, from + count).min().orElse(Double.NaN);
            case MAX -> Arrays.stream(values, from, from + count).max().orElse(Double.NaN);
            case MEAN -> sum(values, from, count) / count;
        };
    }

    private static double sum(double[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }
}
