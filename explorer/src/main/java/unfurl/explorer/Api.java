package unfurl.explorer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.explorer.ViewRequest.Binning;
import unfurl.formats.Document;
import unfurl.measurement.Query;

/// What the page asks for, each by its name below [#PREFIX]: `docs/reference/explorer-api.md`.
final class Api {
    static final String PREFIX = "/api/v1/";
    static final String MEASUREMENT = "measurement";
    private static final Set<String> QUESTIONS = Set.of("check", "bins", "view", "brush", "export");
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Explored explored;
    private final Desk desk;
    private final RequestReader reader;
    private final Answer measurement;

    Api(Explored explored, Desk desk, String version) {
        this.explored = explored;
        this.desk = desk;
        this.reader = new RequestReader(explored.measurement(), explored.columns());
        this.measurement = desk.answer(
                new Desk.Key("", MEASUREMENT),
                workers -> Answer.json(new Description(explored)
                        .entries(
                                version,
                                explored.measurement().breakdown(List.of(Query.ofTotal()), workers),
                                workers)));
    }

    boolean knows(String name) {
        return name.equals(MEASUREMENT) || QUESTIONS.contains(name);
    }

    /// What can be asked for.
    Answer measurement() {
        return measurement;
    }

    /// The answer to a question.
    ///
    /// @throws Refusal                       when it cannot be asked so
    /// @throws unfurl.InputException         when what it asks for is not there
    /// @throws unfurl.NumericalException     when the numbers cannot go on
    Answer answer(String name, Document request) {
        return switch (name) {
            case "check" -> Answer.json(check(request));
            case "bins" -> Answer.json(bins(read(() -> BinsRequest.of(request, reader))));
            case "view" -> view(read(() -> reader.view(request)));
            case "brush" -> Answer.json(brush(request));
            case "export" -> export(read(() -> ExportRequest.of(request, reader)));
            default -> throw new Refusal(Refusal.Code.ADDRESS, "there is no question '%s'".formatted(name));
        };
    }

    /// What a request says; a key that cannot be used is the asker's mistake in the request, not in a value.
    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InputException wrong) {
            throw Refusal.of(Refusal.Code.REQUEST, "", wrong);
        }
    }

    private Map<String, Object> check(Document request) {
        String text = read(() ->
                request.onlyKeys("expression", "condition").get("expression").text());
        boolean condition =
                read(() -> request.find("condition").map(Document::flag).orElse(false));
        try {
            Expression expression =
                    condition ? reader.condition(text, "expression") : reader.number(text, "expression");
            String unit =
                    condition ? "" : expression.evaluate(explored.columns()).unit();
            return Document.entries("ok", true, "unit", unit, "columns", List.copyOf(expression.columns()));
        } catch (Refusal wrong) {
            Map<String, Object> out = Document.entries("ok", false, "message", wrong.getMessage());
            wrong.position().ifPresent(at -> out.put("position", at));
            return out;
        }
    }

    private Map<String, Object> bins(BinsRequest request) {
        return desk.answer(request.key(), workers -> {
            Table events = explored.measurement().events();
            Mask selected = request.where()
                    .map(condition -> condition.select(events, workers))
                    .orElseGet(() -> Mask.all(events.rows()));
            OrderedEvents ordered =
                    OrderedEvents.of(request.expression().evaluate(events, workers), selected, explored.nominal());
            workers.requireWanted();
            var layout = new BinLayout(ordered);
            double[] edges = layout.edges(request);
            return Document.entries(
                    "edges",
                    DoubleStream.of(edges).boxed().toList(),
                    "low",
                    ordered.value(0),
                    "high",
                    ordered.value(ordered.size() - 1),
                    "from",
                    layout.low(),
                    "to",
                    layout.high());
        });
    }

    private Answer view(ViewRequest request) {
        return desk.answer(request.key(), workers -> {
            long begun = System.nanoTime();
            View view = explored.view(request, workers);
            Map<String, Object> out =
                    new ViewAnswer(view, explored.measurement().head()).entries();
            out.put("milliseconds", (System.nanoTime() - begun) / NANOS_PER_MILLI);
            return Answer.json(out);
        });
    }

    private Answer export(ExportRequest request) {
        return desk.answer(request.view().key(), workers -> {
            View view = explored.view(request.view(), workers);
            workers.requireWanted();
            return new Export(explored.measurement(), view, request).file();
        });
    }

    private Map<String, Object> brush(Document request) {
        read(() -> request.onlyKeys("client", "slot", "expression", "edges", "where"));
        Binning binning = read(() -> reader.binning(request, ""));
        var where = read(() -> RequestReader.where(reader.cuts(request)));
        double[] values = desk.answer(reader.key(request), workers -> explored.brush(binning, where, workers));
        return Document.entries(
                "value",
                Json.numbers(values.length, i -> values[i]),
                "unit",
                binning.axis().unit());
    }
}
