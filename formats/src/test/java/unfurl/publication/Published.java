package unfurl.publication;

import java.util.List;
import java.util.Optional;
import unfurl.event.Expression;
import unfurl.formats.ToyMeasurement;
import unfurl.hist.Axis;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;

/// Publications of the toy with a group of weights of every kind: events i = 0 … 39 at pT_ll = 200.5 + 5i with
/// the nominal weights 1 + i/64.
final class Published {
    /// Twenty events in each bin; nominal sums 20 + 190/64 and 20 + 590/64.
    static final Query PT = query("pT_ll", "GeV", 200, 300, 400);
    /// Events by i mod 7; the last bin is empty.
    static final Query TRACKS = query("Ntracks_trackj1/2", "", 0, 1, 2, 3.5, 4);

    private Published() {}

    static Query query(String expression, String unit, double... edges) {
        return Query.of(Expression.parse(expression), Axis.of(expression, unit, edges));
    }

    static Publication of(Query... queries) {
        return of(ToyMeasurement.full(), Optional.empty(), queries);
    }

    static Publication of(Measurement measurement, Optional<List<String>> sources, Query... queries) {
        Breakdown breakdown = breakdown(measurement, queries);
        return Publication.of(
                measurement,
                List.of(queries),
                breakdown,
                breakdown.chosen(sources),
                Prediction.prior(measurement).stream().toList());
    }

    static Breakdown breakdown(Measurement measurement, Query... queries) {
        try (var workers = new Workers(1)) {
            return measurement.breakdown(List.of(queries), workers);
        }
    }
}
