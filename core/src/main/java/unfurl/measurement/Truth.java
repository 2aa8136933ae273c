package unfurl.measurement;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;

/// A truth that a measurement is set beside.
///
/// @param events    with the observables' columns
/// @param weight    the column of their weights; when empty, the column named as the measurement's prior if it
///                  is there, and weight 1 otherwise
/// @param scale     multiplies the weights; 1 when empty
/// @param absolute  whether the weights are in the unit of the measurement's, so that more than shapes is tested
/// @param sameEvents whether these are the data's own events, whose fluctuations the result has too
public record Truth(Table events, Optional<String> weight, OptionalDouble scale, boolean absolute, boolean sameEvents) {
    /// @throws InputException when the scale is not above 0
    public Truth {
        Objects.requireNonNull(events);
        Objects.requireNonNull(weight);
        if (scale.isPresent() && !(scale.getAsDouble() > 0 && Double.isFinite(scale.getAsDouble()))) {
            throw new InputException("the truth's weights cannot be multiplied by %s\n  allowed    a number above 0"
                    .formatted(scale.getAsDouble()));
        }
    }

    /// A truth whose shapes alone are tested, with events of its own.
    public static Truth of(Table events, Optional<String> weight) {
        return new Truth(events, weight, OptionalDouble.empty(), false, false);
    }

    /// The same, whose events are the data's own or not.
    public Truth withSameEvents(boolean same) {
        return new Truth(events, weight, scale, absolute, same);
    }

    /// The truth of a measurement: its events in the phase space, and the column of its weights.
    ///
    /// @throws InputException when it is to be absolute, and its weights cannot be in the measurement's unit
    public Truth in(Head head) {
        Optional<String> column =
                weight.or(() -> head.prior().map(Prior::column).filter(events::has));
        if (absolute) {
            requireUnit(column, head.normalisation().unit());
        }
        Table inside = head.phaseSpace()
                .map(condition -> events.select(condition.select(events)))
                .orElse(events);
        return new Truth(inside, column, scale, absolute, sameEvents);
    }

    private void requireUnit(Optional<String> column, String unit) {
        if (scale.isPresent()) {
            return;
        }
        String own = column.map(
                        name -> events.column(name, "the truth's weights").unit())
                .orElse("");
        boolean counted = column.isEmpty() && !unit.isEmpty();
        if (counted || !(own.isEmpty() || own.equals(unit))) {
            throw new InputException(
                    "the measurement is %s, and the events of %s %s: they cannot be compared absolutely\n  allowed    weights in that unit, or a factor that takes them to it"
                            .formatted(
                                    unit.isEmpty() ? "a number of events" : "in " + unit,
                                    events.describe(),
                                    counted ? "have no weights" : "have weights in " + own));
        }
    }

    /// The weights, scaled.
    ///
    /// @throws InputException when one is not finite
    public Weights weights() {
        double factor = scale.orElse(1);
        if (weight.isEmpty()) {
            return Weights.ones(events.rows()).times(factor);
        }
        Column column = events.column(weight.get(), "the truth's weights");
        Mask bad = column.finite().not();
        if (bad.count() > 0) {
            throw new InputException("the weights '%s' of %s are not finite for %d events"
                    .formatted(column.name(), events.describe(), bad.count()));
        }
        return Weights.tabulate(column.size(), row -> column.at(row) * factor);
    }
}
