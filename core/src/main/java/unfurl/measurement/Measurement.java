package unfurl.measurement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Axis;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;
import unfurl.provenance.Citation;
import unfurl.provenance.Digest;
import unfurl.provenance.Provenance;

/// A published measurement: events at particle level with the weights that unfold them, and what they mean.
///
/// Bins, cuts and observables are chosen when it is read. The statistical error of a spectrum is √Σw² over the
/// published events: it is the finite size of that sample, and nothing else. It does not hold the
/// statistics of the data, nor of the response, nor any systematic effect; those come from the groups of
/// weights, if there are any: [#uncertainties].
///
/// @param head       what it says of itself
/// @param provenance what it was made from
/// @param citations  what to cite when it is used
/// @param events     one row per event in the phase space, with at least the head's columns
public record Measurement(Head head, Provenance provenance, List<Citation> citations, Table events) {
    /// @throws InputException when a column is missing, a value is not finite, the nominal weights do not sum
    ///        to more than 0, or an event is outside the phase space
    public Measurement {
        citations = List.copyOf(citations);
        String asker = "the measurement '" + head.name() + "'";
        List<Column> columns =
                head.columns().stream().map(name -> events.column(name, asker)).toList();
        for (Column column : columns) {
            if (column.isList()) {
                throw new InputException("column '%s' of %s has a list in each row, and must have one number"
                        .formatted(column.name(), events.describe()));
            }
        }
        // By all processors, as columns are read.
        columns.parallelStream()
                .filter(column -> !column.isFinite())
                .findFirst()
                .ifPresent(column -> {
                    Mask bad = column.finite().not();
                    throw new InputException("column '%s' of %s is not finite in %d rows, the first of them row %d"
                            .formatted(column.name(), events.describe(), bad.count(), bad.indices()[0]));
                });
        double total = weights(events, head.nominalColumn()).sum();
        if (!(total > 0)) {
            throw new InputException("the weights '%s' of %s sum to %s, which is no cross section or yield"
                    .formatted(head.nominalColumn(), events.describe(), total));
        }
        head.phaseSpace().ifPresent(condition -> {
            Mask outside = condition.select(events).not();
            if (outside.count() > 0) {
                throw new InputException("%d events of %s are outside the phase space '%s', the first of them row %d"
                        .formatted(outside.count(), events.describe(), condition, outside.indices()[0]));
            }
        });
    }

    private static Weights weights(Table table, String name) {
        return Weights.of(table.column(name, "the weights"));
    }

    /// The weights of a column.
    ///
    /// @throws InputException when there is no such column
    public Weights weights(String column) {
        return weights(events, column);
    }

    /// The nominal weights: the result.
    public Weights nominal() {
        return weights(head.nominalColumn());
    }

    /// The prior's weights in the unit of the nominal ones, when they are published.
    public Optional<Weights> prior() {
        return head.prior().map(prior -> weights(prior.column()).times(prior.factor()));
    }

    /// An axis for an expression: its text is the label, for messages; the unit is that of the observable or
    /// column when it is a single one.
    ///
    /// @throws InputException when the edges are not finite and strictly increasing
    public Axis axis(Expression expression, double... edges) {
        String column = expression.columns().size() == 1
                ? expression.columns().iterator().next()
                : "";
        boolean isColumn = !column.isEmpty() && Expression.ofColumn(column).equals(expression);
        String unit = isColumn && events.has(column)
                ? events.column(column, "an axis").unit()
                : "";
        return Axis.of(
                expression.text(), observable(expression).map(Observable::unit).orElse(unit), edges);
    }

    /// The bins that are published of an expression, which is then an observable. An axis as of [#axis].
    public Optional<Axis> publishedAxis(Expression expression) {
        return observable(expression).flatMap(Observable::bins).map(axis -> axis.named(expression.text(), axis.unit()));
    }

    private Optional<Observable> observable(Expression expression) {
        return head.observables().stream()
                .filter(known -> Expression.ofColumn(known.column()).equals(expression))
                .findFirst();
    }

    /// Σw and Σw² of the bins of a query, with any weights of the events.
    ///
    /// @param weights one for each event
    /// @throws InputException when a column is missing, or the observable is NaN for an event that is counted
    public Histogram histogram(Query query, Weights weights) {
        Weights counted = query.where()
                .map(condition -> weights.where(condition.select(events)))
                .orElse(weights);
        Column values = query.observable().evaluate(events);
        return Histogram.of(query.axis(), values::at, counted);
    }

    /// The nominal weight, within a query's cut, of events in which an observable of the query has no
    /// value: what its column holds there is padding.
    ///
    /// @return Σw by the condition of having no value; empty when every counted event has its values
    public Map<String, Double> withoutValue(Query query) {
        List<Expression> conditions = head.observables().stream()
                .filter(observable -> query.observable().columns().contains(observable.column()))
                .flatMap(observable -> observable.noValue().stream())
                .toList();
        if (conditions.isEmpty()) {
            return Map.of();
        }
        var sums = new TreeMap<String, Double>();
        Weights counted = query.where()
                .map(where -> nominal().where(where.select(events)))
                .orElseGet(this::nominal);
        for (Expression condition : conditions) {
            double sum = counted.where(condition.select(events)).sum();
            if (sum != 0) {
                sums.put(condition.text(), sum);
            }
        }
        return sums;
    }

    /// The spectrum that a query asks for, with its statistical error as said above.
    ///
    /// @throws InputException as in [#histogram]
    public Spectrum spectrum(Query query) {
        return spectrum(query, nominal());
    }

    /// The spectrum that a query asks for with any weights of the events, such as the prior's.
    ///
    /// @param weights one for each event, in the unit of the nominal ones
    /// @throws InputException as in [#histogram]
    public Spectrum spectrum(Query query, Weights weights) {
        return query.spectrum(histogram(query, weights), head.normalisation());
    }

    /// What each source contributes to the uncertainty of a spectrum: [Breakdown#uncertainties].
    ///
    /// @throws InputException as in [#histogram]
    public List<Uncertainty> uncertainties(Query query) {
        return breakdown(query).uncertainties();
    }

    /// The uncertainty of a spectrum, source by source.
    ///
    /// @throws InputException as in [#histogram]
    public Breakdown breakdown(Query query) {
        try (var alone = new Workers(1)) {
            return breakdown(List.of(query), alone);
        }
    }

    /// The uncertainty of several spectra together, source by source: how their bins move together too.
    ///
    /// All weights are read in one pass over the events, eight columns at a time.
    ///
    /// @param queries at least one
    /// @param workers the threads that share the work; the bits are the same for any number
    /// @throws InputException as in [#histogram]
    public Breakdown breakdown(List<Query> queries, Workers workers) {
        return Combination.of(this, queries, workers).breakdown();
    }

    /// The uncertainty of a spectrum, or of those of all slices together, source by source, in one pass as well.
    ///
    /// @throws InputException as in [#histogram]
    public Breakdown breakdown(AnyQuery query, Workers workers) {
        return switch (query) {
            case Query one -> breakdown(List.of(one), workers);
            case SlicedQuery sliced -> Combination.of(this, sliced, workers).breakdown();
        };
    }

    /// The measurement beside a truth, observable by observable, with every source of uncertainty.
    ///
    /// @param truth  events with the observables' columns
    /// @param weight the truth's weight column; when empty, the column named as the prior's if the truth has
    ///               it, and weight 1 otherwise
    /// @param axes   bins for some of the observables, by column
    /// @throws InputException as in the other one
    public Comparison compare(Table truth, Optional<String> weight, Map<String, Axis> axes) {
        try (var alone = new Workers(1)) {
            return compare(Truth.of(truth, weight), axes, List.of(), Testing.standard(), alone);
        }
    }

    /// The measurement beside a truth, observable by observable.
    ///
    /// Only the truth's events in the phase space count. Where no bins are given they are the published ones, and
    /// where there are none of these, 25 of one width between the 0.5 % and 99.5 % quantiles of the truth.
    ///
    /// @param truth   events with the observables' columns, and what is known of them
    /// @param axes    bins for some of the observables, by column
    /// @param joint   observables, by column, that are tested together as well; none or at least two
    /// @param testing how χ² is made
    /// @param workers the threads that share the work; the bits are the same for any number
    /// @throws InputException when a column is missing, a value is not finite, an axis or a name belongs to no
    ///        observable, or the sources cannot be added
    public Comparison compare(
            Truth truth, Map<String, Axis> axes, List<String> joint, Testing testing, Workers workers) {
        return new TruthComparison(this, truth, axes, testing, workers).run(joint);
    }

    /// The published sources of uncertainty that were made of a file, by its digest. A prediction from that file
    /// is what they were made to reach.
    public List<String> sourcesMadeOf(Digest file) {
        List<String> made = provenance.sourcesOf(file);
        return head.groups().stream()
                .map(WeightGroup::name)
                .filter(made::contains)
                .toList();
    }
}
