package unfurl.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.explorer.Refusal.Code;
import unfurl.explorer.ViewRequest.Binning;
import unfurl.formats.Document;
import unfurl.hist.ChiSquare;
import unfurl.measurement.Measurement;

/// Reads requests. Expressions are held against the columns at once, so that an error says which one it is in.
final class RequestReader {
    /// The most bins of an axis.
    static final int MOST_BINS = 200;
    /// The most bins of all slices together: the covariance of each source has its square.
    static final int MOST_CELLS = 400;
    /// The most conditions.
    static final int MOST_CUTS = 16;

    private static final int LONGEST_NAME = 64;
    /// What messages say of the table that expressions are held against.
    private static final String NO_ROWS = " (0 rows)";

    private final Measurement measurement;
    private final Table columns;
    private final AtomicLong unnamed = new AtomicLong();

    /// @param columns those that an expression may name, without events
    RequestReader(Measurement measurement, Table columns) {
        this.measurement = measurement;
        this.columns = columns;
    }

    /// The columns of a measurement that are no weights, without its events.
    static Table columns(Measurement measurement) {
        List<String> weights = measurement.head().weightColumns();
        Mask none = Mask.all(measurement.events().rows()).not();
        List<Column> kept = measurement.events().columns().stream()
                .filter(column -> !weights.contains(column.name()))
                .map(column -> column.select(none))
                .toList();
        return Table.of("the measurement", kept);
    }

    /// A view's request; an export's has more keys, which somebody else reads.
    ViewRequest view(Document request, String... moreKeys) {
        String[] known = {
            "client", "slot", "x", "y", "where", "normalised", "sources", "predictions", "inverse", "covariance"
        };
        request.onlyKeys(
                Stream.concat(Arrays.stream(known), Arrays.stream(moreKeys)).toArray(String[]::new));
        Binning x = binning(request.get("x").onlyKeys("expression", "edges"), "x.");
        Optional<Binning> y = request.find("y").map(by -> binning(by.onlyKeys("expression", "edges"), "y."));
        int cells = x.axis().bins() * y.map(by -> by.axis().bins()).orElse(1);
        if (cells > MOST_CELLS) {
            throw new Refusal(Code.BINS, "%d bins in all slices are too many; at most %d".formatted(cells, MOST_CELLS));
        }
        List<String> cuts = cuts(request);
        return new ViewRequest(
                key(request),
                x,
                y,
                cuts,
                where(cuts),
                flag(request, "normalised"),
                request.find("sources").map(RequestReader::texts),
                request.find("predictions").map(RequestReader::different).orElse(List.of()),
                request.find("inverse").map(RequestReader::inverse).orElse(ChiSquare.Inverse.PSEUDO_INVERSE),
                flag(request, "covariance"));
    }

    /// Who asks. Somebody without a name takes nobody's place.
    Desk.Key key(Document request) {
        String client = name(request, "client");
        String slot = name(request, "slot");
        return client.isEmpty() ? new Desk.Key("", slot + "#" + unnamed.incrementAndGet()) : new Desk.Key(client, slot);
    }

    private static String name(Document request, String key) {
        String name = request.find(key).map(Document::text).orElse("");
        if (name.length() > LONGEST_NAME) {
            throw new Refusal(Code.REQUEST, "'%s' has at most %d characters".formatted(key, LONGEST_NAME));
        }
        return name;
    }

    private static boolean flag(Document request, String key) {
        return request.find(key).map(Document::flag).orElse(false);
    }

    private static List<String> texts(Document list) {
        return list.list().stream().map(Document::text).toList();
    }

    private static List<String> different(Document list) {
        List<String> texts = texts(list);
        if (Set.copyOf(texts).size() < texts.size()) {
            throw new Refusal(Code.INPUT, "a prediction is named twice");
        }
        return texts;
    }

    private static ChiSquare.Inverse inverse(Document text) {
        List<ChiSquare.Inverse> all = List.of(ChiSquare.Inverse.values());
        List<String> names = all.stream().map(ChiSquare.Inverse::toString).toList();
        return all.get(names.indexOf(text.oneOf(names.toArray(String[]::new))));
    }

    /// An observable and its edges.
    ///
    /// @param at where it stands in the request: `x.`
    Binning binning(Document binning, String at) {
        Expression expression = number(binning.get("expression").text(), at + "expression");
        List<Document> edges = binning.get("edges").list();
        if (edges.size() > MOST_BINS + 1) {
            throw new Refusal(Code.BINS, "%d bins are too many; at most %d".formatted(edges.size() - 1, MOST_BINS));
        }
        double[] numbers = edges.stream().mapToDouble(Document::number).toArray();
        try {
            return new Binning(expression, measurement.axis(expression, numbers));
        } catch (InputException wrong) {
            throw Refusal.of(Code.BINS, at + "edges", wrong);
        }
    }

    /// An expression that is one number for each event.
    Expression number(String text, String field) {
        return held(text, field, expression -> expression.evaluate(columns));
    }

    /// An expression that is true or false for each event.
    Expression condition(String text, String field) {
        return held(text, field, expression -> expression.select(columns));
    }

    @FunctionalInterface
    private interface Trial {
        Object of(Expression expression);
    }

    private static Expression held(String text, String field, Trial trial) {
        try {
            Expression expression = Expression.parse(text);
            trial.of(expression);
            return expression;
        } catch (InputException wrong) {
            int blanks = text.length() - text.stripLeading().length();
            throw Refusal.of(Code.EXPRESSION, field, wrong).without(NO_ROWS).after(blanks);
        }
    }

    /// The conditions as they were typed.
    List<String> cuts(Document request) {
        List<String> cuts = request.find("where").map(RequestReader::texts).orElse(List.of());
        if (cuts.size() > MOST_CUTS) {
            throw new Refusal(Code.INPUT, "%d conditions are too many; at most %d".formatted(cuts.size(), MOST_CUTS));
        }
        var known = new ArrayList<String>();
        for (int i = 0; i < cuts.size(); i++) {
            known.add(condition(cuts.get(i), "where[" + i + "]").text());
        }
        return known;
    }

    /// The conditions together.
    static Optional<Expression> where(List<String> cuts) {
        if (cuts.size() < 2) {
            return cuts.stream().findFirst().map(Expression::parse);
        }
        return Optional.of(
                Expression.parse(cuts.stream().map(cut -> "(" + cut + ")").collect(Collectors.joining(" && "))));
    }
}
