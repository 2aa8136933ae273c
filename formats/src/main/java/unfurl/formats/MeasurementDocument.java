package unfurl.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Observable;
import unfurl.measurement.Prior;
import unfurl.measurement.ProfiledNuisance;
import unfurl.measurement.WeightGroup;
import unfurl.provenance.Citation;

/// `measurement.json`, both ways.
///
/// A document of our own version has no keys but those we know. One of a newer minor version may have more:
/// they are passed over, for a minor version only ever adds what a reader can do without.
final class MeasurementDocument {
    private static final String FORMAT = "unfurl-measurement";
    private static final FormatVersion VERSION = new FormatVersion("measurement", 1, 4);

    /// Sums in another order, or of weights with fewer digits, differ by less.
    private static final double SUM_TOLERANCE = 1e-6;

    private final boolean strict;

    private MeasurementDocument(boolean strict) {
        this.strict = strict;
    }

    /// What `measurement.json` holds.
    ///
    /// @param rows how many events the table must have
    /// @param sum  of their nominal weights, where it is said
    record Content(Head head, List<Citation> citations, long rows, OptionalDouble sum) {

        /// Refuses events that are not those which this tells of.
        void require(String file, Measurement measurement) {
            double found = measurement.nominal().sum();
            if (sum.isPresent() && Math.abs(found - sum.getAsDouble()) > SUM_TOLERANCE * Math.abs(found)) {
                throw new InputException("%s: normalisation.sumOfNominalWeights is %s where the weights add up to %s"
                        .formatted(file, sum.getAsDouble(), found));
            }
        }
    }

    static Document of(Measurement measurement) {
        Head head = measurement.head();
        var document = new LinkedHashMap<String, Object>();
        document.put("format", FORMAT);
        document.put("version", VERSION.text());
        document.put("name", head.name());
        document.put("description", head.description());
        document.put("events", measurement.events().rows());
        document.put(
                "observables",
                head.observables().stream().map(MeasurementDocument::entry).toList());
        head.phaseSpace().ifPresent(condition -> document.put("phaseSpace", condition.text()));
        document.put(
                "normalisation",
                normalisation(head.normalisation(), measurement.nominal().sum()));
        head.luminosity()
                .ifPresent(l -> document.put(
                        "luminosity",
                        Document.entries(
                                "value", l.value(), "unit", l.unit(), "relativeUncertainty", l.relativeUncertainty())));
        head.prior()
                .ifPresent(p -> document.put("prior", Document.entries("column", p.column(), "factor", p.factor())));
        document.put(
                "weights",
                head.groups().stream().map(MeasurementDocument::group).toList());
        document.put("iterations", head.iterations());
        if (!head.nuisances().isEmpty()) {
            document.put(
                    "nuisances",
                    head.nuisances().stream().map(NuisanceDocument::of).toList());
        }
        document.put(
                "citations",
                measurement.citations().stream()
                        .map(c -> Document.entries("key", c.key(), "type", c.type(), "fields", c.fields()))
                        .toList());
        return Document.of("measurement.json", document);
    }

    private static Map<String, Object> entry(Observable observable) {
        Map<String, Object> entry =
                Document.entries("column", observable.column(), "label", observable.label(), "unit", observable.unit());
        observable.noValue().ifPresent(condition -> entry.put("noValue", condition.text()));
        observable
                .bins()
                .ifPresent(axis ->
                        entry.put("bins", DoubleStream.of(axis.edges()).boxed().toList()));
        return entry;
    }

    private static Map<String, Object> normalisation(Normalisation normalisation, double sum) {
        return switch (normalisation) {
            case Normalisation.CrossSection section ->
                Document.entries("kind", "crossSection", "unit", section.unit(), "sumOfNominalWeights", sum);
            case Normalisation.EventYield ignored -> Document.entries("kind", "eventYield", "sumOfNominalWeights", sum);
        };
    }

    private static Map<String, Object> group(WeightGroup group) {
        return Document.entries(
                "name",
                group.name(),
                "recipe",
                RecipeDocument.of(group.recipe()),
                "columns",
                group.columns(),
                "description",
                group.description());
    }

    /// Whether a document is a `measurement.json` of any version.
    static boolean isOne(Document document) {
        return document.isMap()
                && document.find("format")
                        .filter(format -> format.isText() && format.text().equals(FORMAT))
                        .isPresent();
    }

    /// Refuses what is no `measurement.json`, or one of a version that this program does not know.
    static void requireReadable(Document document) {
        if (!isOne(document)) {
            throw new InputException("%s is no measurement: it does not have \"format\": \"%s\""
                    .formatted(document.place().asker(), FORMAT));
        }
        VERSION.isKnown(document.get("version"));
    }

    static Content read(Document document) {
        requireReadable(document);
        return new MeasurementDocument(VERSION.isKnown(document.get("version"))).content(document);
    }

    private Document only(Document document, String... keys) {
        return strict ? document.onlyKeys(keys) : document;
    }

    private Content content(Document document) {
        only(
                document,
                "format",
                "version",
                "name",
                "description",
                "events",
                "observables",
                "phaseSpace",
                "normalisation",
                "luminosity",
                "prior",
                "weights",
                "iterations",
                "nuisances",
                "citations");
        var head = new Head(
                document.get("name").text(),
                document.get("description").text(),
                document.get("observables").list().stream()
                        .map(this::observable)
                        .toList(),
                document.find("phaseSpace").map(MeasurementDocument::condition),
                normalisation(document.get("normalisation")),
                document.find("luminosity").map(this::luminosity),
                document.find("prior").map(this::prior),
                document.get("weights").list().stream().map(this::group).toList(),
                texts(document.find("iterations")),
                document.find("nuisances").map(this::nuisances).orElseGet(List::of));
        List<Citation> citations =
                document.get("citations").list().stream().map(this::citation).toList();
        Optional<Document> sum = document.get("normalisation").find("sumOfNominalWeights");
        return new Content(
                head,
                citations,
                document.get("events").whole(),
                sum.map(Document::number).map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
    }

    private static List<String> texts(Optional<Document> list) {
        List<String> texts = new ArrayList<>();
        list.ifPresent(document -> document.list().forEach(item -> texts.add(item.text())));
        return texts;
    }

    private static Expression condition(Document document) {
        try {
            return Expression.parse(document.text());
        } catch (InputException e) {
            throw e.askedBy(document.place().describe());
        }
    }

    private Observable observable(Document document) {
        only(document, "column", "label", "unit", "noValue", "bins");
        String column = document.get("column").text();
        String unit = document.get("unit").text();
        return new Observable(
                column,
                document.get("label").text(),
                unit,
                document.find("noValue").map(MeasurementDocument::condition),
                document.find("bins").map(bins -> axis(column, unit, bins)));
    }

    private static Axis axis(String column, String unit, Document bins) {
        double[] edges = bins.list().stream().mapToDouble(Document::number).toArray();
        try {
            return Axis.of(column, unit, edges);
        } catch (InputException e) {
            throw e.askedBy(bins.place().describe());
        }
    }

    private Normalisation normalisation(Document document) {
        only(document, "kind", "unit", "sumOfNominalWeights");
        return switch (document.get("kind").oneOf("crossSection", "eventYield")) {
            case "crossSection" ->
                new Normalisation.CrossSection(document.get("unit").text());
            default -> new Normalisation.EventYield();
        };
    }

    private Luminosity luminosity(Document document) {
        only(document, "value", "unit", "relativeUncertainty");
        return new Luminosity(
                document.get("value").number(),
                document.get("unit").text(),
                document.get("relativeUncertainty").number());
    }

    private Prior prior(Document document) {
        only(document, "column", "factor");
        return new Prior(document.get("column").text(), document.get("factor").number());
    }

    private WeightGroup group(Document document) {
        only(document, "name", "recipe", "columns", "description");
        return new WeightGroup(
                document.get("name").text(),
                texts(Optional.of(document.get("columns"))),
                RecipeDocument.read(document.get("recipe"), strict),
                document.get("description").text());
    }

    private List<ProfiledNuisance> nuisances(Document list) {
        return list.list().stream()
                .map(one -> NuisanceDocument.read(one, strict))
                .toList();
    }

    private Citation citation(Document document) {
        only(document, "key", "type", "fields");
        var fields = new LinkedHashMap<String, String>();
        document.get("fields").map().forEach((name, value) -> fields.put(name, value.text()));
        return new Citation(document.get("key").text(), document.get("type").text(), fields);
    }
}
