package unfurl.measurement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import unfurl.event.Expression;
import unfurl.hist.Axis;

/// A quantity that was unfolded.
///
/// @param column  the column of the events
/// @param label   how people write it; may hold TeX between dollar signs
/// @param unit    such as `GeV` or `rad`; empty for a pure number
/// @param noValue the events in which it has no value and its column holds padding; empty when it always has one
/// @param bins    those that are published with it, for whoever chooses none; named after the column, in the unit
public record Observable(String column, String label, String unit, Optional<Expression> noValue, Optional<Axis> bins) {
    /// What edges have, of which those of bins of one width have no more than somebody would write.
    private static final int DIGITS = 12;
    /// Any two numbers differ in them.
    private static final int MOST_DIGITS = 17;

    /// Checks that nothing is missing.
    public Observable {
        Objects.requireNonNull(column);
        Objects.requireNonNull(label);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(noValue);
        bins = bins.map(axis -> axis.named(column, unit));
    }

    /// An observable that every event has a value of, published without bins.
    public Observable(String column, String label, String unit) {
        this(column, label, unit, Optional.empty(), Optional.empty());
    }

    /// The same, without a value where the condition is true.
    public Observable withoutValueWhere(Expression condition) {
        return new Observable(column, label, unit, Optional.of(condition), bins);
    }

    /// The same with bins between these edges.
    ///
    /// @throws unfurl.InputException when they are not at least two, finite and strictly increasing
    public Observable withBins(double... edges) {
        return new Observable(column, label, unit, noValue, Optional.of(Axis.of(column, unit, edges)));
    }

    /// The edges of the published bins as people write them, rounded to 12 digits, or to as many more as keep them
    /// apart; nothing when there are none.
    public List<String> edgesAsText() {
        double[] edges = bins.map(Axis::edges).orElse(new double[0]);
        return IntStream.rangeClosed(DIGITS, MOST_DIGITS)
                .mapToObj(MathContext::new)
                .map(digits -> DoubleStream.of(edges)
                        .mapToObj(edge -> BigDecimal.valueOf(edge)
                                .round(digits)
                                .stripTrailingZeros()
                                .toPlainString())
                        .toList())
                .filter(texts -> texts.stream().distinct().count() == edges.length)
                .findFirst()
                .orElseThrow();
    }
}
