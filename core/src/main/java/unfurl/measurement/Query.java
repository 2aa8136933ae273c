package unfurl.measurement;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;

/// A histogram that is asked of a measurement.
///
/// @param observable a number of each event
/// @param axis       its bins
/// @param where      the events that are counted; empty for all
/// @param normalised whether the integral over the bins is to be 1
public record Query(Expression observable, Axis axis, Optional<Expression> where, boolean normalised)
        implements AnyQuery {
    /// Checks that nothing is missing.
    public Query {
        Objects.requireNonNull(observable);
        Objects.requireNonNull(axis);
        Objects.requireNonNull(where);
    }

    /// The absolute histogram of all events.
    public static Query of(Expression observable, Axis axis) {
        return new Query(observable, axis, Optional.empty(), false);
    }

    /// All events in one bin of width 1, whose value is the sum of the weights: the total cross section or yield.
    public static Query ofTotal() {
        return of(Expression.parse("1"), Axis.of("all events", "", 0.5, 1.5));
    }

    /// The same of the events that meet a condition.
    public Query where(Expression condition) {
        return new Query(observable, axis, Optional.of(condition), normalised);
    }

    /// The same, normalised to 1.
    @Override
    public Query asNormalised() {
        return new Query(observable, axis, where, true);
    }

    @Override
    public Query each() {
        return this;
    }

    @Override
    public Optional<SlicedQuery> sliced() {
        return Optional.empty();
    }

    @Override
    public Set<String> columns() {
        var columns = new LinkedHashSet<>(observable.columns());
        where.ifPresent(condition -> columns.addAll(condition.columns()));
        return Collections.unmodifiableSet(columns);
    }

    /// The spectrum of a histogram of the query's bins.
    Spectrum spectrum(Histogram histogram, Normalisation normalisation) {
        return normalised ? Spectrum.normalised(histogram) : Spectrum.absolute(histogram, normalisation.unit());
    }
}
