package unfurl.explorer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.FunctionUsage;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.ChiSquare;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prediction;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Citation;

/// What can be asked for, as the page reads it.
final class Description {
    private static final String API = "1.1";
    /// The bins to begin with are laid on so many events at most.
    private static final int SAMPLE = 20_000;

    private final Explored explored;
    private final Measurement measurement;
    private final Head head;

    Description(Explored explored) {
        this.explored = explored;
        this.measurement = explored.measurement();
        this.head = measurement.head();
    }

    Map<String, Object> entries(String version, Breakdown total, Workers workers) {
        var out = new LinkedHashMap<String, Object>();
        out.put("api", API);
        out.put("version", version);
        out.put("name", head.name());
        out.put("description", head.description());
        out.put("events", measurement.events().rows());
        out.put("nEff", explored.nominal().nEff());
        out.put("normalisation", normalisation());
        head.phaseSpace().ifPresent(condition -> out.put("phaseSpace", condition.text()));
        head.luminosity().ifPresent(known -> out.put("luminosity", luminosity(known)));
        out.put("observables", observables(workers));
        out.put("columns", each(explored.columns().columns(), Description::column));
        out.put("functions", each(Expression.functions(), Description::function));
        out.put("sources", each(total.uncertainties(), one -> source(total.group(one.source()))));
        out.put("predictions", each(explored.predictions(), Description::prediction));
        out.put("rules", Document.entries("fewEvents", Spectrum.FEW_EVENTS, "largeError", Spectrum.LARGE_ERROR));
        out.put("inverses", each(List.of(ChiSquare.Inverse.values()), Object::toString));
        out.put("limits", limits());
        out.put("citations", each(measurement.citations(), Description::citation));
        out.put("bibtex", Citation.bibliography(measurement.citations()));
        return out;
    }

    private static <T> List<?> each(List<T> all, Function<T, ?> entry) {
        return all.stream().map(entry).toList();
    }

    private static Map<String, Object> luminosity(Luminosity luminosity) {
        return Document.entries(
                "value",
                luminosity.value(),
                "unit",
                luminosity.unit(),
                "relativeUncertainty",
                luminosity.relativeUncertainty());
    }

    private static Map<String, Object> function(FunctionUsage function) {
        return Document.entries("name", function.name(), "arguments", function.arguments(), "about", function.about());
    }

    private static Map<String, Object> prediction(Prediction prediction) {
        return Document.entries(
                "name", prediction.name(), "events", prediction.events().rows(), "absolute", prediction.absolute());
    }

    private static Map<String, Object> limits() {
        return Document.entries(
                "bins", RequestReader.MOST_BINS, "cells", RequestReader.MOST_CELLS, "cuts", RequestReader.MOST_CUTS);
    }

    private static Map<String, Object> citation(Citation citation) {
        return Document.entries("key", citation.key(), "text", text(citation));
    }

    private static String text(Citation citation) {
        return String.join(
                ", ",
                List.of("author", "title", "year").stream()
                        .map(field -> citation.fields().getOrDefault(field, ""))
                        .filter(value -> !value.isEmpty())
                        .map(value -> value.replaceAll("[{}]", ""))
                        .toList());
    }

    private Map<String, Object> normalisation() {
        String kind = switch (head.normalisation()) {
            case Normalisation.CrossSection ignored -> "crossSection";
            case Normalisation.EventYield ignored -> "eventYield";
        };
        return Document.entries(
                "kind",
                kind,
                "unit",
                head.normalisation().unit(),
                "sum",
                explored.nominal().sum());
    }

    private List<?> observables(Workers workers) {
        Table events = measurement.events();
        int stride = Math.ceilDiv(events.rows(), SAMPLE);
        Mask sample = Mask.of(events.rows(), row -> row % stride == 0);
        Weights weights = explored.nominal().select(sample);
        var told = new Object[head.observables().size()];
        workers.run(told.length, i -> {
            Observable observable = head.observables().get(i);
            told[i] = observable(observable, events.column(observable.column(), "the page"), sample, weights);
        });
        return List.of(told);
    }

    private static Map<String, Object> observable(Observable observable, Column column, Mask sample, Weights weights) {
        var out =
                Document.entries("column", observable.column(), "label", observable.label(), "unit", observable.unit());
        observable.noValue().ifPresent(condition -> out.put("noValue", condition.text()));
        Optional<Axis> published = observable.bins().filter(axis -> axis.bins() <= RequestReader.MOST_BINS);
        double[] edges = published.map(Axis::edges).orElseGet(() -> edges(column.select(sample), weights));
        out.put("edges", DoubleStream.of(edges).boxed().toList());
        out.put("published", published.isPresent());
        if (published.isEmpty()) {
            observable.bins().ifPresent(tooMany -> out.put("publishedBins", tooMany.bins()));
        }
        return out;
    }

    private static double[] edges(Column column, Weights weights) {
        boolean whole = switch (column.type()) {
            case INT32, INT64 -> true;
            case FLOAT32, FLOAT64, BOOLEAN -> false;
        };
        try {
            return new BinLayout(OrderedEvents.of(column, Mask.all(column.size()), weights)).suggested(whole);
        } catch (InputException nothing) {
            return new double[] {0, 1};
        }
    }

    private static Map<String, Object> column(Column column) {
        var out = Document.entries(
                "name",
                column.name(),
                "unit",
                column.unit(),
                "type",
                column.type().name());
        if (column.isList()) {
            out.put("list", true);
        }
        return out;
    }

    private static Map<String, Object> source(WeightGroup group) {
        return Document.entries(
                "name",
                group.name(),
                "kind",
                group.recipe().kind().name().toLowerCase(Locale.ROOT),
                "recipe",
                recipe(group.recipe()),
                "columns",
                group.columns().size(),
                "description",
                group.description(),
                "inTotal",
                !(group.recipe() instanceof Recipe.Toys));
    }

    private static String recipe(Recipe recipe) {
        String name = recipe.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
