package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static unfurl.explorer.Asked.EDGES;
import static unfurl.explorer.Asked.binning;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unfurl.formats.Document;

/// What `docs/reference/explorer-api.md` promises of requests that cannot be used, over loopback.
class RefusalsTest {
    @AutoClose
    private static final Served served = Served.of(Toy.explored());

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
}
