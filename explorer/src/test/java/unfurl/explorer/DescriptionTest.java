package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static unfurl.explorer.Asked.EDGES;
import static unfurl.explorer.Asked.SLICES;
import static unfurl.explorer.Asked.binning;
import static unfurl.explorer.Asked.numbers;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.formats.Document;
import unfurl.measurement.Measurement;

/// What `docs/reference/explorer-api.md` promises of the description and of files, over loopback.
class DescriptionTest {
    private static final Explored EXPLORED = Toy.explored();
    private static final Measurement MEASUREMENT = EXPLORED.measurement();

    @AutoClose
    private static final Served served = Served.of(EXPLORED);

    @Test
    @DisplayName("what can be asked for is told: no weights, every function, bins to begin with")
    void description() {
        HttpResponse<byte[]> answer = served.send(
                HttpRequest.newBuilder(served.at("/api/v1/measurement")).build());
        Document told = Document.json(Served.text(answer), "measurement");
        assertThat(told.get("api").text()).isEqualTo("1.1");
        assertThat(told.get("columns").list().stream().map(c -> c.get("name").text()))
                .containsExactly("pT", "y", "phi", "n");
        assertThat(told.get("functions").list().stream().map(f -> f.get("name").text()))
                .contains("deltaR", "log", "atan2", "sum");
        assertThat(told.get("sources").list().stream()
                        .filter(source -> !source.get("inTotal").flag())
                        .map(source -> source.get("name").text()))
                .containsExactly("toys");
        assertThat(told.get("normalisation").get("sum").number())
                .isEqualTo(MEASUREMENT.nominal().sum());
        List<Document> observables = told.get("observables").list();
        for (Document observable : observables) {
            double[] edges = numbers(observable.get("edges"));
            assertThat(edges).isSorted();
            assertThat(edges.length).isBetween(5, 60);
        }
        assertThat(numbers(observables.getFirst().get("edges"))).containsExactly(Toy.PUBLISHED);
        assertThat(observables.stream()
                        .map(observable -> observable.get("published").flag()))
                .as("of y more are published than an axis may have")
                .containsExactly(true, false, false);
        assertThat(observables.stream()
                        .map(observable -> observable
                                .find("publishedBins")
                                .map(Document::whole)
                                .orElse(0L)))
                .as("which is told")
                .containsExactly(0L, 201L, 0L);
        assertThat(numbers(observables.getLast().get("edges"))[0])
                .as("of whole numbers, half-way between them")
                .isEqualTo(-0.5);
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
}
