package unfurl.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import unfurl.NumericalException;
import unfurl.formats.Document;
import unfurl.math.Seed;

/// Somebody at the explorer's page who never stops to think: the next request follows the answer.
///
/// @param link the server's
/// @param name of the page
/// @param seed what they do
record ExplorerUser(URI link, String name, Seed seed) {
    /// What a person does at the page.
    enum Interaction {
        DRAG_EDGE,
        NEW_CUT,
        NEW_OBSERVABLE,
        TOGGLE_SOURCES,
        SLICES,
        BRUSH,
        LAY_BINS;

        private static Interaction of(double uniform) {
            double[] parts = {0.4, 0.6, 0.7, 0.8, 0.85, 0.95, 1};
            return values()[
                    (int) DoubleStream.of(parts).filter(part -> part <= uniform).count()];
        }
    }

    /// How long an answer took, as the asker saw it.
    record Answered(Interaction what, double seconds) {}

    /// Asks until a time.
    List<Answered> ask(HttpClient client, double until) {
        var answered = new ArrayList<Answered>();
        for (int turn = 0; Clock.WALL.now() < until; turn++) {
            Seed now = seed.child(turn);
            Interaction what = Interaction.of(now.uniform(0));
            double start = Clock.WALL.now();
            post(client, link.resolve("/api/v1/" + address(what)), request(what, now));
            answered.add(new Answered(what, Clock.WALL.now() - start));
        }
        return answered;
    }

    private static String address(Interaction what) {
        return switch (what) {
            case BRUSH -> "brush";
            case LAY_BINS -> "bins";
            case DRAG_EDGE, NEW_CUT, NEW_OBSERVABLE, TOGGLE_SOURCES, SLICES -> "view";
        };
    }

    private Document request(Interaction what, Seed now) {
        String x = "x" + (int) (now.uniform(1) * StatisticsProblem.OBSERVABLES);
        String y = "x" + (int) (now.uniform(2) * StatisticsProblem.OBSERVABLES);
        List<Double> edges = edges(25, 0.1 * now.uniform(3));
        Map<String, Object> request = Document.entries("client", name, "slot", what.name());
        switch (what) {
            case BRUSH -> request.putAll(Document.entries("expression", x, "edges", edges(60, 0)));
            case LAY_BINS -> request.putAll(Document.entries("expression", x, "method", "nEff", "count", 20));
            case DRAG_EDGE -> request.put("x", Document.entries("expression", "x0", "edges", edges));
            case NEW_CUT -> {
                request.put("x", Document.entries("expression", x, "edges", edges));
                request.put("where", List.of("abs(%s) < %s".formatted(y, 0.5 + now.uniform(4))));
            }
            case NEW_OBSERVABLE ->
                request.put("x", Document.entries("expression", "hypot(%s, %s)".formatted(x, y), "edges", edges));
            case TOGGLE_SOURCES -> {
                request.put("x", Document.entries("expression", "x0", "edges", edges));
                request.put("sources", List.of("bootstrap_data", "luminosity", "detector3"));
            }
            case SLICES -> {
                request.put("x", Document.entries("expression", x, "edges", edges(10, 0)));
                request.put("y", Document.entries("expression", y, "edges", edges(4, 0)));
            }
        }
        return Document.of("a request", request);
    }

    private static List<Double> edges(int bins, double shift) {
        return IntStream.rangeClosed(0, bins)
                .mapToObj(i -> -2 + shift + 4.0 * i / bins)
                .toList();
    }

    /// The answer to a request.
    ///
    /// @throws NumericalException when it is refused
    static Document post(HttpClient client, URI address, Document request) {
        HttpRequest post = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.toJson()))
                .build();
        try {
            HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new NumericalException(
                        "%s answered %d: %s".formatted(address, answer.statusCode(), answer.body()));
            }
            return Document.json(answer.body(), "the answer of " + address);
        } catch (IOException lost) {
            throw new NumericalException("%s gave no answer: %s".formatted(address, lost.getMessage()));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("the benchmark was stopped", stopped);
        }
    }
}
