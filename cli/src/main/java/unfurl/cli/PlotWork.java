package unfurl.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unfurl.NumericalException;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;
import unfurl.measurement.Testing;
import unfurl.plot.Compared;
import unfurl.plot.PlotRequest;

/// Computes what a plot shows.
final class PlotWork {
    private final Measurement measurement;
    private final Query query;
    private final Optional<PlotRequest.Slices> slices;
    private final SpectrumErrors errors;
    private final List<String> remarks;

    /// @throws unfurl.InputException when no event is there to draw, or the sources cannot be added
    PlotWork(Measurement measurement, Query query, Optional<PlotRequest.Slices> slices, SourcesOption sources) {
        this.measurement = measurement;
        this.query = query;
        this.slices = slices;
        if (slices.isEmpty()) {
            JointAnswer answer = JointAnswer.of(measurement, List.of(query), sources);
            this.errors = answer.errors();
            this.remarks = new ArrayList<>(answer.remarks());
        } else {
            HistAnswer.requireSome(measurement, query);
            Breakdown breakdown = breakdown(query.normalised());
            this.errors = SpectrumErrors.of(breakdown, sources.of(breakdown));
            this.remarks = new ArrayList<>(errors.toysLeftOut().stream().toList());
        }
    }

    /// The columns that are asked of a prediction.
    static Set<String> columns(Query query, Optional<PlotRequest.Slices> slices) {
        Set<String> columns = new LinkedHashSet<>(query.observable().columns());
        query.where().ifPresent(condition -> columns.addAll(condition.columns()));
        slices.ifPresent(some -> columns.addAll(some.by().columns()));
        return columns;
    }

    /// What a person should know, a line each.
    List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    PlotRequest request(List<Prediction> predictions, PlotRequest.Options options) {
        List<Compared> compared = predictions.stream().map(this::compared).toList();
        return new PlotRequest(
                measurement.head(), query, slices, errors.breakdown(), errors.chosen(), compared, options);
    }

    private Compared compared(Prediction prediction) {
        boolean ofShape = !prediction.absolute() && !query.normalised();
        return new Compared(
                prediction.name(),
                ofShape,
                spectra(prediction, query.normalised()),
                test(prediction, ofShape || query.normalised()),
                ofShape);
    }

    /// χ² of all bins; empty where it cannot be computed, which is said.
    private Optional<Compatibility> test(Prediction prediction, boolean normalised) {
        try {
            Breakdown breakdown = normalised == query.normalised() ? errors.breakdown() : breakdown(normalised);
            Compatibility test = prediction.test(
                    breakdown,
                    spectra(prediction, normalised),
                    Testing.standard().with(errors.chosen()));
            test.chiSquare()
                    .withoutPValue()
                    .ifPresent(reason -> remarks.add("note: no p of '%s': %s".formatted(prediction.name(), reason)));
            return Optional.of(test);
        } catch (NumericalException wrong) {
            remarks.add("warning: no χ² of '%s': %s".formatted(prediction.name(), wrong.getMessage()));
            return Optional.empty();
        }
    }

    private List<Spectrum> spectra(Prediction prediction, boolean normalised) {
        Normalisation normalisation = measurement.head().normalisation();
        return sliced(normalised)
                .map(query -> prediction.spectra(query, normalisation))
                .orElseGet(() -> List.of(prediction.spectrum(query(normalised), normalisation)));
    }

    private Breakdown breakdown(boolean normalised) {
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            return sliced(normalised)
                    .map(query -> measurement.breakdown(query, workers))
                    .orElseGet(() -> measurement.breakdown(List.of(query(normalised)), workers));
        }
    }

    private Query query(boolean normalised) {
        return new Query(query.observable(), query.axis(), query.where(), normalised);
    }

    private Optional<SlicedQuery> sliced(boolean normalised) {
        return slices.map(some -> new SlicedQuery(query(normalised), some.by(), some.axis()));
    }
}
