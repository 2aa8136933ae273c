package unfurl.publication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.measurement.Normalisation;
import unfurl.measurement.Recipe;
import unfurl.provenance.Citation;

/// Everything that a fit needs, in one JSON document of its own format: values, edges, units, and the
/// covariance of the bins of all tables together, of each source as the independent shifts that it is the sum
/// of, and in total. `docs/reference/publication.md` has every key.
public final class FitDocument {
    private static final String FORMAT = "unfurl-fit";
    private static final String VERSION = "1.0";

    private FitDocument() {}

    /// The document of a publication.
    public static Document of(Publication publication) {
        Map<String, Object> out = Document.entries(
                "format",
                FORMAT,
                "version",
                VERSION,
                "measurement",
                publication.head().name(),
                "description",
                publication.head().description(),
                "normalisation",
                normalisation(publication.head().normalisation()));
        publication
                .head()
                .luminosity()
                .ifPresent(l -> out.put(
                        "luminosity",
                        Document.entries(
                                "value", l.value(), "unit", l.unit(), "relativeUncertainty", l.relativeUncertainty())));
        publication.head().phaseSpace().ifPresent(condition -> out.put("phaseSpace", condition.text()));
        out.put("tables", tables(publication));
        out.put(
                "sources",
                publication.sources().stream().map(FitDocument::source).toList());
        out.put("covariance", rows(publication.total()));
        out.put("rank", publication.total().rank());
        if (Double.isFinite(publication.degreesOfFreedom())) {
            out.put("covarianceDegreesOfFreedom", publication.degreesOfFreedom());
        }
        out.put("cite", publication.citations().stream().map(Citation::bibtex).toList());
        return Document.of("fit", out);
    }

    private static Map<String, Object> normalisation(Normalisation normalisation) {
        return switch (normalisation) {
            case Normalisation.CrossSection section -> Document.entries("kind", "crossSection", "unit", section.unit());
            case Normalisation.EventYield ignored -> Document.entries("kind", "eventYield");
        };
    }

    private static List<Object> tables(Publication publication) {
        var tables = new ArrayList<Object>();
        int first = 0;
        for (PublishedTable table : publication.tables()) {
            tables.add(table(table, first));
            first += table.bins();
        }
        return tables;
    }

    private static Map<String, Object> table(PublishedTable table, int firstBin) {
        Axis axis = table.spectrum().axis();
        Map<String, Object> out = Document.entries(
                "number",
                table.number(),
                "observable",
                table.expression(),
                "label",
                table.axisName(),
                "unit",
                axis.unit());
        table.query().where().ifPresent(condition -> out.put("where", condition.text()));
        out.put("normalised", table.query().normalised());
        out.put("edges", list(axis.edges()));
        out.put("firstBin", firstBin);
        out.put("values", list(table.spectrum().values()));
        out.put("valueUnit", table.spectrum().unit());
        out.put(
                "predictions",
                table.predictions().stream().map(FitDocument::prediction).toList());
        return out;
    }

    private static Map<String, Object> prediction(PublishedTable.PredictedSpectrum prediction) {
        return Document.entries(
                "name",
                prediction.name(),
                "values",
                list(prediction.spectrum().values()),
                "covariance",
                rows(prediction.spectrum().covariance()));
    }

    private static Map<String, Object> source(SourceErrors source) {
        Map<String, Object> out = Document.entries(
                "name",
                source.name(),
                "kind",
                kind(source.group().recipe().kind()),
                "description",
                source.group().description());
        source.shift().ifPresent(shift -> {
            out.put("up", IntStream.range(0, shift.bins()).mapToObj(shift::up).toList());
            out.put(
                    "down",
                    IntStream.range(0, shift.bins()).mapToObj(shift::down).toList());
        });
        out.put("shifts", source.shifts().stream().map(FitDocument::list).toList());
        return out;
    }

    private static String kind(Recipe.Kind kind) {
        return switch (kind) {
            case STATISTICAL -> "statistical";
            case SYSTEMATIC -> "systematic";
            case OTHER -> "both";
        };
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<List<Double>> rows(Covariance covariance) {
        return IntStream.range(0, covariance.size())
                .mapToObj(i -> IntStream.range(0, covariance.size())
                        .mapToObj(j -> covariance.get(i, j))
                        .toList())
                .toList();
    }
}
