package unfurl.measurement;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Binned;
import unfurl.hist.Histogram;
import unfurl.hist.Sliced;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;

/// Histograms of one observable in slices of another.
///
/// @param query  the histogram of each slice; one that is normalised is so in each slice by itself
/// @param by     the observable of the slices
/// @param slices its bins; events outside them are not counted
public record SlicedQuery(Query query, Expression by, Axis slices) implements AnyQuery {
    /// Checks that nothing is missing.
    public SlicedQuery {
        Objects.requireNonNull(query);
        Objects.requireNonNull(by);
        Objects.requireNonNull(slices);
    }

    @Override
    public Query each() {
        return query;
    }

    @Override
    public Optional<SlicedQuery> sliced() {
        return Optional.of(this);
    }

    @Override
    public SlicedQuery asNormalised() {
        return new SlicedQuery(query.asNormalised(), by, slices);
    }

    @Override
    public Set<String> columns() {
        var columns = new LinkedHashSet<>(query.columns());
        columns.addAll(by.columns());
        return Collections.unmodifiableSet(columns);
    }

    /// The query of each slice's histogram, slice by slice; they differ in the events that are counted alone.
    List<Query> queries() {
        return Collections.nCopies(slices.bins(), query);
    }

    Sliced located(Table events, Workers workers) {
        Mask counted = query.where()
                .map(condition -> condition.select(events, workers))
                .orElseGet(() -> Mask.all(events.rows()));
        Binned slice = Binned.of(slices, by.evaluate(events, workers), counted, workers);
        Binned values =
                Binned.of(query.axis(), query.observable().evaluate(events, workers), slice.inside(counted), workers);
        return Sliced.of(values, slice);
    }

    /// The spectrum of each slice.
    ///
    /// @throws InputException when a column is missing, or an observable is NaN for an event that is counted
    List<Spectrum> spectra(Table events, Weights weights, Normalisation normalisation) {
        List<Histogram> histograms;
        try (var alone = new Workers(1)) {
            histograms = located(events, alone).histograms(weights);
        }
        return histograms.stream()
                .map(histogram -> query.spectrum(histogram, normalisation))
                .toList();
    }
}
