package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.formats.Document;
import unfurl.hist.Axis;
import unfurl.hist.Covariance;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Measurement;
import unfurl.measurement.Query;
import unfurl.measurement.SlicedQuery;

/// What `docs/reference/explorer-api.md` promises, over loopback.
class ExplorerServerTest {
    private static final List<Double> EDGES = List.of(200.0, 230.0, 300.0, 450.0);
    private static final List<Double> SLICES = List.of(-2.0, 0.0, 0.5, 2.0);
    private static final String CUT = "abs(y) < 1.5";

    private static Measurement measurement;
    private static Served served;

    @BeforeAll
    static void serve() {
        Explored explored = Toy.explored();
        measurement = explored.measurement();
        served = Served.of(explored);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static Map<String, Object> binning(String expression, List<Double> edges) {
        return Document.entries("expression", expression, "edges", edges);
    }

    private static double[] numbers(Document list) {
        return list.list().stream()
                .mapToDouble(item -> item.isNothing() ? Double.NaN : item.number())
                .toArray();
    }

    private static Query query(boolean normalised) {
        return new Query(
                Expression.parse("pT + 0*n"),
                Axis.of("pT + 0*n", "", 200, 230, 300, 450),
                Optional.of(Expression.parse("(" + CUT + ") && (n > 2)")),
                normalised);
    }

    private static void same(double[] found, Covariance expected) {
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isEqualTo(expected.error(i));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("a view has the numbers of the measurement itself, to the bit")
    void view(boolean normalised) {
        Document view = served.ask(
                "view",
                Document.entries(
                        "x",
                        binning("pT + 0*n", EDGES),
                        "where",
                        List.of(CUT, "n > 2"),
                        "normalised",
                        normalised,
                        "covariance",
                        true));
        try (var workers = new Workers(1)) {
            Breakdown expected = measurement.breakdown(List.of(query(normalised)), workers);
            assertThat(numbers(view.get("value"))).containsExactly(expected.values());
            same(numbers(view.get("total")), expected.total());
            same(numbers(view.get("stat")), expected.statistical(expected.sources()));
            same(numbers(view.get("syst")), expected.systematic(expected.sources()));
            assertThat(view.get("sources").keys()).contains("toys", "closure");
            view.get("sources")
                    .map()
                    .forEach((name, errors) ->
                            same(numbers(errors), expected.uncertainty(name).covariance()));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(numbers(view.get("covariance").list().get(i))[j])
                            .isEqualTo(expected.total().get(i, j));
                    assertThat(numbers(view.get("correlation").list().get(i))[j])
                            .isCloseTo(expected.total().correlation(i, j), within(1e-6));
                }
            }
        }
    }

    @Test
    @DisplayName("the selection's cross section is that of all events that meet the cuts, in the bins or not")
    void selection() {
        Document selection = served.ask("view", Document.entries("x", binning("pT", EDGES), "where", List.of(CUT)))
                .get("selection");
        try (var workers = new Workers(1)) {
            Breakdown expected = measurement.breakdown(List.of(Query.ofTotal().where(Expression.parse(CUT))), workers);
            assertThat(selection.get("value").number()).isEqualTo(expected.values()[0]);
            assertThat(selection.get("total").number())
                    .isEqualTo(expected.total().error(0));
            assertThat(selection.get("unit").text()).isEqualTo("fb");
            assertThat(selection.get("events").whole())
                    .isEqualTo(
                            Expression.parse(CUT).select(measurement.events()).count());
        }
    }

    @Test
    @DisplayName("slices are divided by their widths, unless each is normalised")
    void slices() {
        for (boolean normalised : new boolean[] {false, true}) {
            Document view = served.ask(
                    "view",
                    Document.entries("x", binning("pT", EDGES), "y", binning("y", SLICES), "normalised", normalised));
            var query = new Query(
                    Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450), Optional.empty(), normalised);
            try (var workers = new Workers(1)) {
                Breakdown expected = measurement.breakdown(
                        new SlicedQuery(query, Expression.parse("y"), Axis.of("y", "", -2, 0, 0.5, 2)), workers);
                double[] values = numbers(view.get("value"));
                double[] total = numbers(view.get("total"));
                assertThat(values).hasSize(9);
                for (int cell = 0; cell < 9; cell++) {
                    double width = normalised ? 1 : SLICES.get(cell / 3 + 1) - SLICES.get(cell / 3);
                    assertThat(values[cell] * width).isCloseTo(expected.values()[cell], within(1e-15));
                    assertThat(total[cell] * width).isCloseTo(expected.total().error(cell), within(1e-15));
                }
                assertThat(view.get("unit").text()).isEqualTo(normalised ? "1/GeV" : "fb/GeV");
            }
        }
    }

    @Test
    @DisplayName("a prediction stands beside the result with its test; a scaled one is tested by its shape")
    void predictions() {
        Document view = served.ask(
                "view", Document.entries("x", binning("pT", EDGES), "predictions", List.of("prior", "shape")));
        List<Document> predictions = view.get("predictions").list();
        assertThat(predictions).hasSize(2);
        Document prior = predictions.getFirst();
        Document shape = predictions.getLast();
        assertThat(prior.get("scaled").flag()).isFalse();
        assertThat(prior.get("test").get("ofShape").flag()).isFalse();
        assertThat(prior.get("test").get("degreesOfFreedom").whole()).isEqualTo(3);
        assertThat(shape.get("scaled").flag()).isTrue();
        assertThat(shape.get("test").get("ofShape").flag()).isTrue();
        assertThat(shape.get("test").get("degreesOfFreedom").whole())
                .as("the integral is held")
                .isEqualTo(2);
        double[] values = numbers(prior.get("value"));
        Query query = Query.of(Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450));
        assertThat(values)
                .containsExactly(measurement
                        .spectrum(query, measurement.prior().orElseThrow())
                        .values());
    }

    @Test
    @DisplayName("the chosen sources make the total; toys may stand for theirs")
    void sources() {
        Document view = served.ask(
                "view", Document.entries("x", binning("pT", EDGES), "sources", List.of("luminosity", "toys")));
        Query query = Query.of(Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450));
        try (var workers = new Workers(1)) {
            same(
                    numbers(view.get("total")),
                    measurement.breakdown(List.of(query), workers).total(List.of("luminosity", "toys")));
        }
        Document error = served.refused(
                "view", Document.entries("x", binning("pT", EDGES), "sources", List.of("hessian", "toys")), 400);
        assertThat(error.get("message").text()).contains("would be counted twice");
    }

    @Test
    @DisplayName("what can be asked for is told: no weights, every function, bins to begin with")
    void description() {
        HttpResponse<byte[]> answer = served.send(
                HttpRequest.newBuilder(served.at("/api/v1/measurement")).build());
        Document told = Document.json(Served.text(answer), "measurement");
        assertThat(told.get("api").text()).isEqualTo("1.0");
        assertThat(told.get("columns").list().stream().map(c -> c.get("name").text()))
                .containsExactly("pT", "y", "phi", "n");
        assertThat(told.get("functions").list().stream().map(f -> f.get("name").text()))
                .contains("deltaR", "log", "atan2", "sum");
        assertThat(told.get("sources").list().stream()
                        .filter(source -> !source.get("inTotal").flag())
                        .map(source -> source.get("name").text()))
                .containsExactly("toys");
        assertThat(told.get("normalisation").get("sum").number())
                .isEqualTo(measurement.nominal().sum());
        for (Document observable : told.get("observables").list()) {
            double[] edges = numbers(observable.get("edges"));
            assertThat(edges).isSorted();
            assertThat(edges.length).isBetween(5, 60);
        }
        Document counted = told.get("observables").list().getLast();
        assertThat(numbers(counted.get("edges"))[0])
                .as("of whole numbers, half-way between them")
                .isEqualTo(-0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pT + |4|expected a number",
                "pT_l * 2|0|no column 'pT_l'",
                "  sqr(y)|2|Did you mean 'sqrt'",
                "weights_nominal|0|no column",
                "y > 1|0|true or false",
                "n = 3|2|'=='"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    @DisplayName("an error is at the character that is wrong")
    void positions(String text, int position, String message) {
        Document error = served.refused("view", Document.entries("x", binning(text, EDGES)), 400);
        assertThat(error.get("field").text()).isEqualTo("x.expression");
        assertThat(error.get("message").text()).contains(message).doesNotContain("(0 rows)");
        Document check = served.ask("check", Document.entries("expression", text));
        assertThat(check.get("ok").flag()).isFalse();
        if (error.find("position").isPresent()) {
            assertThat(error.get("position").whole()).isEqualTo(position);
            assertThat(check.get("position").whole()).isEqualTo(position);
        }
    }

    @Test
    @DisplayName("the cut that is wrong is named")
    void wrongCut() {
        Document error = served.refused(
                "view", Document.entries("x", binning("pT", EDGES), "where", List.of("y < 1", "z > 2")), 400);
        assertThat(error.get("code").text()).isEqualTo("expression");
        assertThat(error.get("field").text()).isEqualTo("where[1]");
        assertThat(error.get("position").whole()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|request",
                "[]|400|request",
                "{\"x\": 3}|400|request",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [1, 0]}}|400|bins",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [1]}}|400|bins",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [1, \"2\"]}}|400|request",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [0, 1]}, \"path\": \"/etc/passwd\"}|400|request",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [0, 1]}, \"sources\": [\"nominal\"]}|400|input",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [0, 1]}, \"sources\": []}|400|input",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [0, 1]}, \"predictions\": [\"prio\"]}|400|input",
                "{\"x\": {\"expression\": \"pT\", \"edges\": [0, 1]}, \"normalised\": true}|422|numerical",
                "{\"x\": {\"expression\": \"log(y)\", \"edges\": [0, 1]}}|400|input"
            })
    @DisplayName("a request that cannot be used is refused with its code")
    void refusals(String body, int status, String code) {
        HttpResponse<byte[]> answer = served.post("view", body);
        assertThat(answer.statusCode()).as(Served.text(answer)).isEqualTo(status);
        assertThat(Document.json(Served.text(answer), "error")
                        .get("error")
                        .get("code")
                        .text())
                .isEqualTo(code);
    }

    @Test
    @DisplayName("other addresses, methods, types and sizes are refused")
    void protocol() {
        assertThat(served.send(HttpRequest.newBuilder(served.at("/api/v1/nothing"))
                                .build())
                        .statusCode())
                .isEqualTo(404);
        assertThat(served.send(HttpRequest.newBuilder(served.at("/../../etc/passwd"))
                                .build())
                        .statusCode())
                .isEqualTo(404);
        assertThat(served.send(HttpRequest.newBuilder(served.at("/api/v1/view")).build())
                        .statusCode())
                .isEqualTo(405);
        HttpRequest typed = HttpRequest.newBuilder(served.at("/api/v1/view"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(served.send(typed).statusCode()).isEqualTo(415);
        assertThat(served.post("view", " ".repeat(65 << 10)).statusCode()).isEqualTo(413);
        HttpResponse<byte[]> page =
                served.send(HttpRequest.newBuilder(served.at("/")).build());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'self'");
    }

    @Test
    @DisplayName("when no port is named it is 8765, and the next that is free for whoever comes later")
    void usualPort() {
        try (var first = ExplorerServer.start(Toy.small(), "1", Optional.empty(), 1);
                var second = ExplorerServer.start(Toy.small(), "1", Optional.empty(), 1)) {
            assertThat(first.port()).isBetween(8765, 8783);
            assertThat(second.port()).isBetween(first.port() + 1, 8784);
            assertThat(second.link()).isEqualTo("http://127.0.0.1:%d/", second.port());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    @DisplayName("a port that is none is refused")
    void noPort(int port) {
        Explored explored = Toy.explored();
        assertThatThrownBy(() -> ExplorerServer.start(explored, "test", Optional.empty(), port, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no port %d\n  allowed    0 to 65535", port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:%d||200",
                "localhost:%d||200",
                "localhost:%d|http://localhost:%d|200",
                "evil.example||403",
                "127.0.0.1:%d|http://evil.example|403",
                "127.0.0.1:%d|null|403"
            })
    @DisplayName("another site's page cannot ask, nor under another name of this machine")
    void otherSites(String host, String origin, int status) {
        int port = served.at("/").getPort();
        String line = served.raw("GET /api/v1/measurement HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                .formatted(
                        host.replace("%d", "" + port),
                        origin == null ? "" : "Origin: " + origin.replace("%d", "" + port) + "\r\n"));
        assertThat(line).contains(" " + status + " ");
    }

    @Test
    @DisplayName("on another address than loopback nothing is told without the token")
    void token() {
        try (var open = new Served(
                ExplorerServer.start(Toy.explored(), "1", Optional.of("0.0.0.0"), 0, 1), HttpClient.newHttpClient())) {
            String token = open.server().link().replaceFirst(".*token=", "");
            int port =
                    URI.create(open.server().link().replaceFirst("\\?.*", "")).getPort();
            var address = URI.create("http://127.0.0.1:" + port + "/api/v1/measurement");
            assertThat(token).hasSizeGreaterThan(30);
            assertThat(open.send(HttpRequest.newBuilder(address).build()).statusCode())
                    .isEqualTo(401);
            assertThat(open.send(HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token + "x")
                                    .build())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(open.send(HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token)
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("a port that is taken and an address that is none are refused")
    void places() {
        assertThatThrownBy(() -> ExplorerServer.start(
                        Toy.explored(), "1", Optional.empty(), served.at("/").getPort(), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1");
        assertThatThrownBy(() -> ExplorerServer.start(Toy.explored(), "1", Optional.of("no such host"), 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no address 'no such host'");
    }

    @Test
    @DisplayName("bins are laid with one width, one ratio or one N_eff")
    void bins() {
        Map<String, Object> request = Document.entries("expression", "pT", "count", 8, "from", 200, "to", 800);
        request.put("method", "equal");
        assertThat(numbers(served.ask("bins", request).get("edges")))
                .containsExactly(200, 275, 350, 425, 500, 575, 650, 725, 800);
        request.put("method", "log");
        double[] ratio = numbers(served.ask("bins", request).get("edges"));
        for (int i = 0; i < 8; i++) {
            assertThat(ratio[i + 1] / ratio[i]).isCloseTo(Math.pow(4, 0.125), within(2e-3));
        }
        request.put("method", "nEff");
        double[] even = numbers(served.ask("bins", request).get("edges"));
        assertThat(even).hasSize(9);
        double[] nEff = numbers(served.ask(
                        "view",
                        Document.entries(
                                "x", binning("pT", Arrays.stream(even).boxed().toList())))
                .get("nEff"));
        double mean = Arrays.stream(nEff).average().orElseThrow();
        for (double one : nEff) {
            // Edges are rounded to a thousandth of a mean width, and the last bin takes what is left.
            assertThat(one).isCloseTo(mean, within(0.03 * mean));
        }
        request.put("method", "log");
        request.put("from", -1);
        assertThat(served.refused("bins", request, 400).get("message").text()).contains("begin above 0");
    }

    @Test
    @DisplayName("a brush's histogram is the nominal one")
    void brush() {
        Document brush =
                served.ask("brush", Document.entries("expression", "pT", "edges", EDGES, "where", List.of(CUT)));
        Query query = Query.of(Expression.parse("pT"), Axis.of("pT", "GeV", 200, 230, 300, 450))
                .where(Expression.parse(CUT));
        assertThat(numbers(brush.get("value")))
                .containsExactly(measurement.spectrum(query).values());
    }

    @ParameterizedTest
    @CsvSource({"equal,-1e308,1e308", "log,1e-300,1e300", "equal,0,1e-310", "equal,1,1.0000000000000002", "nEff,1e6,1e7"
    })
    @DisplayName("bins that numbers cannot have, or without events, are refused")
    void impossibleBins(String method, double from, double to) {
        Document error = served.refused(
                "bins",
                Document.entries("expression", "pT", "count", 200, "method", method, "from", from, "to", to),
                400);
        assertThat(error.get("code").text()).isEqualTo("input");
    }

    @Test
    @DisplayName("the ends of an observable are the least and the greatest, however close its values")
    void ends() {
        Document bins = served.ask("bins", Document.entries("expression", "1e-320*pT", "count", 2, "from", 0, "to", 1));
        double[] pT = measurement.events().column("pT", "the test").toArray();
        assertThat(bins.get("low").number())
                .isEqualTo(1e-320 * Arrays.stream(pT).min().orElseThrow());
        assertThat(bins.get("high").number())
                .isEqualTo(1e-320 * Arrays.stream(pT).max().orElseThrow());
        assertThat(bins.get("from").number()).isLessThan(bins.get("to").number());
    }

    @Test
    @DisplayName("what a prediction's name twice would cost is refused")
    void twice() {
        Document error = served.refused(
                "view", Document.entries("x", binning("pT", EDGES), "predictions", List.of("prior", "prior")), 400);
        assertThat(error.get("message").text()).contains("named twice");
    }

    @Test
    @DisplayName("events in no slice are counted")
    void outside() {
        Document view = served.ask(
                "view",
                Document.entries("x", binning("pT", EDGES), "y", binning("y", SLICES), "where", List.of("n > 3")));
        var outside = Expression.parse("n > 3 && (y < -2 || y >= 2)");
        assertThat(view.get("outside").get("slices").get("events").whole())
                .isEqualTo(outside.select(measurement.events()).count());
        assertThat(view.get("outside").get("slices").get("sumWeights").number())
                .isCloseTo(
                        measurement
                                .nominal()
                                .where(outside.select(measurement.events()))
                                .sum(),
                        within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "hepdata,application/zip,PK",
        "json,application/json,{",
        "yoda,text/plain,BEGIN YODA",
        "csv,text/csv,slice_low",
        "svg,image/svg+xml,<?xml",
        "pdf,application/pdf,%PDF",
        "python,text/plain,#"
    })
    @DisplayName("slices are exported in every format")
    void exports(String format, String type, String start) {
        HttpResponse<byte[]> file = served.post(
                "export",
                Document.of(
                                "a request",
                                Document.entries(
                                        "x", binning("pT", EDGES), "y", binning("y", SLICES), "format", format))
                        .toJson());
        assertThat(file.statusCode()).as(Served.text(file)).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(Served.text(file)).startsWith(start);
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("toy_pT");
    }

    @Test
    @DisplayName("another name of loopback that was asked for is served")
    void hosts() {
        try (var other = ExplorerServer.start(Toy.small(), "1", Optional.of("127.0.1.1"), 0, 1);
                var client = HttpClient.newHttpClient()) {
            var page = new Served(other, client)
                    .send(HttpRequest.newBuilder(URI.create(other.link())).build());
            assertThat(page.statusCode()).isEqualTo(200);
        }
    }
}
