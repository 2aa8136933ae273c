package unfurl.explorer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import unfurl.event.Expression;
import unfurl.explorer.ViewRequest.Binning;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Measurement;
import unfurl.measurement.Recipe;
import unfurl.measurement.WeightGroup;

/// A program in Python, with pandas and NumPy, that prints the numbers of a view.
///
/// @param measurement what it is of
/// @param view        its numbers
@SuppressWarnings("InlineFormatString") // the program is read in one place
record PythonSnippet(Measurement measurement, View view) {
    /// What is selected, and the cell of each event.
    private static final String CELLS = """
            # %s of %s with its total error, as 'unfurl explore' showed it.
            import numpy as np
            import pandas as pd

            events = pd.read_parquet("events.parquet")  # in the measurement's folder; or pd.read_hdf("multifold.h5")

            x = %s
            edges = np.array([%s])
            by = %s
            slices = np.array([%s])
            selected = %s
            normalised = %s  # each slice to 1

            bins = len(edges) - 1
            cell = np.searchsorted(edges, x, "right") - 1
            layer = np.searchsorted(slices, by, "right") - 1
            inside = selected & (cell >= 0) & (cell < bins) & (layer >= 0) & (layer < len(slices) - 1)
            cells = (layer * bins + cell)[inside]
            n = bins * (len(slices) - 1)
            width = np.tile(np.diff(edges), len(slices) - 1)
            volume = width if normalised else width * np.repeat(np.diff(slices), bins)
            same_slice = np.kron(np.eye(len(slices) - 1), np.ones((bins, bins)))


            """;

    /// Values and covariances of the cells.
    private static final String FUNCTIONS = """
            def sums(column, power=1):
                return np.bincount(cells, events[column].to_numpy(float)[inside] ** power, n)


            def total(column):
                return same_slice @ sums(column) if normalised else np.ones(n)


            def values(column):
                return sums(column) / total(column) / volume


            def shift(column):
                return values(column) - nominal


            def replicas(columns):
                return np.atleast_2d(np.cov([values(column) for column in columns], rowvar=False))


            def shifts(columns):
                return sum(np.outer(shift(column), shift(column)) for column in columns)


            def held(covariance):  # the integral of a normalised slice stays
                keep = np.eye(n) - (nominal[:, None] * width * same_slice if normalised else 0)
                return keep @ covariance @ keep.T


            def sample():  # the finite number of published events
                fractions = sums(NOMINAL) / total(NOMINAL)
                change = np.eye(n) - (fractions[:, None] * same_slice if normalised else 0)
                change = change / (total(NOMINAL) * volume)[:, None]
                return change @ np.diag(sums(NOMINAL, 2)) @ change.T


            def closure(unfolded, target):
                wanted = values(target)
                moved = (values(unfolded) - wanted) * nominal
                delta = np.divide(moved, wanted, out=np.zeros(n), where=wanted != 0)
                return held(np.outer(delta, delta))


            def nuisances(effects):
                ups, downs = {}, {}
                for name, up, down in effects:
                    ups[name] = ups.get(name, 0) + shift(up)
                    downs[name] = downs.get(name, 0) + (shift(down) if down else -shift(up))
                both = list(ups.values()) + list(downs.values())
                return sum(np.outer(delta, delta) for delta in both) / 2


            """;

    /// The total.
    private static final String TOTAL = """
            NOMINAL = "%s"
            nominal = values(NOMINAL)
            covariance = {
            %s}
            error = np.sqrt(np.diag(sum(covariance.values())))
            for i in range(n):
                print(edges[i %% bins], edges[i %% bins + 1], nominal[i], error[i], sep=",")
            """;

    /// @throws unfurl.InputException when an expression takes lists
    String text() {
        ViewRequest request = view.request();
        Expression x = request.x().expression();
        return CELLS.formatted(
                        onOneLine(x.text()),
                        onOneLine(measurement.head().name()),
                        array(x),
                        edges(request.x()),
                        request.y().map(y -> array(y.expression())).orElse("np.full(len(events), 0.5)"),
                        request.y().map(PythonSnippet::edges).orElse("0, 1"),
                        request.where()
                                .map(where -> "np.asarray(" + where.toNumpy() + ")")
                                .orElse("np.full(len(events), True)"),
                        request.normalised() ? "True" : "False")
                + FUNCTIONS
                + TOTAL.formatted(
                        escaped(measurement.head().nominalColumn()),
                        view.chosen().stream().map(this::source).collect(Collectors.joining()));
    }

    private static String array(Expression numbers) {
        return "np.broadcast_to(np.asarray(" + numbers.toNumpy() + "), len(events))";
    }

    private static String edges(Binning binning) {
        return Arrays.stream(binning.axis().edges()).mapToObj(Double::toString).collect(Collectors.joining(", "));
    }

    private String source(String name) {
        WeightGroup group = view.breakdown().group(name);
        return "    \"%s\": %s,\n".formatted(escaped(name), covariance(group));
    }

    private String covariance(WeightGroup group) {
        String columns = columns(group.columns());
        return switch (group.recipe()) {
            case Recipe.Nominal ignored -> "np.zeros((n, n))";
            case Recipe.SampleStatistics ignored -> "sample()";
            case Recipe.LuminosityScale ignored ->
                view.request().normalised()
                        ? "np.zeros((n, n))"
                        : "np.outer(nominal, nominal) * %s ** 2".formatted(luminosity());
            case Recipe.Ensemble ensemble ->
                "replicas(%s) / %d%s"
                        .formatted(
                                columns,
                                group.columns().size(),
                                ensemble.centre() == Recipe.Centre.MEDIAN ? " * np.pi / 2" : "");
            case Recipe.Bootstrap ignored -> "replicas(%s)".formatted(columns);
            case Recipe.Toys ignored -> "replicas(%s)".formatted(columns);
            case Recipe.Hessian ignored -> "shifts(%s)".formatted(columns);
            case Recipe.UpDown ignored -> "shifts(%s) / 2".formatted(columns);
            case Recipe.Nuisances nuisances -> "nuisances([%s])".formatted(effects(nuisances.effects()));
            case Recipe.TwoPoint twoPoint ->
                "held(shifts(%s)%s)".formatted(columns, twoPoint.correlated() ? "" : " * np.eye(n)");
            case Recipe.DataDriven ignored -> "closure(%s)".formatted(columns.substring(1, columns.length() - 1));
        };
    }

    private double luminosity() {
        Optional<Luminosity> known = measurement.head().luminosity();
        return known.map(Luminosity::relativeUncertainty).orElse(0.0);
    }

    private static String effects(List<Recipe.Effect> effects) {
        return effects.stream()
                .map(effect -> "(\"%s\", \"%s\", %s)"
                        .formatted(
                                escaped(effect.nuisance()),
                                escaped(effect.columns().getFirst()),
                                effect.columns().size() == 1
                                        ? "None"
                                        : "\"" + escaped(effect.columns().getLast()) + "\""))
                .collect(Collectors.joining(", "));
    }

    private static String columns(List<String> columns) {
        return columns.stream().map(name -> "\"" + escaped(name) + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String escaped(String text) {
        return onOneLine(text.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
