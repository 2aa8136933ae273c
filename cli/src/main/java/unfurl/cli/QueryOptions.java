package unfurl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;

/// The options of the commands that make histograms of a measurement: bins, cut and normalisation.
final class QueryOptions {
    private static final String EDGES = "--edges";
    private static final String INSTEAD = "--edges=a,b,c or --edges-from=FILE";

    @Option(
            names = EDGES,
            paramLabel = "a,b,c",
            description =
                    "The rising edges of the bins; a bin holds its lower edge but not its upper one. With several "
                            + "observables once for each, in their order. If not given, the bins that the measurement "
                            + "publishes.")
    private List<String> edges = List.of();

    @Option(
            names = "--edges-from",
            paramLabel = "FILE",
            description = "Where bins come from instead: a file as of 'unfurl compare', such as a YAML file that maps "
                    + "observables to edges.")
    private Optional<Path> edgesFrom;

    @Option(names = "--where", paramLabel = "EXPR", description = "The condition of the events that count.")
    private Optional<String> where;

    @Option(names = "--normalised", description = "Divide by the sum over the bins: the integral is 1.")
    private boolean normalised;

    /// Whether edges are given one by one.
    boolean hasEdges() {
        return !edges.isEmpty();
    }

    /// Whether they are in a file.
    boolean hasFile() {
        return edgesFrom.isPresent();
    }

    /// Whether anything is asked for.
    boolean isGiven() {
        return hasEdges() || hasFile() || where.isPresent() || normalised;
    }

    /// Looks at what can be wrong without a measurement.
    ///
    /// @throws InputException when bins are given in both ways, the condition is none, or an edge is no number
    void check() {
        if (hasEdges() && hasFile()) {
            throw new InputException("--edges=a,b,c and --edges-from=FILE exclude each other");
        }
        condition();
        edges.forEach(text -> Asked.edges(text, EDGES));
    }

    /// The condition of the events that count.
    ///
    /// @throws InputException when it is none
    Optional<Expression> condition() {
        return where.map(text -> Asked.expression(text, "--where"));
    }

    /// The histograms of expressions in these bins.
    List<Query> queries(List<Expression> expressions, List<Axis> axes) {
        Optional<Expression> condition = condition();
        var queries = new ArrayList<Query>();
        for (int i = 0; i < axes.size(); i++) {
            queries.add(new Query(expressions.get(i), axes.get(i), condition, normalised));
        }
        return queries;
    }

    /// The bins of expressions: given one by one, those of the file, or the published ones.
    ///
    /// @throws InputException when one has none
    List<Axis> axes(List<Expression> expressions, Measurement read) {
        if (hasEdges()) {
            return givenAxes(expressions, read);
        }
        if (hasFile()) {
            Map<String, Axis> known = axesOfFile(read);
            return expressions.stream()
                    .map(expression -> axisOfFile(expression, known))
                    .toList();
        }
        return expressions.stream()
                .map(expression -> PublishedBins.of(read, expression, INSTEAD))
                .toList();
    }

    /// The bins that the file has, or else the published ones, by column.
    ///
    /// @throws InputException as [EdgesFile#axes]
    Map<String, Axis> known(Measurement read) {
        return hasFile() ? axesOfFile(read) : PublishedBins.byColumn(read);
    }

    private List<Axis> givenAxes(List<Expression> expressions, Measurement read) {
        if (edges.size() != expressions.size()) {
            throw new InputException("--edges is given %s, and there are %s: give it once for each"
                    .formatted(Shown.plural(edges.size(), "time"), Shown.plural(expressions.size(), "observable")));
        }
        var axes = new ArrayList<Axis>();
        for (int i = 0; i < edges.size(); i++) {
            axes.add(axis(read, expressions.get(i), Asked.edges(edges.get(i), EDGES)));
        }
        return axes;
    }

    private Map<String, Axis> axesOfFile(Measurement read) {
        return edgesFrom.map(file -> new EdgesFile(file, read).axes()).orElse(Map.of());
    }

    private Axis axisOfFile(Expression expression, Map<String, Axis> known) {
        return Optional.ofNullable(known.get(expression.column().orElse(expression.text())))
                .orElseThrow(() -> InputException.notFound(
                        "bins of",
                        expression.text(),
                        edgesFrom.map(Path::toString).orElse(""),
                        "--edges-from",
                        known.keySet()));
    }

    private static Axis axis(Measurement read, Expression expression, double[] bins) {
        try {
            return read.axis(expression, bins);
        } catch (InputException wrong) {
            throw wrong.askedBy(EDGES);
        }
    }
}
