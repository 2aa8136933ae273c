package unfurl.publication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.math.Matrix;
import unfurl.measurement.Head;

/// The data files of one table in HEPData's YAML.
///
/// @param table      what is written
/// @param qualifiers of its dependent variables
record HepDataTables(PublishedTable table, List<Object> qualifiers) {
    /// HEPData's name of what a value is: `D(SIG)/D(pT_ll)`.
    static String valueName(PublishedTable table) {
        String numerator = table.head().normalisation().unit().isEmpty() ? "N" : "SIG";
        return "%sD(%s)/D(%s)"
                .formatted(
                        table.query().normalised() ? "1/%s * ".formatted(numerator) : "",
                        numerator,
                        table.expression());
    }

    /// The values with their errors by source.
    String values() {
        var dependent = new ArrayList<Object>();
        dependent.add(variable(header(valueName(table), table.spectrum().unit()), this::value));
        table.predictions()
                .forEach(prediction -> dependent.add(variable(
                        header(
                                valueName(table) + ", " + prediction.name(),
                                table.spectrum().unit()),
                        bin -> predicted(prediction, bin))));
        return yaml(List.of(independent(IntStream.range(0, table.bins()).toArray())), dependent);
    }

    /// A bin without anything in it is missing: HEPData refuses values whose errors are all 0.
    private Map<String, Object> value(int bin) {
        List<Map<String, Object>> errors =
                table.sources().stream().map(source -> error(source, bin)).toList();
        double value = table.spectrum().value(bin);
        if (table.sources().stream().allMatch(source -> source.up(bin) == 0 && source.down(bin) == 0)) {
            return Document.entries("value", value == 0 ? "-" : value);
        }
        return Document.entries("value", value, "errors", errors);
    }

    private static Map<String, Object> error(SourceErrors source, int bin) {
        double up = source.up(bin);
        double down = source.down(bin);
        return up == -down
                ? Document.entries("symerror", up, "label", source.label())
                : Document.entries("asymerror", Document.entries("plus", up, "minus", down), "label", source.label());
    }

    private static Map<String, Object> predicted(PublishedTable.PredictedSpectrum prediction, int bin) {
        Map<String, Object> value =
                Document.entries("value", prediction.spectrum().value(bin));
        double error = prediction.spectrum().error(bin);
        if (error > 0) {
            value.put("errors", List.of(Document.entries("symerror", error, "label", "stat")));
        }
        return value;
    }

    /// The covariances of the bins.
    String covariances() {
        String unit = table.spectrum().unit();
        return matrices("Covariance", unit.isEmpty() ? "" : "(%s)**2".formatted(unit), covariance -> covariance::get);
    }

    /// The correlations of the bins.
    String correlations() {
        return matrices("Correlation", "", covariance -> covariance::correlation);
    }

    private String matrices(String what, String unit, Function<Covariance, Matrix.Element> elements) {
        int bins = table.bins();
        var covariances = new LinkedHashMap<String, Covariance>();
        covariances.put(Head.TOTAL, table.total());
        table.sources().forEach(source -> covariances.put(source.label(), source.covariance()));
        var dependent = new ArrayList<Object>();
        covariances.forEach((name, covariance) -> dependent.add(variable(
                header("%s, %s".formatted(what, name), unit),
                bins * bins,
                cell -> Document.entries("value", elements.apply(covariance).at(cell / bins, cell % bins)))));
        int[] rows = IntStream.range(0, bins * bins).map(cell -> cell / bins).toArray();
        int[] columns = IntStream.range(0, bins * bins).map(cell -> cell % bins).toArray();
        return yaml(List.of(independent(rows), independent(columns)), dependent);
    }

    /// The covariance and correlation of all bins of a publication, which are numbered from 1.
    static String joint(Covariance total) {
        int bins = total.size();
        var dependent = new ArrayList<Object>();
        dependent.add(Document.entries(
                "header", header("Covariance, " + Head.TOTAL, ""), "values", square(bins, total::get)));
        dependent.add(Document.entries(
                "header", header("Correlation, " + Head.TOTAL, ""), "values", square(bins, total::correlation)));
        Map<String, Object> header = header("Bin", "");
        return yaml(
                List.of(
                        Document.entries("header", header, "values", square(bins, (i, j) -> i + 1)),
                        Document.entries("header", header, "values", square(bins, (i, j) -> j + 1))),
                dependent);
    }

    private static List<Object> square(int bins, Matrix.Element element) {
        return IntStream.range(0, bins * bins)
                .<Object>mapToObj(cell -> Document.entries("value", plain(element.at(cell / bins, cell % bins))))
                .toList();
    }

    private static Object plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? (Object) (long) value : (Object) value;
    }

    private Map<String, Object> variable(Map<String, Object> header, IntFunction<Map<String, Object>> value) {
        return variable(header, table.bins(), value);
    }

    private Map<String, Object> variable(
            Map<String, Object> header, int count, IntFunction<Map<String, Object>> value) {
        Map<String, Object> variable = Document.entries("header", header);
        if (!qualifiers.isEmpty()) {
            variable.put("qualifiers", qualifiers);
        }
        variable.put("values", IntStream.range(0, count).mapToObj(value).toList());
        return variable;
    }

    private Map<String, Object> independent(int[] bins) {
        Axis axis = table.spectrum().axis();
        return Document.entries(
                "header",
                header(table.axisName(), axis.unit()),
                "values",
                IntStream.of(bins)
                        .mapToObj(bin -> Document.entries("low", axis.edge(bin), "high", axis.edge(bin + 1)))
                        .toList());
    }

    private static Map<String, Object> header(String name, String unit) {
        return unit.isEmpty() ? Document.entries("name", name) : Document.entries("name", name, "units", unit);
    }

    private static String yaml(List<Object> independent, List<Object> dependent) {
        return Document.of(
                        "HEPData table",
                        Document.entries("independent_variables", independent, "dependent_variables", dependent))
                .toYaml();
    }
}
