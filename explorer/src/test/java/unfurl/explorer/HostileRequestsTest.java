package unfurl.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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

    private static final List<String> WORDS = List.of(
            "pT",
            "y",
            "phi",
            "n",
            "weights_nominal",
            "weight_mc",
            "pi",
            "`a b`",
            "0",
            "1",
            "2.5",
            "1e308",
            "1e-320",
            ".5",
            "9999999999999999999",
            "+",
            "-",
            "*",
            "/",
            "^",
            "(",
            ")",
            ",",
            "<",
            "<=",
            ">",
            ">=",
            "==",
            "!=",
            "&&",
            "||",
            "!",
            "abs",
            "sqrt",
            "log",
            "exp",
            "atan2",
            "min",
            "deltaR",
            "deltaPhi",
            "hypot",
            "sum",
            "count",
            "floor",
            "pow",
            " ",
            "\t",
            "\n",
            "`",
            "'",
            "\"",
            "\\",
            ";",
            "${",
            "#",
            "../../etc/passwd",
            "java.lang.Runtime",
            "__import__('os')",
            "file:///etc/passwd",
            "SELECT",
            "\u0000",
            "\uD800",
            "é",
            "𝜏",
            "NaN",
            "Infinity");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "0",
            "-1",
            "1e999",
            "1e308",
            "\"pT\"",
            "[1, 2]",
            "[0, 1e-300]",
            "[null]",
            "[[1]]",
            "\"pseudo-inverse\"",
            "\"hartlap\"",
            "\"nEff\"",
            "\"log\"",
            "[\"prior\"]",
            "[\"toys\", \"hessian\"]",
            "9223372036854775808",
            "\"../../etc/passwd\"",
            "\"\\u0000\"",
            "\"%s%n\"",
            "[\"y < 1\"]",
            "\"svg\"",
            "\"python\"");

    private static final List<String> KEYS = List.of(
            "client",
            "slot",
            "x",
            "y",
            "expression",
            "edges",
            "where",
            "normalised",
            "sources",
            "predictions",
            "inverse",
            "covariance",
            "method",
            "count",
            "from",
            "to",
            "condition",
            "format",
            "what",
            "logX",
            "logY",
            "file",
            "class");

    private static final List<String> OF_A_VIEW =
            List.of("client", "slot", "y", "where", "normalised", "sources", "predictions", "inverse", "covariance");

    private static String expression(Random random) {
        var text = new StringBuilder();
        int words = random.nextInt(100) == 0 ? 3000 : random.nextInt(12);
        for (int i = 0; i <= words; i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return switch (random.nextInt(40)) {
            case 0 -> "(".repeat(random.nextInt(20_000)) + text;
            case 1 -> "-".repeat(random.nextInt(20_000)) + text;
            case 2 -> "pT" + "^2".repeat(random.nextInt(3000));
            case 3 -> "hypot(".repeat(random.nextInt(150)) + "pT, y" + ")".repeat(random.nextInt(150));
            default -> text.toString();
        };
    }

    /// An expression over the toy's columns that is well formed nearly always.
    private static String plausible(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(3) : random.nextInt(8)) {
            case 0 -> "pT";
            case 1 -> "y";
            case 2 -> Integer.toString(random.nextInt(500));
            case 3 -> "(" + plausible(random, depth - 1) + "+" + plausible(random, depth - 1) + ")";
            case 4 -> "(" + plausible(random, depth - 1) + "/" + plausible(random, depth - 1) + ")";
            case 5 -> "log(" + plausible(random, depth - 1) + ")";
            case 6 -> "hypot(" + plausible(random, depth - 1) + "," + plausible(random, depth - 1) + ")";
            default -> plausible(random, depth - 1) + "^2";
        };
    }

    private static String json(String text) {
        var out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> out.append(
                        c < ' ' || c == '"' || c == '\\' || c > '~' ? "\\u%04x".formatted(c) : Character.toString(c)));
        return out.append('"').toString();
    }

    private static String edges(Random random) {
        var edges = new StringBuilder("[");
        double edge = random.nextInt(400) - 100;
        int count = random.nextInt(30) == 0 ? random.nextInt(500) : 1 + random.nextInt(12);
        for (int i = 0; i <= count; i++) {
            edges.append(i == 0 ? "" : ", ").append(edge);
            edge += random.nextInt(200) == 0 ? -1 : random.nextDouble() * 100;
        }
        return edges.append("]").toString();
    }

    /// A request for a question, right in many cases.
    private static String request(String question, Random random) {
        String text = random.nextInt(4) > 0 ? plausible(random, 2) : expression(random);
        String x = "{\"expression\": %s, \"edges\": %s}".formatted(json(text), edges(random));
        String body = switch (question) {
            case "check" -> "{\"expression\": " + json(text);
            case "bins" ->
                "{\"expression\": %s, \"count\": %d, \"from\": %s"
                        .formatted(json(text), random.nextInt(250), Math.pow(10, random.nextInt(620) - 310));
            case "brush" -> x.substring(0, x.length() - 1);
            case "export" -> "{\"x\": %s, \"format\": \"%s\"".formatted(x, random.nextBoolean() ? "csv" : "java");
            default -> "{\"x\": " + x;
        };
        return spoilt(new StringBuilder(body), x, random);
    }

    private static String spoilt(StringBuilder body, String x, Random random) {
        List<String> keys = random.nextInt(3) > 0 ? OF_A_VIEW : KEYS;
        while (random.nextInt(3) == 0) {
            String key = keys.get(random.nextInt(keys.size()));
            String value = switch (key) {
                case "y" -> random.nextBoolean() ? x : VALUES.get(random.nextInt(VALUES.size()));
                case "where" -> "[%s]".formatted(json(plausible(random, 2) + " < " + plausible(random, 2)));
                case "edges" -> edges(random);
                case "expression" -> json(expression(random));
                default -> VALUES.get(random.nextInt(VALUES.size()));
            };
            body.append(", ").append(json(key)).append(": ").append(value);
        }
        body.append("}");
        return switch (random.nextInt(30)) {
            case 0 -> body.substring(0, random.nextInt(body.length()));
            case 1 -> "[".repeat(random.nextInt(30_000));
            case 2 -> body.toString().replace('"', '\'');
            case 3 -> body.append(body).toString();
            default -> body.toString();
        };
    }

    /// A view mostly.
    private static String question(Random random) {
        return List.of("check", "bins", "brush", "export", "measurement", "nothing", "../view", "view/%2e%2e", "view")
                .get(Math.min(random.nextInt(24), 8));
    }

    private static void parse(int count) {
        Table columns = Toy.explored().columns();
        int parsed = 0;
        for (int i = 0; i < count; i++) {
            var random = new Random(SEED + i);
            String text = random.nextInt(4) == 0 ? plausible(random, 4) : expression(random);
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
        var answers = new TreeMap<Integer, Integer>();
        var right = new HashSet<String>();
        try (var served = Served.of(Toy.small())) {
            for (int i = 0; i < count; i++) {
                var random = new Random(SEED + i);
                String question = question(random);
                String body = request(question, random);
                HttpResponse<byte[]> answer = served.post(question, body);
                assertThat(answer.statusCode())
                        .as("seed %d, %s %s: %s", SEED + i, question, body, Served.text(answer))
                        .isIn(EXPECTED);
                answers.merge(answer.statusCode(), 1, Integer::sum);
                if (answer.statusCode() == 200) {
                    right.add(question);
                }
            }
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
