package unfurl.explorer;

import java.util.List;
import java.util.Optional;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.measurement.AnyQuery;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;

/// What is to be drawn.
///
/// @param key         who asks
/// @param x           the observable
/// @param y           the observable of the slices, when there are any
/// @param cuts        the conditions, each as it was typed; all must be true
/// @param where       the conditions together; empty when there is none
/// @param normalised  whether each slice's integral is to be 1
/// @param sources     those that make the total; empty for all
/// @param predictions the names of those that are drawn beside
/// @param inverse     how V is inverted for χ²
/// @param covariance  whether the matrices are wanted
record ViewRequest(
        Desk.Key key,
        Binning x,
        Optional<Binning> y,
        List<String> cuts,
        Optional<Expression> where,
        boolean normalised,
        Optional<List<String>> sources,
        List<String> predictions,
        ChiSquare.Inverse inverse,
        boolean covariance) {
    /// An observable and its bins.
    record Binning(Expression expression, Axis axis) {}

    ViewRequest {
        cuts = List.copyOf(cuts);
        sources = sources.map(List::copyOf);
        predictions = List.copyOf(predictions);
    }

    /// The histogram, or its slices.
    AnyQuery query() {
        var each = new Query(x.expression(), x.axis(), where, normalised);
        return y.<AnyQuery>map(by -> new SlicedQuery(each, by.expression(), by.axis()))
                .orElse(each);
    }

    /// How many bins there are in all slices.
    int cells() {
        return x.axis().bins() * y.map(by -> by.axis().bins()).orElse(1);
    }

    /// The same, with other numbers for an integral of 1.
    ViewRequest asNormalised() {
        return new ViewRequest(key, x, y, cuts, where, true, sources, predictions, inverse, covariance);
    }
}
