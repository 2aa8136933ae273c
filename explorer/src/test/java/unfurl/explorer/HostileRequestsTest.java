package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.event.Table;

/// Random and hostile expressions and requests: each is answered, soon, with an answer or an error that says whose
/// fault it is, and never with a defect.
class HostileRequestsTest {
    private static final long SEED = 20261128;
    private static final Set<Integer> EXPECTED = Set.of(200, 400, 404, 405, 409, 413, 415, 422);

    private static void parse(int count) {
        Table columns = Toy.explored().columns();
        int parsed = 0;
        for (int i = 0; i < count; i++) {
            var random = new Random(SEED + i);
            String text = random.nextInt(4) == 0 ? HostileText.plausible(random, 4) : HostileText.expression(random);
            try {
                Expression expression = Expression.parse(text);
                parsed++;
                if (expression.isCondition()) {
                    expression.select(columns);
                } else {
                    expression.evaluate(columns);
                }
            } catch (InputException refused) {
                refused.position()
                        .ifPresent(at -> assertThat(at).as("seed %d", SEED).isBetween(0, text.length()));
            }
        }
        assertThat(parsed).as("some are expressions").isBetween(count / 5, count - 1);
    }

    private static void ask(int count) {
        var answers = new ConcurrentSkipListMap<Integer, Integer>();
        Set<String> right = ConcurrentHashMap.newKeySet();
        try (var served = Served.of(Toy.small())) {
            IntStream.range(0, count).parallel().forEach(i -> {
                var random = new Random(SEED + i);
                String question = HostileText.question(random);
                String body = HostileText.request(question, random);
                HttpResponse<byte[]> answer = served.post(question, body);
                assertThat(answer.statusCode())
                        .as("seed %d, %s %s: %s", SEED + i, question, body, Served.text(answer))
                        .isIn(EXPECTED);
                answers.merge(answer.statusCode(), 1, Integer::sum);
                if (answer.statusCode() == 200) {
                    right.add(question);
                }
            });
            assertThat(served.post("check", "{\"expression\": \"pT\"}").statusCode())
                    .as("it still answers")
                    .isEqualTo(200);
        }
        System.out.printf("%d hostile requests were answered: %s%n", count, answers);
        assertThat(answers).containsKeys(200, 400, 404, 405);
        assertThat(right).contains("view", "check", "bins", "brush", "export");
        assertThat(answers.get(200)).as("many are right").isGreaterThan(count / 10);
    }

    @Test
    @DisplayName("50,000 random and hostile expressions are parsed or refused at a character")
    void expressions() {
        parse(50_000);
    }

    @Test
    @DisplayName("3,000 random and hostile requests are answered, none with a defect")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void requests() {
        ask(3_000);
    }

    @Test
    @Tag("validation")
    @DisplayName("a million expressions")
    void manyExpressions() {
        parse(1_000_000);
    }

    @Test
    @Tag("validation")
    @DisplayName("a million requests")
    void manyRequests() {
        ask(1_000_000);
    }

    @Test
    @DisplayName("what is no HTTP is dropped, and the server goes on")
    void noHttp() {
        try (var served = Served.of(Toy.small())) {
            var random = new Random(SEED);
            for (String request : List.of(
                    "\r\n\r\n",
                    "GET",
                    "GET / HTTP/9.9\r\n\r\n",
                    "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "POST /api/v1/view HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n{}",
                    "POST /api/v1/view HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n{}",
                    "POST /api/v1/view HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(5000) + "\r\n")) {
                assertThat(served.raw(request)).doesNotContain(" 200 ");
            }
            for (int i = 0; i < 100; i++) {
                byte[] bytes = new byte[random.nextInt(500)];
                random.nextBytes(bytes);
                served.raw(new String(bytes, StandardCharsets.ISO_8859_1) + "\r\n\r\n");
            }
            assertThat(served.post("check", "{\"expression\": \"pT\"}").statusCode())
                    .isEqualTo(200);
        }
    }
}
