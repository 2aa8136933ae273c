package unfurl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.formats.Tables;
import unfurl.hist.Axis;
import unfurl.hist.Distribution;
import unfurl.measurement.Comparison;
import unfurl.measurement.Head;
import unfurl.measurement.Measurement;
import unfurl.measurement.Observable;
import unfurl.study.StudyFile;

/// The file from which a comparison takes its bins.
///
/// * A YAML or JSON file maps observables to edges, each a list or `{bins: 25, from: 0, to: 50}`. A study file
///   (its `observables.bins`) and an answer of `unfurl compare --format json` are such files too.
/// * A measurement has the bins that it publishes.
/// * A table (the column named as the prior's has its weights, if it is there), or a measurement (with its nominal
///   weights) of an observable without published bins: there are 25 bins between the quantiles of its events in the
///   phase space.
///
/// An observable of which the file says nothing keeps its default bins.
///
/// @param path        the file
/// @param measurement what is compared
record EdgesFile(Path path, Measurement measurement) {
    private static final String ASKER = "--edges-from";

    /// The bins by observable.
    ///
    /// @throws InputException when the file cannot be used, or has none of the measurement's observables
    Map<String, Axis> axes() {
        Map<String, Axis> axes = MeasurementFolder.isMeasurement(path)
                ? ofMeasurement(MeasurementFolder.read(path))
                : isDocument() ? ofDocument(Document.read(path)) : ofTable();
        if (axes.isEmpty()) {
            throw new InputException("%s has no observable of the measurement '%s'\n  asked by   %s\n  available  %s"
                    .formatted(path, head().name(), ASKER, String.join(", ", names())));
        }
        return axes;
    }

    private Head head() {
        return measurement.head();
    }

    private List<String> names() {
        return head().observables().stream().map(Observable::column).toList();
    }

    private boolean isDocument() {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private Map<String, Axis> ofDocument(Document document) {
        Optional<Document> observables = document.find("observables");
        var axes = new LinkedHashMap<String, Axis>();
        if (observables.filter(Document::isList).isPresent()) {
            for (Document line : observables.get().list()) {
                put(axes, line.get("observable").text(), line.get("edges"));
            }
            return axes;
        }
        Optional<Document> study =
                observables.filter(found -> document.find("study").isPresent());
        Map<String, Document> entries = study.isEmpty()
                ? document.map()
                : study.get().find("bins").map(Document::map).orElse(Map.of());
        entries.forEach((name, edges) -> put(axes, name, edges));
        return axes;
    }

    private void put(Map<String, Axis> axes, String name, Document edges) {
        Observable observable = head().observables().stream()
                .filter(o -> o.column().equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.notFound(
                        "observable",
                        name,
                        "the measurement '" + head().name() + "'",
                        edges.place().asker(),
                        names()));
        double[] values =
                StudyFile.edges(edges).stream().mapToDouble(edge -> edge).toArray();
        axes.put(name, Axis.of(observable.column(), observable.unit(), values));
    }

    private Map<String, Axis> ofMeasurement(Measurement other) {
        return ofEvents(other.events(), other.nominal(), column -> other.publishedAxis(Expression.ofColumn(column)));
    }

    private Map<String, Axis> ofTable() {
        List<String> there = Tables.names(path);
        Optional<String> weight = EventTable.priorColumn(head(), there);
        var wanted = new ArrayList<>(names());
        wanted.retainAll(there);
        weight.ifPresent(wanted::add);
        Table events = EventTable.read(path, head(), wanted, ASKER);
        return ofEvents(
                events,
                weight.map(name -> events.column(name, ASKER))
                        .map(column -> Weights.of(column))
                        .orElseGet(() -> Weights.ones(events.rows())),
                column -> Optional.empty());
    }

    private Map<String, Axis> ofEvents(Table events, Weights weights, Function<String, Optional<Axis>> published) {
        Weights counted = head().phaseSpace()
                .map(condition -> weights.where(condition.select(events)))
                .orElse(weights);
        var axes = new LinkedHashMap<String, Axis>();
        for (Observable observable : head().observables()) {
            if (events.has(observable.column())) {
                axes.put(
                        observable.column(),
                        published
                                .apply(observable.column())
                                .orElseGet(() -> betweenQuantiles(observable, events, counted)));
            }
        }
        return axes;
    }

    private static Axis betweenQuantiles(Observable observable, Table events, Weights weights) {
        Column column = events.column(observable.column(), ASKER);
        return Comparison.bins(observable, Distribution.of(observable.column(), column::at, weights));
    }
}
