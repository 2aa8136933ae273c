package unfurl.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import unfurl.NumericalException;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;
import unfurl.measurement.AnyQuery;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;
import unfurl.measurement.Testing;
import unfurl.plot.Compared;
import unfurl.plot.PlotRequest;

/// Computes what a plot shows.
final class PlotWork {
    private final Measurement measurement;
    private final AnyQuery query;
    private final SpectrumErrors errors;
    private final List<String> remarks;

    /// @throws unfurl.InputException when no event is there to draw, or the sources cannot be added
    PlotWork(Measurement measurement, AnyQuery query, SourcesOption sources) {
        this.measurement = measurement;
        this.query = query;
        switch (query) {
            case Query one -> {
                JointAnswer answer = JointAnswer.of(measurement, List.of(one), sources);
                this.errors = answer.errors();
                this.remarks = new ArrayList<>(answer.remarks());
            }
            case SlicedQuery sliced -> {
                HistAnswer.requireSome(measurement, sliced.query());
                Breakdown breakdown = breakdown(sliced);
                this.errors = SpectrumErrors.of(breakdown, sources.of(breakdown));
                this.remarks = new ArrayList<>(errors.toysLeftOut().stream().toList());
            }
        }
    }

    /// What a person should know, a line each.
    List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    PlotRequest request(List<Prediction> predictions, PlotRequest.Options options) {
        List<Compared> compared = predictions.stream().map(this::compared).toList();
        return new PlotRequest(measurement.head(), query, errors.breakdown(), errors.chosen(), compared, options);
    }

    private Compared compared(Prediction prediction) {
        List<Spectrum> spectra = prediction.spectra(query, measurement.head().normalisation());
        return Compared.of(prediction, spectra, test(prediction, spectra));
    }

    /// χ² of all bins; empty where it cannot be computed, which is said.
    private Optional<Compatibility> test(Prediction prediction, List<Spectrum> spectra) {
        try {
            Compatibility test = prediction.test(
                    errors.breakdown(),
                    () -> breakdown(query.asNormalised()),
                    spectra,
                    Testing.standard().with(errors.chosen()));
            test.chiSquare()
                    .withoutPValue()
                    .ifPresent(reason -> remarks.add("note: no p of '%s': %s".formatted(prediction.name(), reason)));
            if (prediction.ownEvents() && test.chiSquare().pValue().isPresent()) {
                remarks.add(
                        "note: '%s' is the result's own events with other weights, so that its p is too large to mean much"
                                .formatted(prediction.name()));
            }
            return Optional.of(test);
        } catch (NumericalException wrong) {
            remarks.add("warning: no χ² of '%s': %s".formatted(prediction.name(), wrong.getMessage()));
            return Optional.empty();
        }
    }

    private Breakdown breakdown(AnyQuery asked) {
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            return measurement.breakdown(asked, workers);
        }
    }
}
