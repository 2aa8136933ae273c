package unfurl.measurement;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.hist.Covariance;
import unfurl.hist.Histogram;
import unfurl.hist.Spectrum;

/// What a measurement is compared with: events at particle level with weights, such as a generator's.
///
/// @param name       what it is called in legends and answers
/// @param events     with the columns that are asked for, all in the phase space
/// @param weights    one for each event, in the unit of the measurement's nominal ones
/// @param absolute   whether they are so by themselves; otherwise they were scaled to the measurement's sum, and
///                   shapes alone mean something
/// @param sameEvents whether these are the data's own events, whose fluctuations the result has too
/// @param ownEvents  whether these are the result's own events with other weights, as the prior is: what fluctuates
///                   in both alike is counted as if it did in each alone, and p is too large to mean much
/// @param closures   the measurement's sources that were made of it, and cannot be what covers the distance to it
public record Prediction(
        String name,
        Table events,
        Weights weights,
        boolean absolute,
        boolean sameEvents,
        boolean ownEvents,
        List<String> closures) {
    /// The name of the simulation that the unfolding began with.
    public static final String PRIOR = "prior";

    /// Copies the list.
    ///
    /// @throws InputException when the name is blank
    public Prediction {
        Objects.requireNonNull(events);
        closures = List.copyOf(closures);
        if (name.isBlank()) {
            throw new InputException("a prediction needs a name");
        }
        if (weights.size() != events.rows()) {
            throw new IllegalArgumentException("%d weights of %d events".formatted(weights.size(), events.rows()));
        }
    }

    /// A truth as a prediction of a measurement.
    ///
    /// @param closures the measurement's sources that were made of it
    /// @throws InputException when it has no event in the phase space, its weights do not sum to more than 0, or
    ///                        as [Truth#in]
    public static Prediction of(String name, Truth truth, List<String> closures, Measurement measurement) {
        Truth inside = truth.in(measurement.head());
        Weights own = inside.weights();
        if (!(own.sum() > 0)) {
            throw new InputException("the weights of the prediction '%s' sum to %s over %d events in the phase space"
                    .formatted(name, own.sum(), own.size()));
        }
        Weights weights =
                inside.absolute() ? own : own.times(measurement.nominal().sum() / own.sum());
        return new Prediction(name, inside.events(), weights, inside.absolute(), inside.sameEvents(), false, closures);
    }

    /// The simulation that the unfolding began with, when its weights are published.
    public static Optional<Prediction> prior(Measurement measurement) {
        return measurement
                .prior()
                .map(weights -> new Prediction(PRIOR, measurement.events(), weights, true, false, true, List.of()));
    }

    /// The same under another name.
    ///
    /// @throws InputException when it is blank
    public Prediction named(String other) {
        return new Prediction(other, events, weights, absolute, sameEvents, ownEvents, closures);
    }

    /// The spectrum that a query asks for, with the covariance Σw² of the prediction's own events.
    ///
    /// @throws InputException when a column is missing, or the observable is NaN for an event that is counted
    public Spectrum spectrum(Query query, Normalisation normalisation) {
        Weights counted = query.where()
                .map(condition -> weights.where(condition.select(events)))
                .orElse(weights);
        Column values = query.observable().evaluate(events);
        return query.spectrum(Histogram.of(query.axis(), values::at, counted), normalisation);
    }

    /// The spectrum, or that of each slice.
    ///
    /// @throws InputException as [#spectrum]
    public List<Spectrum> spectra(AnyQuery query, Normalisation normalisation) {
        return switch (query) {
            case Query one -> List.of(spectrum(one, normalisation));
            case SlicedQuery sliced -> sliced.spectra(events, weights, normalisation);
        };
    }

    /// Whether spectra of it were scaled to the measurement's sum; of normalised ones it does not matter.
    public boolean isScaled(List<Spectrum> own) {
        return !absolute && !own.getFirst().isNormalised();
    }

    /// Whether spectra of it are tested in shape alone: those that were scaled, and normalised ones.
    public boolean isOfShape(List<Spectrum> own) {
        return !absolute || own.getFirst().isNormalised();
    }

    /// Whether the measurement is compatible with it, in shape where that alone means something: [#isOfShape].
    ///
    /// @param shapes the measurement's normalised spectra, which are asked for only then
    /// @throws InputException as [Breakdown#test]
    public Compatibility test(Breakdown breakdown, Supplier<Breakdown> shapes, List<Spectrum> own, Testing testing) {
        return isScaled(own)
                ? test(
                        shapes.get(),
                        own.stream()
                                .map(Spectrum::histogram)
                                .map(Spectrum::normalised)
                                .toList(),
                        testing)
                : test(breakdown, own, testing);
    }

    /// Whether the measurement is compatible with it.
    ///
    /// @param breakdown the measurement's spectrum, or its slices
    /// @param own       the prediction's, as [#spectra] gives them for the same query
    /// @throws InputException as [Breakdown#test]
    public Compatibility test(Breakdown breakdown, List<Spectrum> own, Testing testing) {
        double[] values =
                own.stream().flatMapToDouble(s -> Arrays.stream(s.values())).toArray();
        int bins = own.getFirst().bins();
        Covariance ofOwn = Covariance.of(
                values.length,
                (i, j) -> sameEvents || i / bins != j / bins
                        ? 0
                        : own.get(i / bins).covariance().get(i % bins, j % bins));
        return breakdown.test(values, ofOwn, testing.againstTargetOf(closures));
    }
}
